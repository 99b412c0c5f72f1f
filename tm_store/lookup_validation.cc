#include "tm_store/lookup_validation.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/field_checks.h"
#include "tm_store/validation.h"

namespace presstm {
namespace {

// Negative points would raise a score, and the search could miss matches.
absl::Status CheckPenalties(const PenaltySettings& penalties) {
  for (const int points :
       {penalties.letter_case, penalties.character_width, penalties.punctuation,
        penalties.script_variant, penalties.inline_code,
        penalties.inline_code_cap, penalties.number_carried_over,
        penalties.number, penalties.number_cap, penalties.ambiguous,
        penalties.aligned, penalties.machine, penalties.draft,
        penalties.pivot}) {
    PRESSTM_RETURN_IF_ERROR(
        CheckRange(points, 0, 100, "a penalty", "penalty_settings"));
  }
  return absl::OkStatus();
}

absl::Status CheckTexts(const std::vector<std::string>& texts,
                        absl::string_view field) {
  PRESSTM_RETURN_IF_ERROR(
      CheckCount(texts.size(), kMaxFilterValues, "values", field));
  for (size_t k = 0; k < texts.size(); ++k) {
    PRESSTM_RETURN_IF_ERROR(
        CheckMetadata(texts[k], absl::StrCat(field, "[", k, "]")));
  }
  return absl::OkStatus();
}

absl::Status CheckProperties(const std::vector<Property>& properties,
                             absl::string_view field) {
  PRESSTM_RETURN_IF_ERROR(
      CheckCount(properties.size(), kMaxFilterValues, "properties", field));
  for (size_t k = 0; k < properties.size(); ++k) {
    const std::string element = absl::StrCat(field, "[", k, "]");
    PRESSTM_RETURN_IF_ERROR(CheckMetadata(properties[k].key, element));
    PRESSTM_RETURN_IF_ERROR(CheckMetadata(properties[k].value, element));
  }
  return absl::OkStatus();
}

absl::Status CheckPivots(const std::vector<std::string>& languages) {
  constexpr char kField[] = "pivot_language_codes";
  PRESSTM_RETURN_IF_ERROR(CheckCount(languages.size(), kMaxPivotLanguages,
                                     "pivot languages", kField));
  for (size_t k = 0; k < languages.size(); ++k) {
    PRESSTM_RETURN_IF_ERROR(
        CheckLanguage(languages[k], absl::StrCat(kField, "[", k, "]")));
  }
  return absl::OkStatus();
}

absl::Status CheckMemories(const std::vector<MemorySelection>& memories) {
  if (memories.empty()) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "no memory to search is named", "memories");
  }
  for (size_t k = 0; k < memories.size(); ++k) {
    const std::string field = absl::StrCat("memories[", k, "]");
    PRESSTM_RETURN_IF_ERROR(
        Annotate(ValidateMemoryName(memories[k].name), "", field));
    PRESSTM_RETURN_IF_ERROR(CheckRange(memories[k].penalty, 0, 100,
                                       "the memory's penalty",
                                       absl::StrCat(field, ".penalty")));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidateLookupFilter(const LookupFilter& filter) {
  PRESSTM_RETURN_IF_ERROR(CheckTexts(filter.documents, "filter.documents"));
  PRESSTM_RETURN_IF_ERROR(CheckTexts(filter.authors, "filter.authors"));
  PRESSTM_RETURN_IF_ERROR(
      CheckProperties(filter.properties, "filter.properties"));
  PRESSTM_RETURN_IF_ERROR(CheckCount(filter.origins.size(), kMaxFilterValues,
                                     "origins", "filter.origins"));
  if (filter.change_time_from < filter.change_time_before) {
    return absl::OkStatus();
  }
  return InvalidArgument(ErrorReason::kInvalidArgument,
                         "the range of change times is empty: its end does "
                         "not come after its beginning",
                         "filter.change_time_before");
}

absl::Status ValidateLookupSettings(const LookupRequest& request) {
  PRESSTM_RETURN_IF_ERROR(
      CheckLanguage(request.source_language, "source_language_code"));
  PRESSTM_RETURN_IF_ERROR(
      CheckLanguage(request.target_language, "target_language_code"));
  PRESSTM_RETURN_IF_ERROR(
      CheckRange(request.threshold, 1, 100, "the threshold", "threshold"));
  PRESSTM_RETURN_IF_ERROR(
      CheckRange(request.limit, 1, kMaxLookupLimit, "the limit", "limit"));
  PRESSTM_RETURN_IF_ERROR(CheckMemories(request.memories));
  PRESSTM_RETURN_IF_ERROR(CheckPenalties(request.penalties));
  PRESSTM_RETURN_IF_ERROR(CheckMetadata(request.document, "document"));
  PRESSTM_RETURN_IF_ERROR(ValidateLookupFilter(request.filter));
  PRESSTM_RETURN_IF_ERROR(CheckPivots(request.pivot_languages));
  return CheckProperties(request.preferred_properties, "preferred_properties");
}

absl::Status ValidateLookupQuery(const LookupQuery& query) {
  PRESSTM_RETURN_IF_ERROR(
      Annotate(CheckSegment(query.segment), "query: ", "query"));
  PRESSTM_RETURN_IF_ERROR(CheckMetadata(query.previous_text, "previous_text"));
  PRESSTM_RETURN_IF_ERROR(CheckMetadata(query.next_text, "next_text"));
  return CheckMetadata(query.context_key, "context_key");
}

}  // namespace presstm
