#include "client/lookup_request.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/names.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// Adds "press" or "press:5".
absl::Status AddMemory(absl::string_view selection,
                       v1::LookupRequest& request) {
  const size_t colon = selection.rfind(':');
  int penalty = 0;
  if (colon != absl::string_view::npos) {
    if (!absl::SimpleAtoi(selection.substr(colon + 1), &penalty) ||
        penalty < 0 || penalty > 100) {
      return UsageError(absl::StrCat("--memory: the penalty in '", selection,
                                     "' is not a number from 0 to 100"));
    }
    selection = selection.substr(0, colon);
  }
  v1::MemorySelection& memory = *request.add_memories();
  memory.set_memory(MemoryPath(selection));
  memory.set_penalty(penalty);
  return absl::OkStatus();
}

absl::Status CheckTexts(const LookupFlags& flags) {
  const std::pair<const char*, const std::string*> texts[] = {
      {"TEXT", &flags.text},
      {"--from", &flags.from},
      {"--to", &flags.to},
      {"--previous", &flags.previous},
      {"--next", &flags.next},
      {"--context-key", &flags.context_key},
      {"--document", &flags.document}};
  for (const auto& [option, text] : texts) {
    PRESSTM_RETURN_IF_ERROR(CheckUtf8Option(option, *text));
  }
  const std::pair<const char*, const std::vector<std::string>*> lists[] = {
      {"--memory", &flags.memories}, {"--pivot", &flags.pivots}};
  for (const auto& [option, list] : lists) {
    for (const std::string& text : *list) {
      PRESSTM_RETURN_IF_ERROR(CheckUtf8Option(option, text));
    }
  }
  return absl::OkStatus();
}

}  // namespace

bool IsImplicitMemory(const LookupFlags& flags) {
  return flags.memories.empty();
}

std::optional<std::string> InputOfLines(const LookupFlags& flags) {
  if (!flags.batch.empty()) return flags.batch;
  if (flags.text.empty() || flags.text == "-") return "-";
  return std::nullopt;
}

absl::StatusOr<v1::LookupRequest> MakeLookupRequest(const LookupFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckTexts(flags));
  v1::LookupRequest request;
  request.set_source_language_code(flags.from);
  request.set_target_language_code(flags.to);
  for (const std::string& memory : flags.memories) {
    PRESSTM_RETURN_IF_ERROR(AddMemory(memory, request));
  }
  if (IsImplicitMemory(flags)) {
    PRESSTM_RETURN_IF_ERROR(AddMemory(kDefaultMemory, request));
  }
  request.set_threshold(flags.threshold);
  request.set_limit(flags.limit);
  request.set_previous_text(flags.previous);
  request.set_next_text(flags.next);
  request.set_context_key(flags.context_key);
  request.set_document(flags.document);
  request.set_exclude_exact(flags.exclude_exact);
  request.set_region_preference(flags.region);
  for (const std::string& property : flags.preferred_properties) {
    PRESSTM_RETURN_IF_ERROR(
        AddProperty("--prefer-property", property,
                    *request.mutable_preferred_properties()));
  }
  PRESSTM_RETURN_IF_ERROR(SetFilter(flags.filter, *request.mutable_filter()));
  if (flags.no_pivot) request.set_pivot_mode(v1::PIVOT_MODE_OFF);
  request.mutable_pivot_language_codes()->Add(flags.pivots.begin(),
                                              flags.pivots.end());
  return request;
}

std::vector<FieldOption> LookupOptions() {
  std::vector<FieldOption> options = {
      {"source_language_code", "--from"},
      {"target_language_code", "--to"},
      {"memories", "--memory"},
      {"threshold", "--threshold"},
      {"limit", "--limit"},
      {"previous_text", "--previous"},
      {"next_text", "--next"},
      {"context_key", "--context-key"},
      {"document", "--document"},
      {"pivot_language_codes", "--pivot"},
      {"preferred_properties", "--prefer-property"},
      {"query", "TEXT"}};
  for (FieldOption& option : FilterOptions()) {
    options.push_back(std::move(option));
  }
  return options;
}

std::vector<FieldOption> LookupConfigOptions() {
  std::vector<FieldOption> options = LookupOptions();
  for (FieldOption& option : options) {
    option.field = absl::StrCat("config.", option.field);
  }
  return options;
}

}  // namespace presstm
