#include "client/lookup_request.h"

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
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("TEXT", flags.text));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--from", flags.from));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--to", flags.to));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--previous", flags.previous));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--next", flags.next));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--context-key", flags.context_key));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--document", flags.document));
  for (const std::string& memory : flags.memories) {
    PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--memory", memory));
  }
  return absl::OkStatus();
}

}  // namespace

bool IsImplicitMemory(const LookupFlags& flags) {
  return flags.memories.empty();
}

bool ReadsStdin(const LookupFlags& flags) {
  return flags.text.empty() || flags.text == "-";
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
  return request;
}

std::vector<FieldOption> LookupOptions(const LookupFlags& flags) {
  std::vector<FieldOption> options = {{"source_language_code", "--from"},
                                      {"target_language_code", "--to"},
                                      {"memories", "--memory"},
                                      {"threshold", "--threshold"},
                                      {"limit", "--limit"},
                                      {"previous_text", "--previous"},
                                      {"next_text", "--next"},
                                      {"context_key", "--context-key"},
                                      {"document", "--document"}};
  if (!ReadsStdin(flags)) options.push_back({"query", "TEXT"});
  return options;
}

}  // namespace presstm
