#include "tm_store/round_trip_check.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/tmx_reader.h"
#include "tm_store/exchange/tmx_segment_writer.h"
#include "tm_store/exchange/tmx_writer.h"
#include "tm_store/exchange/xml_text.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr int kPageUnits = 200;

void CutToSeconds(absl::Time& time) {
  if (time == absl::InfinitePast()) return;
  time = absl::FromUnixSeconds(absl::ToUnixSeconds(time));
}

// What every inline code has, whether it comes from TMX or not.
InlineCode Comparable(const InlineCode& code) {
  return {.kind = code.kind,
          .position_bytes = code.position_bytes,
          .number = code.number,
          .content = code.content_is_xml ? XmlFragmentText(code.content)
                                         : code.content};
}

// What is left of a unit that has gone through TMX.
TranslationUnit Comparable(TranslationUnit unit) {
  unit.id = {};
  unit.memory_id = {};
  unit.revision = 0;
  CutToSeconds(unit.create_time);
  CutToSeconds(unit.change_time);
  CutToSeconds(unit.last_used_time);
  for (Variant& variant : unit.variants) {
    variant.segment = TmxSegmentReadBack(std::move(variant.segment));
    for (InlineCode& code : variant.segment.codes) code = Comparable(code);
  }
  return unit;
}

// A name for what differs; "" if nothing does.
std::string DifferingPart(const TranslationUnit& a, const TranslationUnit& b) {
  if (a == b) return "";
  if (a.variants != b.variants) return "variants";
  if (a.contexts != b.contexts) return "contexts";
  if (a.properties != b.properties) return "properties";
  if (a.notes != b.notes) return "notes";
  return "metadata";
}

absl::StatusOr<std::vector<FileUnit>> WriteAndRead(
    const TmxWriter& writer, const std::vector<const TranslationUnit*>& units) {
  TmxReader reader;
  std::string document = writer.Header();
  for (const TranslationUnit* unit : units) document += writer.Unit(*unit);
  document += writer.Footer();
  PRESSTM_RETURN_IF_ERROR(reader.Feed(document));
  PRESSTM_RETURN_IF_ERROR(reader.Finish());
  return reader.TakeUnits();
}

class RoundTripCheck {
 public:
  explicit RoundTripCheck(TmxWriter writer) : writer_(std::move(writer)) {}

  absl::Status Check(const std::vector<TranslationUnit>& page) {
    std::vector<const TranslationUnit*> units;
    for (const TranslationUnit& unit : page) {
      ++result_.checked_count;
      units.push_back(&unit);
    }
    PRESSTM_ASSIGN_OR_RETURN(const bool is_same, ComeBack(units));
    if (is_same) return absl::OkStatus();
    // Which of them? Each has a document of its own then.
    for (const TranslationUnit* unit : units) {
      PRESSTM_ASSIGN_OR_RETURN(const std::string what, DifferenceOf(*unit));
      if (what.empty()) continue;
      result_.AddProblem(absl::StrCat("translation unit ", unit->id.value,
                                      " comes back from TMX with other ",
                                      what));
    }
    return absl::OkStatus();
  }

  CheckResult TakeResult() { return std::move(result_); }

 private:
  absl::StatusOr<bool> ComeBack(
      const std::vector<const TranslationUnit*>& units) {
    PRESSTM_ASSIGN_OR_RETURN(const std::vector<FileUnit> read,
                             WriteAndRead(writer_, units));
    if (read.size() != units.size()) return false;
    for (size_t k = 0; k < units.size(); ++k) {
      if (Comparable(read[k].unit) != Comparable(*units[k])) return false;
    }
    return true;
  }

  // What is not the same in a unit that went alone; "" if it is all the same.
  absl::StatusOr<std::string> DifferenceOf(const TranslationUnit& unit) {
    PRESSTM_ASSIGN_OR_RETURN(const std::vector<FileUnit> read,
                             WriteAndRead(writer_, {&unit}));
    if (read.size() != 1) return "units";
    return DifferingPart(Comparable(read[0].unit), Comparable(unit));
  }

  const TmxWriter writer_;
  CheckResult result_;
};

}  // namespace

absl::StatusOr<CheckResult> CheckTmxRoundTrip(TmDatabase& database,
                                              const Deadline& deadline) {
  PRESSTM_ASSIGN_OR_RETURN(TmxWriter writer, TmxWriter::Create({}));
  PRESSTM_ASSIGN_OR_RETURN(const auto state, database.BeginRead());
  RoundTripCheck check(std::move(writer));
  TranslationUnitId last;
  while (true) {
    PRESSTM_RETURN_IF_ERROR(deadline.Check());
    // What cannot be read is for the check of the units to tell.
    PRESSTM_ASSIGN_OR_RETURN(const UnitPage page,
                             state->ListAllReadableUnits(last, kPageUnits));
    PRESSTM_RETURN_IF_ERROR(check.Check(page.units));
    if (page.is_at_end) return check.TakeResult();
    last = page.last;
  }
}

}  // namespace presstm
