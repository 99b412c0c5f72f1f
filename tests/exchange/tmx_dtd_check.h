// Checks a TMX document against what tmx14.dtd says, for tests: no XML
// library of ours validates.
#ifndef TESTS_EXCHANGE_TMX_DTD_CHECK_H_
#define TESTS_EXCHANGE_TMX_DTD_CHECK_H_

#include <string>

#include "absl/strings/string_view.h"

namespace presstm {

// Returns the first thing wrong with `document`, "" if it is valid TMX 1.4b.
std::string FindDtdFault(absl::string_view document);

}  // namespace presstm

#endif  // TESTS_EXCHANGE_TMX_DTD_CHECK_H_
