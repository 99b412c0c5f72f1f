#include "tm_store/exchange/xliff_root.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"

namespace presstm {

absl::StatusOr<XliffRoot> ReadXliffRoot(absl::string_view name,
                                        const XmlAttributes& attributes) {
  if (name != "xliff" && !absl::EndsWith(name, ":xliff")) {
    return InvalidArgument(
        ErrorReason::kFileMalformed,
        absl::StrCat("not an XLIFF file: its root element is <",
                     name.substr(0, 40), ">, not <xliff>"));
  }
  const absl::string_view version = attributes.Get("version");
  if (!absl::StartsWith(version, "1.") && !absl::StartsWith(version, "2.")) {
    return InvalidArgument(
        ErrorReason::kFileMalformed,
        absl::StrCat("XLIFF of version \"", version.substr(0, 20),
                     "\" is not known: 1.2, 2.0 and 2.1 are"));
  }
  return XliffRoot{.prefix = std::string(name.substr(0, name.size() - 5)),
                   .is_version_2 = version.front() == '2'};
}

}  // namespace presstm
