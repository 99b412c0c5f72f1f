#include "tm_store/exchange/tmx_unit_builder.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tm_store/base/limits.h"
#include "tm_store/exchange/tmx_context.h"
#include "tm_store/exchange/tmx_date.h"
#include "tm_store/exchange/tmx_metadata.h"
#include "tm_store/exchange/tmx_own_properties.h"
#include "tm_store/text/language.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr size_t kMaxTuidBytesInProblems = 200;
constexpr size_t kMaxCachedTags = 1000;

std::string Shorten(const std::string& text, size_t most_bytes) {
  if (text.size() <= most_bytes) return text;
  const std::string cut = text.substr(0, most_bytes);
  return cut.substr(0, FindInvalidUtf8(cut));
}

absl::string_view VariantLanguage(const XmlAttributes& attributes) {
  const absl::string_view language = attributes.Get("xml:lang");
  return language.empty() ? attributes.Get("lang") : language;
}

bool IsSegmentType(absl::string_view type) {
  return type == "block" || type == "paragraph" || type == "sentence" ||
         type == "phrase";
}

}  // namespace

void TmxUnitBuilder::BeginUnit(const XmlAttributes& attributes,
                               const TmxHeader& header, int64_t line) {
  unit_ = TranslationUnit();
  history_ = variants_history_ = History();
  line_ = line;
  size_bytes_ = 0;
  damage_.clear();
  damage_detail_.clear();
  dropped_variants_.clear();
  illegal_characters_.clear();
  has_unreadable_date_ = has_unreadable_count_ = has_overlong_ = in_variant_ =
      false;
  unit_.external_id = ReadShortText(attributes, "tuid");
  unit_.source_language = ReadShortText(attributes, "srclang");
  if (unit_.source_language.empty()) {
    unit_.source_language = header.source_language;
  } else {
    CheckSourceLanguage();
  }
  absl::string_view type = attributes.Get("segtype");
  if (type.empty() && header.segment_type != "sentence") {
    type = header.segment_type;
  }
  if (IsSegmentType(type)) {
    unit_.properties.push_back({kSegmentTypeProperty, std::string(type)});
  }
  ReadHistory(attributes, history_);
}

void TmxUnitBuilder::CheckSourceLanguage() {
  if (absl::EqualsIgnoreCase(unit_.source_language, "*all*")) {
    unit_.source_language.clear();
  } else if (CanonicalTag(unit_.source_language).empty()) {
    Warn("The unit's source language is unknown.",
         Shorten(unit_.source_language, 40));
    unit_.source_language.clear();
  }
}

void TmxUnitBuilder::ReadHistory(const XmlAttributes& attributes,
                                 History& history) {
  ReadChange(attributes, "creationdate", "creationid", history.create_time,
             history.created_by);
  ReadChange(attributes, "changedate", "changeid", history.change_time,
             history.changed_by);
  history.last_used_time =
      std::max(history.last_used_time, ReadDate(attributes, "lastusagedate"));
  history.usage_count =
      std::max(history.usage_count, ReadUsageCount(attributes));
}

// What the unit says of itself counts; its variants where it says nothing, and
// where they say that they were changed or used since.
void TmxUnitBuilder::ApplyHistory() {
  const auto choose = [](auto& own, auto& of_variants, const auto& none) {
    return std::move(own == none ? of_variants : own);
  };
  History& own = history_;
  History& variants = variants_history_;
  const absl::Time never = absl::InfinitePast();
  unit_.create_time = choose(own.create_time, variants.create_time, never);
  unit_.created_by = choose(own.created_by, variants.created_by, "");
  ApplyChange();
  unit_.usage_count = choose(own.usage_count, variants.usage_count, 0);
  unit_.last_used_time = std::max(own.last_used_time, variants.last_used_time);
}

// An author without a date may be that of the other's date, but one with a
// date is not.
void TmxUnitBuilder::ApplyChange() {
  const bool is_own = history_.change_time >= variants_history_.change_time;
  const History& newest = is_own ? history_ : variants_history_;
  const History& older = is_own ? variants_history_ : history_;
  unit_.change_time = newest.change_time;
  const bool may_be_the_same = older.change_time == newest.change_time ||
                               older.change_time == absl::InfinitePast();
  unit_.changed_by = newest.changed_by.empty() && may_be_the_same
                         ? older.changed_by
                         : newest.changed_by;
}

