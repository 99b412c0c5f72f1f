#include "server/converters/enum_converter.h"

#include <iterator>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

template <typename Model, typename Proto>
struct Pair {
  Model model;
  Proto proto;
};

constexpr Pair<Origin, v1::Origin> kOrigins[] = {
    {Origin::kUnspecified, v1::ORIGIN_UNSPECIFIED},
    {Origin::kHuman, v1::ORIGIN_HUMAN},
    {Origin::kAligned, v1::ORIGIN_ALIGNED},
    {Origin::kMachine, v1::ORIGIN_MACHINE},
    {Origin::kImported, v1::ORIGIN_IMPORTED},
};

constexpr Pair<TranslationStatus, v1::TranslationStatus> kStatuses[] = {
    {TranslationStatus::kUnspecified, v1::TRANSLATION_STATUS_UNSPECIFIED},
    {TranslationStatus::kDraft, v1::TRANSLATION_STATUS_DRAFT},
    {TranslationStatus::kTranslated, v1::TRANSLATION_STATUS_TRANSLATED},
    {TranslationStatus::kApproved, v1::TRANSLATION_STATUS_APPROVED},
};

constexpr Pair<WriteRule, v1::WriteRule> kWriteRules[] = {
    {WriteRule::kUnspecified, v1::WRITE_RULE_UNSPECIFIED},
    {WriteRule::kKeepAll, v1::WRITE_RULE_KEEP_ALL},
    {WriteRule::kReplaceSameSource, v1::WRITE_RULE_REPLACE_SAME_SOURCE},
    {WriteRule::kReplaceSameSourceAndContext,
     v1::WRITE_RULE_REPLACE_SAME_SOURCE_AND_CONTEXT},
    {WriteRule::kKeepNewest, v1::WRITE_RULE_KEEP_NEWEST},
    {WriteRule::kSkipExisting, v1::WRITE_RULE_SKIP_EXISTING},
};

constexpr Pair<WriteOutcome, v1::WriteOutcome> kWriteOutcomes[] = {
    {WriteOutcome::kAdded, v1::WRITE_OUTCOME_ADDED},
    {WriteOutcome::kMerged, v1::WRITE_OUTCOME_MERGED},
    {WriteOutcome::kReplaced, v1::WRITE_OUTCOME_REPLACED},
    {WriteOutcome::kSkipped, v1::WRITE_OUTCOME_SKIPPED},
};

constexpr Pair<QualityIssue, v1::QualityIssue> kQualityIssues[] = {
    {QualityIssue::kMissingNumber, v1::QUALITY_ISSUE_MISSING_NUMBER},
    {QualityIssue::kUnbalancedCodes, v1::QUALITY_ISSUE_UNBALANCED_CODES},
    {QualityIssue::kSourceEqualsTarget, v1::QUALITY_ISSUE_SOURCE_EQUALS_TARGET},
    {QualityIssue::kWrongScript, v1::QUALITY_ISSUE_WRONG_SCRIPT},
};

constexpr Pair<ChangeKind, v1::ChangeKind> kChangeKinds[] = {
    {ChangeKind::kCreate, v1::CHANGE_KIND_CREATE},
    {ChangeKind::kUpdate, v1::CHANGE_KIND_UPDATE},
    {ChangeKind::kDelete, v1::CHANGE_KIND_DELETE},
    {ChangeKind::kRestore, v1::CHANGE_KIND_RESTORE},
    {ChangeKind::kCreateMemory, v1::CHANGE_KIND_CREATE_MEMORY},
    {ChangeKind::kUpdateMemory, v1::CHANGE_KIND_UPDATE_MEMORY},
    {ChangeKind::kDeleteMemory, v1::CHANGE_KIND_DELETE_MEMORY},
    {ChangeKind::kCreateToken, v1::CHANGE_KIND_CREATE_TOKEN},
    {ChangeKind::kDeleteToken, v1::CHANGE_KIND_DELETE_TOKEN},
    {ChangeKind::kSetGrant, v1::CHANGE_KIND_SET_GRANT},
};

constexpr Pair<MatchType, v1::MatchType> kMatchTypes[] = {
    {MatchType::kFuzzy, v1::MATCH_TYPE_FUZZY},
    {MatchType::kExact, v1::MATCH_TYPE_EXACT},
    {MatchType::kContext, v1::MATCH_TYPE_CONTEXT},
    {MatchType::kDoubleContext, v1::MATCH_TYPE_DOUBLE_CONTEXT},
};

constexpr Pair<PenaltyKind, v1::PenaltyKind> kPenaltyKinds[] = {
    {PenaltyKind::kLetterCase, v1::PENALTY_KIND_LETTER_CASE},
    {PenaltyKind::kCharacterWidth, v1::PENALTY_KIND_CHARACTER_WIDTH},
    {PenaltyKind::kPunctuation, v1::PENALTY_KIND_PUNCTUATION},
    {PenaltyKind::kScriptVariant, v1::PENALTY_KIND_SCRIPT_VARIANT},
    {PenaltyKind::kInlineCode, v1::PENALTY_KIND_INLINE_CODE},
    {PenaltyKind::kNumber, v1::PENALTY_KIND_NUMBER},
    {PenaltyKind::kAmbiguous, v1::PENALTY_KIND_AMBIGUOUS},
    {PenaltyKind::kAligned, v1::PENALTY_KIND_ALIGNED},
    {PenaltyKind::kMachine, v1::PENALTY_KIND_MACHINE},
    {PenaltyKind::kDraft, v1::PENALTY_KIND_DRAFT},
    {PenaltyKind::kMemory, v1::PENALTY_KIND_MEMORY},
    {PenaltyKind::kRequest, v1::PENALTY_KIND_REQUEST},
    {PenaltyKind::kPivot, v1::PENALTY_KIND_PIVOT},
};

