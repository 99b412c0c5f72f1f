// Dates of TMX files.
#ifndef TM_STORE_EXCHANGE_TMX_DATE_H_
#define TM_STORE_EXCHANGE_TMX_DATE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace presstm {

// Reads an ISO 8601 date: basic ("20020125T210600Z") or extended
// ("2002-01-25T21:06:00.5+09:00"), down from the full form to a year alone;
// 'T' may be a space; without a zone it is UTC. Years 0000 to 9999. Nullopt
// if it is none of these or no such day exists.
std::optional<absl::Time> ParseTmxDate(absl::string_view text);

// Writes "20020125T210600Z": fractions of a second are cut off. "" for times
// outside the years 0000 to 9999, so for absl::InfinitePast().
std::string FormatTmxDate(absl::Time time);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_DATE_H_