int64_t TmxUnitBuilder::ReadUsageCount(const XmlAttributes& attributes) {
  const absl::string_view text = attributes.Get("usagecount");
  int64_t count = 0;
  if (text.empty() || (absl::SimpleAtoi(text, &count) && count >= 0)) {
    return count;
  }
  has_unreadable_count_ = true;
  return 0;
}

void TmxUnitBuilder::ReadChange(const XmlAttributes& attributes,
                                absl::string_view date_name,
                                absl::string_view id_name, absl::Time& time,
                                std::string& author) {
  const absl::Time date = ReadDate(attributes, date_name);
  std::string id = ReadShortText(attributes, id_name);
  if (!id.empty() && (author.empty() || date > time)) author = std::move(id);
  time = std::max(time, date);
}

absl::Time TmxUnitBuilder::ReadDate(const XmlAttributes& attributes,
                                    absl::string_view name) {
  const absl::string_view text = attributes.Get(name);
  if (text.empty()) return absl::InfinitePast();
  const std::optional<absl::Time> time = ParseTmxDate(text);
  if (!time.has_value()) has_unreadable_date_ = true;
  return time.value_or(absl::InfinitePast());
}

std::string TmxUnitBuilder::ReadShortText(const XmlAttributes& attributes,
                                          absl::string_view name) {
  const absl::string_view value = attributes.Get(name);
  if (value.size() > kMaxMetadataBytes) {
    AddOverlong();
    return "";
  }
  return Grow(value.size()) ? std::string(value) : "";
}

void TmxUnitBuilder::BeginVariant(const XmlAttributes& attributes,
                                  int64_t line) {
  in_variant_ = true;
  variant_ = Variant();
  variant_line_ = line;
  has_segment_ = false;
  const absl::string_view language = VariantLanguage(attributes);
  if (Grow(language.size())) variant_.language = std::string(language);
  ReadHistory(attributes, variants_history_);
}

void TmxUnitBuilder::BeginSegment() {
  if (has_segment_) {
    // A second <seg>, which no standard allows, is a variant of its own.
    std::string language = variant_.language;
    EndVariant();
    in_variant_ = true;
    variant_ = Variant{.language = std::move(language)};
  }
  has_segment_ = true;
}

void TmxUnitBuilder::SegmentStart(absl::string_view name,
                                  const XmlAttributes& attributes) {
  if (Grow(0)) segment_.Start(name, attributes);
}

void TmxUnitBuilder::SegmentText(absl::string_view text) {
  if (Grow(0)) segment_.Text(text);
}

void TmxUnitBuilder::SegmentEnd(absl::string_view name) {
  if (Grow(0)) segment_.End(name);
}

TmxUnitBuilder::Fault TmxUnitBuilder::VariantFault() {
  if (variant_.language.empty()) return {"The variant has no language.", {}};
  if (CanonicalTag(variant_.language).empty()) {
    return {"The variant's language is unknown.",
            ErrorReason::kUnknownLanguage};
  }
  if (!has_segment_) return {"The variant has no segment.", {}};
  if (!segment_.fault().empty()) {
    return {segment_.fault(), ErrorReason::kSegmentTooLong};
  }
  if (unit_.variants.size() == kMaxVariants) {
    return {"The unit has too many variants.", ErrorReason::kTooManyItems};
  }
  return {};
}

void TmxUnitBuilder::EndVariant() {
  in_variant_ = false;
  const Fault fault = VariantFault();
  const size_t segment_bytes = segment_.size_bytes();
  variant_.segment = segment_.Take();
  if (!Grow(segment_bytes)) return;
  if (!fault.reason.empty()) {
    DropVariant(fault);
  } else if (IsBlank(variant_.segment.text)) {
    DropVariant({"The segment is empty.", ErrorReason::kSegmentEmpty});
  } else {
    unit_.variants.push_back(std::move(variant_));
  }
}

void TmxUnitBuilder::DropVariant(const Fault& fault) {
  if (dropped_variants_.size() >= kMaxVariants) return;
  dropped_variants_.push_back({.kind = FileProblem::Kind::kDroppedVariant,
                               .line = variant_line_,
                               .reason = std::string(fault.reason),
                               .detail = Shorten(variant_.language, 40),
                               .cause = fault.cause});
}

void TmxUnitBuilder::AddProperty(Property property) {
  std::vector<Property>& properties =
      in_variant_ ? variant_.properties : unit_.properties;
  if (properties.size() >= kMaxProperties) {
    AddOverlong();
    return;
  }
  if (!Grow(property.key.size() + property.value.size() + sizeof(Property))) {
    return;
  }
  properties.push_back(std::move(property));
}

