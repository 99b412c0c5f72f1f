// Which inline code of a proposal is which of the document.
#ifndef TM_STORE_EXCHANGE_CODE_MAPPING_H_
#define TM_STORE_EXCHANGE_CODE_MAPPING_H_

#include <cstddef>
#include <string>
#include <vector>

#include "tm_store/exchange/document_segment.h"

namespace presstm {

inline constexpr size_t kNoCode = SIZE_MAX;

// For each code of `side`, which is the proposal's source or target, the index
// of the code of `segment` that it stands for; kNoCode if there is none. Codes
// of a document and a memory meet by their content, codes of two languages by
// what ties them (`x` of TMX, ids of XLIFF) or else by content; where neither
// helps, only if there is one possibility. No code of `segment` comes twice,
// and elements around text are nested, or left out.
std::vector<size_t> MapCodes(const DocumentSegment& segment,
                             const Proposal& proposal, const Segment& side);

// Whether the target has all codes of `segment` and no others.
bool CodesCorrespond(const DocumentSegment& segment, const Proposal& proposal);

// Appends `side` as XML: its codes as `markup` has those they stand for, the
// others left out.
void AppendMarkedUp(const Segment& side, const std::vector<size_t>& mapping,
                    const std::vector<std::string>& markup, std::string& out);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_CODE_MAPPING_H_
