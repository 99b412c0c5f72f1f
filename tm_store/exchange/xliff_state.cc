#include "tm_store/exchange/xliff_state.h"

namespace presstm {
namespace {

absl::string_view LocalName(absl::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

bool SaysYes(absl::string_view value) {
  return !value.empty() && value != "no" && value != "false" && value != "0";
}

}  // namespace

bool IsFinalState(absl::string_view state) {
  return state == "final" || state == "signed-off" || state == "reviewed";
}

bool IsUntranslatedState(absl::string_view state) {
  return state == "new" || state == "needs-translation" || state == "initial";
}

bool IsLocked(const XmlAttributes& attributes) {
  bool locked = attributes.Get("approved") == "yes";
  attributes.ForEach([&](absl::string_view name, absl::string_view value) {
    locked = locked || (LocalName(name) == "locked" && SaysYes(value));
  });
  return locked;
}

}  // namespace presstm
