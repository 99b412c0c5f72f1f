#include "client/change_output.h"

#include <iostream>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "client/display_text.h"
#include "client/names.h"
#include "google/protobuf/util/time_util.h"

namespace presstm {
namespace {

using Lines = std::multiset<std::string>;

Lines VariantsOf(const v1::TranslationUnit& unit) {
  Lines lines;
  for (const v1::Variant& variant : unit.variants()) {
    lines.insert(absl::StrCat(ToPrintable(variant.language_code()), "  ",
                              ToDisplayText(variant.segment())));
  }
  return lines;
}

// Prints the lines of `all` that are not in `others`.
void PrintOnlyIn(const Lines& all, const Lines& others, char mark) {
  for (const std::string& line : all) {
    if (others.count(line) == 0) std::cout << "  " << mark << line << '\n';
  }
}

// "kim token 3", "kim reader in press".
std::string AccessText(const v1::AccessChange& access) {
  const std::string identity = ToPrintable(access.identity());
  if (!access.token().empty()) {
    return absl::StrCat(identity, " token ", TokenIdOf(access.token()));
  }
  return absl::StrCat(
      identity, " ",
      access.role() == v1::ROLE_UNSPECIFIED ? "none" : RoleLabel(access.role()),
      " in ",
      access.memory().empty() ? "all memories" : MemoryOf(access.memory()));
}

}  // namespace

void PrintChange(const v1::Change& change) {
  std::cout << change.sequence() << "  "
            << google::protobuf::util::TimeUtil::ToString(change.change_time())
            << "  " << ChangeLabel(change.kind(), ' ') << "  "
            << (change.has_access() ? AccessText(change.access())
                                    : ToPrintable(MemoryOf(change.memory())));
  if (!change.translation_unit().empty()) {
    std::cout << " #" << UnitIdOf(change.translation_unit()) << " revision "
              << change.revision();
  }
  if (!change.author().empty()) {
    std::cout << "  by " << ToPrintable(change.author());
  }
  std::cout << '\n';
  const Lines before = VariantsOf(change.before());
  const Lines after = VariantsOf(change.after());
  PrintOnlyIn(before, after, '-');
  PrintOnlyIn(after, before, '+');
}

}  // namespace presstm
