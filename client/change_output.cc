#include "client/change_output.h"

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/display_text.h"
#include "client/names.h"
#include "google/protobuf/util/time_util.h"

namespace presstm {
namespace {

using Lines = std::vector<std::string>;

void AddLine(absl::string_view label, absl::string_view text, Lines& lines) {
  if (text.empty()) return;
  lines.push_back(ToPrintable(absl::StrCat(label, "  ", text)));
}

// Those of a unit or, where `prefix` names its language, a variant.
template <typename Owner>
void AddNotesAndProperties(const std::string& prefix, const Owner& owner,
                           Lines& lines) {
  for (const std::string& note : owner.notes()) {
    AddLine(prefix + "note", note, lines);
  }
  for (const v1::Property& property : owner.properties()) {
    AddLine(prefix + "property",
            absl::StrCat(property.key(), " = ", property.value()), lines);
  }
}

void AddVariants(const v1::TranslationUnit& unit, Lines& lines) {
  for (const v1::Variant& variant : unit.variants()) {
    lines.push_back(absl::StrCat(ToPrintable(variant.language_code()), "  ",
                                 ToDisplayText(variant.segment())));
  }
}

void AddDetails(const v1::TranslationUnit& unit, Lines& lines) {
  for (const v1::Variant& variant : unit.variants()) {
    AddNotesAndProperties(variant.language_code() + " ", variant, lines);
  }
  AddLine("document", unit.document(), lines);
  AddLine("tuid", unit.external_id(), lines);
  AddLine("origin", OriginLabel(unit.origin()), lines);
  AddLine("status", StatusLabel(unit.status()), lines);
  AddNotesAndProperties("", unit, lines);
  for (const v1::Context& context : unit.contexts()) {
    AddLine("previous", context.previous_text(), lines);
    AddLine("next", context.next_text(), lines);
    AddLine("key", context.key(), lines);
  }
  if (unit.usage_count() > 0) {
    AddLine("used", absl::StrCat(unit.usage_count(), " times"), lines);
  }
}

Lines LinesOf(const v1::TranslationUnit& unit, bool with_details) {
  Lines lines;
  AddVariants(unit, lines);
  if (with_details) AddDetails(unit, lines);
  return lines;
}

// Prints the lines of `all` that are not in `others`.
void PrintOnlyIn(const Lines& all, const Lines& others, char mark) {
  for (const std::string& line : all) {
    if (std::ranges::find(others, line) != others.end()) continue;
    std::cout << "  " << mark << line << '\n';
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
  const bool is_of_both = change.has_before() && change.has_after();
  const Lines before = LinesOf(change.before(), is_of_both);
  const Lines after = LinesOf(change.after(), is_of_both);
  PrintOnlyIn(before, after, '-');
  PrintOnlyIn(after, before, '+');
}

}  // namespace presstm
