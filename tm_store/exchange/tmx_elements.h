// The inline elements of TMX 1.4b.
#ifndef TM_STORE_EXCHANGE_TMX_ELEMENTS_H_
#define TM_STORE_EXCHANGE_TMX_ELEMENTS_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "tm_store/model/segment.h"

namespace presstm {

// "bpt"; "" for kNone.
absl::string_view TmxElementName(TmxElement element);

// kNone for "sub" and whatever may not stand in a segment by itself.
TmxElement TmxElementFromName(absl::string_view name);

// The attributes that `name`, an inline element or "sub", may have, in the
// order we write them. Empty for others.
absl::Span<const absl::string_view> TmxInlineAttributes(absl::string_view name);

// Whether `value` may be written for assoc: "p", "f" or "b".
bool IsTmxAssoc(absl::string_view value);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_ELEMENTS_H_
