// presstm lookup: what is known of a text.
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
#include "client/json_output.h"
#include "client/line_reader.h"
#include "client/lookup_request.h"
#include "client/names.h"
#include "client/text_output.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

// One look-up. A default memory that was never made knows nothing.
absl::StatusOr<v1::LookupResponse> Ask(Session& session,
                                       const v1::LookupRequest& request,
                                       const LookupFlags& flags) {
  absl::StatusOr<v1::LookupResponse> response =
      session.Call(&Session::Stub::Lookup, request);
  if (IsImplicitMemory(flags) &&
      ReasonOf(response.status()) == "MEMORY_NOT_FOUND") {
    return v1::LookupResponse();
  }
  if (response.ok()) return response;
  return NameOption(response.status(), LookupOptions(flags));
}

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

ExitCode PrintNothing(Session& session, const v1::LookupRequest& request,
                      const LookupFlags& flags) {
  PrintMessage(
      absl::StrCat("nothing found at ", flags.threshold, " points or more"));
  ExplainNothing(session, request, flags);
  return ExitCode::kNothingFound;
}

absl::StatusOr<ExitCode> LookUpText(Session& session, v1::LookupRequest request,
                                    const LookupFlags& flags) {
  request.mutable_query()->set_text(flags.text);
  PRESSTM_ASSIGN_OR_RETURN(const v1::LookupResponse response,
                           Ask(session, request, flags));
  if (session.options().json) {
    PrintJson(LookupToJson(response));
  } else {
    PrintMatches(flags.text, response, session.options().color);
  }
  if (!response.matches().empty()) return ExitCode::kDone;
  return PrintNothing(session, request, flags);
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

// What a fault of one line looks like, rather than of the server or of an
// option, on which all lines would fail.
bool IsFaultOfLine(const absl::Status& error) {
  return FieldOf(error) == "query" || FieldOf(error) == "query.text" ||
         error.code() == absl::StatusCode::kResourceExhausted;
}

// An empty line has its empty answer, so that answers keep step with lines.
absl::StatusOr<v1::LookupResponse> AskLine(Session& session,
                                           const std::string& text,
                                           v1::LookupRequest& request,
                                           const LookupFlags& flags) {
  if (!IsValidUtf8(text)) {
    return InvalidArgument(ErrorReason::kInvalidUtf8,
                           "the text is not valid UTF-8");
  }
  if (IsBlank(text)) return v1::LookupResponse();
  request.mutable_query()->set_text(text);
  return Ask(session, request, flags);
}

absl::StatusOr<ExitCode> LookUpLines(Session& session,
                                     v1::LookupRequest request,
                                     const LookupFlags& flags) {
  LineReader lines(std::cin);
  bool found = false;
  bool failed = false;
  while (true) {
    absl::StatusOr<std::optional<std::string>> line = lines.Next();
    if (absl::IsResourceExhausted(line.status())) {
      PrintLineError(session, lines.line(), line.status());
      failed = true;
      continue;
    }
    if (!line.ok()) return line.status();
    if (!line->has_value()) break;
    const std::string& text = **line;
    const auto response = AskLine(session, text, request, flags);
    if (response.ok()) {
      found = found || !response->matches().empty();
      PrintLineMatches(session, text, *response);
    } else if (!IsValidUtf8(text) || IsFaultOfLine(response.status())) {
      PrintLineError(session, lines.line(), response.status());
      failed = true;
    } else {
      return response.status();
    }
  }
  if (failed) return ExitCode::kError;
  if (found) return ExitCode::kDone;
  return PrintNothing(session, request, flags);
}

absl::StatusOr<ExitCode> RunLookup(Session& session, bool text_given,
                                   const LookupFlags& flags) {
  if (text_given && flags.text.empty()) {
    return UsageError("TEXT: the text is empty");
  }
  PRESSTM_ASSIGN_OR_RETURN(const v1::LookupRequest request,
                           MakeLookupRequest(flags));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  return ReadsStdin(flags) ? LookUpLines(session, request, flags)
                           : LookUpText(session, request, flags);
}

void AddContextOptions(CLI::App& sub, LookupFlags& flags) {
  sub.add_option("--previous", flags.previous,
                 "The text before it in its document")
      ->type_name("TEXT");
  sub.add_option("--next", flags.next, "The text after it in its document")
      ->type_name("TEXT");
  sub.add_option("--context-key", flags.context_key,
                 "A tool's own key of its place")
      ->type_name("KEY");
  sub.add_option("--document", flags.document,
                 "Its document; equal matches from there rank first")
      ->type_name("NAME");
}

}  // namespace

void AddLookupCommand(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<LookupFlags>();
  CLI::App* sub = app.add_subcommand("lookup", "Find what is known of a text");
  const CLI::Option* text =
      sub->add_option("TEXT", flags->text,
                      "The text, after -- if it begins with a dash; without "
                      "it, or with -, each line of stdin")
          ->option_text(" ");
  sub->add_option("--from", flags->from, "The language of the text")
      ->required()
      ->type_name("LANG");
  sub->add_option("--to", flags->to, "The language of the translations")
      ->required()
      ->type_name("LANG");
  sub->add_option("--memory", flags->memories,
                  "A memory to search, with points to take off its matches; "
                  "may be repeated")
      ->option_text("NAME[:POINTS] [default]")
      ->allow_extra_args(false);
  sub->add_option("--threshold", flags->threshold, "The lowest score shown")
      ->check(CLI::Range(1, 100))
      ->option_text(absl::StrCat("1-100 [", kDefaultThreshold, "]"));
  sub->add_option("--limit", flags->limit, "The most matches shown")
      ->check(CLI::Range(1, kMaxLookupLimit))
      ->option_text(
          absl::StrCat("1-", kMaxLookupLimit, " [", kDefaultLookupLimit, "]"));
  AddContextOptions(*sub, *flags);
  commands.push_back({sub, [flags, text](Session& session) {
                        return RunLookup(session, text->count() > 0, *flags);
                      }});
}

}  // namespace presstm