// The first of each is what unspecified stands for.
constexpr Pair<RegionPreference, v1::RegionPreference> kRegionPreferences[] = {
    {RegionPreference::kPrefer, v1::REGION_PREFERENCE_UNSPECIFIED},
    {RegionPreference::kPrefer, v1::REGION_PREFERENCE_PREFER},
    {RegionPreference::kRequire, v1::REGION_PREFERENCE_REQUIRE},
    {RegionPreference::kIgnore, v1::REGION_PREFERENCE_IGNORE},
};

constexpr Pair<PivotMode, v1::PivotMode> kPivotModes[] = {
    {PivotMode::kAuto, v1::PIVOT_MODE_UNSPECIFIED},
    {PivotMode::kAuto, v1::PIVOT_MODE_AUTO},
    {PivotMode::kOff, v1::PIVOT_MODE_OFF},
};

constexpr Pair<DifferenceKind, v1::DifferenceKind> kDifferenceKinds[] = {
    {DifferenceKind::kEqual, v1::DIFFERENCE_KIND_EQUAL},
    {DifferenceKind::kReplace, v1::DIFFERENCE_KIND_REPLACE},
    {DifferenceKind::kInsert, v1::DIFFERENCE_KIND_INSERT},
    {DifferenceKind::kDelete, v1::DIFFERENCE_KIND_DELETE},
};

constexpr Pair<InlineCodeKind, v1::InlineCodeKind> kInlineCodeKinds[] = {
    {InlineCodeKind::kOpen, v1::INLINE_CODE_KIND_OPEN},
    {InlineCodeKind::kClose, v1::INLINE_CODE_KIND_CLOSE},
    {InlineCodeKind::kStandalone, v1::INLINE_CODE_KIND_STANDALONE},
};

constexpr Pair<TmxElement, v1::TmxElement> kTmxElements[] = {
    {TmxElement::kNone, v1::TMX_ELEMENT_UNSPECIFIED},
    {TmxElement::kBpt, v1::TMX_ELEMENT_BPT},
    {TmxElement::kEpt, v1::TMX_ELEMENT_EPT},
    {TmxElement::kPh, v1::TMX_ELEMENT_PH},
    {TmxElement::kIt, v1::TMX_ELEMENT_IT},
    {TmxElement::kHi, v1::TMX_ELEMENT_HI},
    {TmxElement::kUt, v1::TMX_ELEMENT_UT},
};

template <typename Model, typename Proto, size_t kSize>
Proto Find(const Pair<Model, Proto> (&table)[kSize], Model model) {
  for (const auto& row : table) {
    if (row.model == model) return row.proto;
  }
  return Proto();
}

template <typename Model, typename Proto, size_t kSize>
absl::StatusOr<Model> Find(const Pair<Model, Proto> (&table)[kSize],
                           Proto proto) {
  for (const auto& row : table) {
    if (row.proto == proto) return row.model;
  }
  return InvalidArgument(
      ErrorReason::kInvalidArgument,
      absl::StrCat(static_cast<int>(proto), " is not a value allowed here"));
}

}  // namespace

v1::Origin ToProto(Origin origin) { return Find(kOrigins, origin); }
v1::TranslationStatus ToProto(TranslationStatus status) {
  return Find(kStatuses, status);
}
v1::WriteRule ToProto(WriteRule rule) { return Find(kWriteRules, rule); }
v1::WriteOutcome ToProto(WriteOutcome outcome) {
  return Find(kWriteOutcomes, outcome);
}
v1::QualityIssue ToProto(QualityIssue issue) {
  return Find(kQualityIssues, issue);
}
v1::ChangeKind ToProto(ChangeKind kind) { return Find(kChangeKinds, kind); }
v1::MatchType ToProto(MatchType type) { return Find(kMatchTypes, type); }
v1::PenaltyKind ToProto(PenaltyKind kind) { return Find(kPenaltyKinds, kind); }
v1::DifferenceKind ToProto(DifferenceKind kind) {
  return Find(kDifferenceKinds, kind);
}
v1::InlineCodeKind ToProto(InlineCodeKind kind) {
  return Find(kInlineCodeKinds, kind);
}
v1::TmxElement ToProto(TmxElement element) {
  return Find(kTmxElements, element);
}

absl::StatusOr<Origin> FromProto(v1::Origin origin) {
  return Find(kOrigins, origin);
}
absl::StatusOr<TranslationStatus> FromProto(v1::TranslationStatus status) {
  return Find(kStatuses, status);
}
absl::StatusOr<WriteRule> FromProto(v1::WriteRule rule) {
  return Find(kWriteRules, rule);
}
absl::StatusOr<RegionPreference> FromProto(v1::RegionPreference preference) {
  return Find(kRegionPreferences, preference);
}
absl::StatusOr<PivotMode> FromProto(v1::PivotMode mode) {
  return Find(kPivotModes, mode);
}
absl::StatusOr<InlineCodeKind> FromProto(v1::InlineCodeKind kind) {
  return Find(kInlineCodeKinds, kind);
}
absl::StatusOr<TmxElement> FromProto(v1::TmxElement element) {
  return Find(kTmxElements, element);
}

}  // namespace presstm
