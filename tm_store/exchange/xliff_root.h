// The root element of XLIFF.
#ifndef TM_STORE_EXCHANGE_XLIFF_ROOT_H_
#define TM_STORE_EXCHANGE_XLIFF_ROOT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/exchange/xml_attributes.h"

namespace presstm {

struct XliffRoot {
  std::string prefix;  // Of its name and all others of XLIFF, with the colon.
  bool is_version_2 = false;  // 2.0 and later; else 1.x.
};

// InvalidArgument, without a line number, if it is another element or of a
// version that is not known.
absl::StatusOr<XliffRoot> ReadXliffRoot(absl::string_view name,
                                        const XmlAttributes& attributes);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XLIFF_ROOT_H_
