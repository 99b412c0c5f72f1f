// What XLIFF and its dialects say of the state of a segment. Internal to
// exchange/.
#ifndef TM_STORE_EXCHANGE_XLIFF_STATE_H_
#define TM_STORE_EXCHANGE_XLIFF_STATE_H_

#include "absl/strings/string_view.h"
#include "tm_store/exchange/xml_attributes.h"

namespace presstm {

// Whether nobody is to change a segment of this state, of either version.
bool IsFinalState(absl::string_view state);

// Whether a target of this state is said not to be a translation yet.
bool IsUntranslatedState(absl::string_view state);

// Whether these attributes approve an element or, of any tool, lock it:
// approved="yes", locked="true", m:locked="1".
bool IsLocked(const XmlAttributes& attributes);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XLIFF_STATE_H_
