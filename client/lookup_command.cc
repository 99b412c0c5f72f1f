// presstm lookup: what is known of a text.
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "client/call_error.h"
#include "client/command.h"
#include "client/display_text.h"
#include "client/input_descriptor.h"
#include "client/json_output.h"
#include "client/lookup_call.h"
#include "client/lookup_options.h"
#include "client/lookup_request.h"
#include "client/lookup_stream.h"
#include "client/names.h"
#include "client/text_output.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

absl::StatusOr<ExitCode> LookUpText(Session& session, v1::LookupRequest request,
                                    const LookupFlags& flags) {
  request.mutable_query()->set_text(flags.text);
  PRESSTM_ASSIGN_OR_RETURN(const v1::LookupResponse response,
                           AskLookup(session, request, flags));
  if (session.options().json) {
    PrintJson(LookupToJson(response));
  } else {
    PrintMatches(flags.text, response, session.options().color);
  }
  if (!response.matches().empty()) return ExitCode::kDone;
  PrintNothingFound(session, request, flags);
  return ExitCode::kNothingFound;
}

// An error of one line, which does not keep the others from being answered.
void PrintLineError(Session& session, int64_t line, const absl::Status& error) {
  PrintMessage(absl::StrCat("line ", line, ": ", error.message()));
  if (!session.options().json) return;
  PrintJson({{"matches", Json::array()},
             {"error",
              {{"reason", ReasonForPrograms(error)},
               {"message", std::string(error.message())}}}});
}

void PrintLineMatches(Session& session, const std::string& text,
                      const v1::LookupResponse& response) {
  if (session.options().json) {
    PrintJson(LookupToJson(response));
    return;
  }
  std::cout << "= " << ToPrintable(text) << '\n';
  PrintMatches(text, response, session.options().color);
  std::cout << (response.matches().empty() ? "  nothing\n\n" : "\n")
            << std::flush;
}

// Whether the default memory was never made. It knows nothing of any line.
absl::StatusOr<bool> IsMemoryMissing(Session& session,
                                     const LookupFlags& flags) {
  if (!IsImplicitMemory(flags)) return false;
  v1::GetMemoryRequest request;
  request.set_name(MemoryPath(kDefaultMemory));
  const absl::Status status =
      session.Call(&Session::Stub::GetMemory, request).status();
  if (ReasonOf(status) == "MEMORY_NOT_FOUND") return true;
  if (!status.ok()) return status;
  return false;
}

absl::Status AnswerLines(
    Session& session, const v1::LookupRequest& config, const LookupFlags& flags,
    InputDescriptor& input,
    const std::function<void(const AnsweredLine&)>& on_answer) {
  PRESSTM_ASSIGN_OR_RETURN(const bool missing, IsMemoryMissing(session, flags));
  if (missing) return AnswerWithNothing(input, on_answer);
  return NameOption(LookUpLines(session, config, input, on_answer),
                    LookupConfigOptions());
}

absl::StatusOr<ExitCode> LookUpFile(Session& session, const std::string& file,
                                    const v1::LookupRequest& request,
                                    const LookupFlags& flags) {
  PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<InputDescriptor> input,
                           InputDescriptor::Open(file));
  bool found = false;
  bool failed = false;
  const auto print = [&](const AnsweredLine& answer) {
    if (answer.response.ok()) {
      found = found || !answer.response->matches().empty();
      PrintLineMatches(session, answer.text, *answer.response);
    } else {
      failed = true;
      PrintLineError(session, answer.line, answer.response.status());
    }
  };
  PRESSTM_RETURN_IF_ERROR(AnswerLines(session, request, flags, *input, print));
  if (failed) return ExitCode::kError;
  if (found) return ExitCode::kDone;
  PrintNothingFound(session, request, flags);
  return ExitCode::kNothingFound;
}

// What stands before and after a text says nothing of other texts.
absl::Status CheckHasNoContext(const LookupFlags& flags) {
  for (const auto& [option, value] :
       {std::pair("--previous", &flags.previous),
        std::pair("--next", &flags.next),
        std::pair("--context-key", &flags.context_key)}) {
    if (!value->empty()) {
      return UsageError(absl::StrCat(option, ": goes with one TEXT only"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<ExitCode> RunLookup(Session& session, bool text_given,
                                   const LookupFlags& flags) {
  if (text_given && flags.text.empty()) {
    return UsageError("TEXT: the text is empty");
  }
  const std::optional<std::string> file = InputOfLines(flags);
  if (file.has_value()) PRESSTM_RETURN_IF_ERROR(CheckHasNoContext(flags));
  PRESSTM_ASSIGN_OR_RETURN(const v1::LookupRequest request,
                           MakeLookupRequest(flags));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  return file.has_value() ? LookUpFile(session, *file, request, flags)
                          : LookUpText(session, request, flags);
}

}  // namespace

void AddLookupCommand(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<LookupFlags>();
  CLI::App* sub = app.add_subcommand("lookup", "Find what is known of a text");
  AddLookupOptions(*sub, *flags);
  const CLI::Option* text = sub->get_option("TEXT");
  commands.push_back({sub, [flags, text](Session& session) {
                        return RunLookup(session, text->count() > 0, *flags);
                      }});
}

}  // namespace presstm
