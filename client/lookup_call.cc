#include "client/lookup_call.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/call_error.h"
#include "client/names.h"

namespace presstm {
namespace {

// Says on stderr why nothing was found, where there is a simple reason.
void ExplainNothing(Session& session, const v1::LookupRequest& request,
                    const LookupFlags& flags) {
  for (const v1::MemorySelection& memory : request.memories()) {
    for (const auto& [option, language] :
         {std::pair("--from", flags.from), std::pair("--to", flags.to)}) {
      v1::ListTranslationUnitsRequest list;
      list.set_parent(memory.memory());
      list.set_language_code(language);
      list.set_page_size(1);
      const auto units =
          session.Call(&Session::Stub::ListTranslationUnits, list);
      const std::string name = MemoryOf(memory.memory());
      if (ReasonOf(units.status()) == "MEMORY_NOT_FOUND") {
        PrintMessage(absl::StrCat("there is no memory ", name,
                                  " yet: presstm import FILE makes it"));
        break;
      }
      if (units.ok() && units->translation_units().empty()) {
        PrintMessage(absl::StrCat(option, ": no translation unit in ", name,
                                  " has the language ", language));
      }
    }
  }
}

}  // namespace

absl::StatusOr<v1::LookupResponse> AskLookup(Session& session,
                                             const v1::LookupRequest& request,
                                             const LookupFlags& flags) {
  absl::StatusOr<v1::LookupResponse> response =
      session.Call(&Session::Stub::Lookup, request);
  if (IsImplicitMemory(flags) &&
      ReasonOf(response.status()) == "MEMORY_NOT_FOUND") {
    return v1::LookupResponse();
  }
  if (response.ok()) return response;
  return NameOption(response.status(), LookupOptions());
}

void PrintNothingFound(Session& session, const v1::LookupRequest& request,
                       const LookupFlags& flags) {
  PrintMessage(
      absl::StrCat("nothing found at ", flags.threshold, " points or more"));
  ExplainNothing(session, request, flags);
}

}  // namespace presstm
