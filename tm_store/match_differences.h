// What differs between a query and the source of a match, in the texts as
// they were written.
#ifndef TM_STORE_MATCH_DIFFERENCES_H_
#define TM_STORE_MATCH_DIFFERENCES_H_

#include <vector>

#include "tm_store/model/match.h"
#include "tm_store/text/surface.h"

namespace presstm {

// Stretches that cover both texts from beginning to end. Texts count as equal
// where they are so after folding; what else differs there the penalties say.
// Numbers, URLs and addresses count as equal if their values are. No stretch
// ends inside a character, though folding may have taken it apart ("㍿").
std::vector<Difference> FindDifferences(const AnalyzedText& query,
                                        const AnalyzedText& source);

}  // namespace presstm

#endif  // TM_STORE_MATCH_DIFFERENCES_H_
