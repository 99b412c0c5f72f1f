#include "client/text_output.h"

#include <algorithm>
#include <iostream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "client/call_error.h"
#include "client/display_text.h"
#include "client/names.h"

namespace presstm {
namespace {

constexpr absl::string_view kIndent = "  ";

std::string Day(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(time.seconds()),
                          absl::UTCTimeZone());
}

std::string Padded(std::string text, size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

void PrintRow(absl::string_view label, absl::string_view text) {
  if (text.empty()) return;
  std::cout << kIndent << Padded(ToPrintable(label), 10) << ' ' << text << '\n';
}

// "changed 2026-01-31 by kim", with what is known of it.
std::string Event(absl::string_view what, bool has_time,
                  const google::protobuf::Timestamp& time,
                  const std::string& who) {
  if (!has_time && who.empty()) return "";
  return ToPrintable(absl::StrCat(what, has_time ? " " + Day(time) : "",
                                  who.empty() ? "" : " by " + who));
}

// A unit as it was first written counts as changed then.
bool WasChanged(const v1::TranslationUnit& unit) {
  return unit.has_update_time() &&
         (!unit.has_create_time() ||
          unit.update_time().seconds() != unit.create_time().seconds() ||
          unit.updated_by() != unit.created_by());
}

std::string LastEvent(const v1::TranslationUnit& unit) {
  if (WasChanged(unit)) {
    return Event("changed", unit.has_update_time(), unit.update_time(),
                 unit.updated_by());
  }
  return Event("made", unit.has_create_time(), unit.create_time(),
               unit.created_by());
}

std::string PenaltiesText(const v1::Match& match) {
  std::vector<std::string> parts;
  for (const v1::Penalty& penalty : match.penalties()) {
    parts.push_back(
        absl::StrCat(PenaltyLabel(penalty.kind(), ' '), " ", penalty.points()));
  }
  return absl::StrJoin(parts, ", ");
}

std::string Bold(const std::string& text, bool color) {
  return color ? absl::StrCat("\x1b[1m", text, "\x1b[0m") : text;
}

// "hello  agency #12": by way of what, and the unit that has the proposal.
std::string PivotText(const v1::Pivot& pivot) {
  return absl::StrCat(ToDisplayText(pivot.second().segment()), "  ",
                      ToPrintable(MemoryOf(pivot.memory())), " #",
                      UnitIdOf(pivot.translation_unit().name()));
}

void PrintContext(const v1::Context& context) {
  PrintRow("previous", ToPrintable(context.previous_text()));
  PrintRow("next", ToPrintable(context.next_text()));
  PrintRow("key", ToPrintable(context.key()));
}

}  // namespace

int ShownScore(const v1::Match& match) {
  if (match.score() != 100) return match.score();
  switch (match.type()) {
    case v1::MATCH_TYPE_DOUBLE_CONTEXT:
      return 102;
    case v1::MATCH_TYPE_CONTEXT:
      return 101;
    default:
      return 100;
  }
}

void PrintMemory(const v1::Memory& memory) {
  std::cout << ToPrintable(MemoryOf(memory.name())) << "  "
            << memory.translation_unit_count() << " translation units\n";
  PrintRow("name", ToPrintable(memory.display_name()));
  PrintRow("about", ToPrintable(memory.description()));
  PrintRow("rule", RuleLabel(memory.write_rule()));
  if (memory.default_penalty() != 0) {
    PrintRow("penalty", absl::StrCat(memory.default_penalty()));
  }
  if (memory.checks_quality()) PrintRow("checks", "quality");
  PrintRow("made", memory.has_create_time() ? Day(memory.create_time()) : "");
}

void PrintWarnings(const v1::TranslationUnit& unit) {
  for (const v1::QualityWarning& warning : unit.quality_warnings()) {
    PrintMessage(absl::StrCat("warning: ", warning.message()));
  }
}

void PrintUnit(const v1::TranslationUnit& unit) {
  std::cout << ToPrintable(MemoryOf(unit.name())) << " #"
            << UnitIdOf(unit.name()) << '\n';
  for (const v1::Variant& variant : unit.variants()) {
    PrintRow(variant.language_code(), ToDisplayText(variant.segment()));
    for (const std::string& note : variant.notes()) {
      PrintRow("note", ToPrintable(note));
    }
  }
  PrintRow("document", ToPrintable(unit.document()));
  PrintRow("tuid", ToPrintable(unit.external_id()));
  PrintRow("origin", OriginLabel(unit.origin()));
  PrintRow("status", StatusLabel(unit.status()));
  PrintRow("history", Event("made", unit.has_create_time(), unit.create_time(),
                            unit.created_by()));
  if (WasChanged(unit)) {
    PrintRow("", Event("changed", unit.has_update_time(), unit.update_time(),
                       unit.updated_by()));
  }
  for (const v1::Context& context : unit.contexts()) PrintContext(context);
  for (const v1::Property& property : unit.properties()) {
    PrintRow("property", ToPrintable(absl::StrCat(property.key(), " = ",
                                                  property.value())));
  }
  for (const std::string& note : unit.notes()) {
    PrintRow("note", ToPrintable(note));
  }
}

void PrintMatch(absl::string_view query, const v1::Match& match, bool color) {
  const v1::TranslationUnit& unit = match.translation_unit();
  std::cout << Bold(absl::StrCat(ShownScore(match)), color) << ' '
            << TypeLabel(match.type(), ' ') << "  "
            << ToPrintable(MemoryOf(match.memory())) << " #"
            << UnitIdOf(unit.name());
  for (const std::string& part :
       {ToPrintable(unit.document()), LastEvent(unit)}) {
    if (!part.empty()) std::cout << "  " << part;
  }
  std::cout << '\n';
  PrintRow(match.source().language_code(),
           match.differences().empty()
               ? ToDisplayText(match.source().segment())
               : HighlightDifferences(query, match, color));
  if (match.has_pivot()) {
    PrintRow(absl::StrCat("by ", match.pivot().second().language_code()),
             PivotText(match.pivot()));
  }
  PrintRow(match.target().language_code(),
           ToDisplayText(match.target().segment()));
  PrintRow("penalties", PenaltiesText(match));
}

void PrintMatches(absl::string_view query, const v1::LookupResponse& response,
                  bool color) {
  for (const v1::Match& match : response.matches()) {
    PrintMatch(query, match, color);
  }
}

}  // namespace presstm
