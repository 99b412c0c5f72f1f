#include "tm_store/model/damage.h"

#include "absl/strings/str_cat.h"

namespace presstm {

std::string Damage::ToString() const {
  std::string text =
      absl::StrCat(unit_count(), " translation unit",
                   unit_count() == 1 ? "" : "s", " cannot be read");
  if (unreadable.empty()) return text;
  absl::StrAppend(&text, " (", unreadable.id_count() == 1 ? "id " : "ids ",
                  unreadable.ToString());
  if (nameless_count > 0) {
    absl::StrAppend(&text, "; the ids of ", nameless_count,
                    " are not known either");
  }
  return absl::StrCat(text, ")");
}

}  // namespace presstm