void TmxUnitBuilder::AddNote(std::string note) {
  std::vector<std::string>& notes = in_variant_ ? variant_.notes : unit_.notes;
  if (notes.size() >= kMaxNotes) {
    AddOverlong();
    return;
  }
  if (!Grow(note.size() + sizeof(std::string))) return;
  notes.push_back(std::move(note));
}

void TmxUnitBuilder::AddOverlong() { has_overlong_ = true; }

void TmxUnitBuilder::AddFlaw(const XmlFlaw& flaw) {
  if (flaw.kind == XmlFlawKind::kIllegalCharacter) {
    if (illegal_characters_.size() < 10 &&
        std::ranges::find(illegal_characters_, flaw.code_point) ==
            illegal_characters_.end()) {
      illegal_characters_.push_back(flaw.code_point);
    }
    return;
  }
  if (!damage_.empty()) return;
  damage_ = flaw.kind == XmlFlawKind::kInvalidBytes
                ? "The unit has bytes that are invalid in the file's encoding."
                : "The unit refers to an undefined entity.";
  damage_detail_ = flaw.entity;
}

std::optional<FileUnit> TmxUnitBuilder::EndUnit() {
  const size_t count = unit_.variants.size();
  std::optional<FileUnit> result;
  if (!damage_.empty()) {
    result = Reject(damage_, damage_detail_);
  } else if (count < 2 && !dropped_variants_.empty()) {
    // A text whose translation is missing, not a unit of one language.
    result = Reject(dropped_variants_[0].reason, dropped_variants_[0].detail);
    problems_.back().cause = dropped_variants_[0].cause;
  } else if (count == 0) {
    result = Reject("The unit has no variant.", "");
  } else {
    ReportLosses();
    ApplyHistory();
    ApplyProperties(unit_);
    result = FileUnit{.unit = std::move(unit_), .line = line_};
  }
  line_ = 0;
  return result;
}

void TmxUnitBuilder::ReportLosses() {
  for (FileProblem& problem : dropped_variants_) {
    problem.external_id = Shorten(unit_.external_id, kMaxTuidBytesInProblems);
    problems_.push_back(std::move(problem));
  }
  if (has_unreadable_date_) Warn("A date of the unit is unreadable.");
  if (has_unreadable_count_) Warn("A usage count of the unit is unreadable.");
  if (has_overlong_)
    Warn("Properties or notes beyond the limits were left out.");
  for (const char32_t c : illegal_characters_) {
    Warn("Characters that XML does not allow were left out.",
         absl::StrFormat("U+%04X", static_cast<uint32_t>(c)));
  }
}

std::optional<FileUnit> TmxUnitBuilder::Reject(absl::string_view reason,
                                               absl::string_view detail) {
  problems_.push_back(
      {.kind = FileProblem::Kind::kRejectedUnit,
       .line = line_,
       .external_id = Shorten(unit_.external_id, kMaxTuidBytesInProblems),
       .reason = std::string(reason),
       .detail = std::string(detail)});
  return std::nullopt;
}

void TmxUnitBuilder::Warn(absl::string_view reason, absl::string_view detail) {
  problems_.push_back(
      {.kind = FileProblem::Kind::kWarning,
       .line = line_,
       .external_id = Shorten(unit_.external_id, kMaxTuidBytesInProblems),
       .reason = std::string(reason),
       .detail = std::string(detail)});
}

bool TmxUnitBuilder::Grow(size_t bytes) {
  size_bytes_ += bytes;
  if (size_bytes_ + segment_.size_bytes() <= kMaxTmxUnitBytes) return true;
  if (damage_.empty()) damage_ = "The unit is too large.";
  unit_.variants.clear();
  unit_.properties.clear();
  unit_.notes.clear();
  variant_ = Variant();
  segment_.Take();
  size_bytes_ = kMaxTmxUnitBytes + 1;
  return false;
}

const std::string& TmxUnitBuilder::CanonicalTag(const std::string& language) {
  auto it = canonical_tags_.find(language);
  if (it != canonical_tags_.end()) return it->second;
  if (canonical_tags_.size() >= kMaxCachedTags) canonical_tags_.clear();
  absl::StatusOr<Language> parsed = ParseLanguage(language);
  return canonical_tags_
      .emplace(language, parsed.ok() ? std::move(parsed->tag) : "")
      .first->second;
}

}  // namespace presstm
