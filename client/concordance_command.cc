// presstm concordance: where a word or phrase stands, and how it has been
// translated.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "client/call_error.h"
#include "client/command.h"
#include "client/concordance_output.h"
#include "client/json_output.h"
#include "client/names.h"
#include "client/option_checks.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

struct ConcordanceFlags {
  std::string text;
  std::string in;
  std::vector<std::string> show;
  std::vector<std::string> memories;
  int64_t limit = kDefaultPageSize;
  bool all = false;
};

absl::Status CheckFlags(const ConcordanceFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("TEXT", flags.text));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--in", flags.in));
  for (const std::string& language : flags.show) {
    PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--show", language));
  }
  for (const std::string& memory : flags.memories) {
    PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--memory", memory));
  }
  return absl::OkStatus();
}

v1::SearchConcordanceRequest MakeRequest(const ConcordanceFlags& flags) {
  v1::SearchConcordanceRequest request;
  request.set_text(flags.text);
  request.set_language_code(flags.in);
  for (const std::string& language : flags.show) {
    request.add_other_language_codes(language);
  }
  for (const std::string& memory : flags.memories) {
    request.add_memories(MemoryPath(memory));
  }
  if (flags.memories.empty()) request.add_memories(MemoryPath(kDefaultMemory));
  return request;
}

// One page. A default memory that was never made has nothing.
absl::StatusOr<v1::SearchConcordanceResponse> Ask(
    Session& session, const v1::SearchConcordanceRequest& request,
    const ConcordanceFlags& flags) {
  auto page = session.Call(&Session::Stub::SearchConcordance, request);
  if (page.ok()) return page;
  if (flags.memories.empty() && ReasonOf(page.status()) == "MEMORY_NOT_FOUND") {
    PrintMessage(absl::StrCat("there is no memory ", kDefaultMemory,
                              " yet: presstm import FILE makes it"));
    return v1::SearchConcordanceResponse();
  }
  return NameOption(page.status(), {{"text", "TEXT"},
                                    {"language_code", "--in"},
                                    {"other_language_codes", "--show"},
                                    {"memories", "--memory"}});
}

// Says on stderr that a language is at fault, where it is.
void ExplainNothing(Session& session,
                    const v1::SearchConcordanceRequest& request) {
  std::vector<std::pair<const char*, std::string>> languages = {
      {"--in", request.language_code()}};
  for (const std::string& language : request.other_language_codes()) {
    languages.emplace_back("--show", language);
  }
  for (const std::string& memory : request.memories()) {
    for (const auto& [option, language] : languages) {
      v1::ListTranslationUnitsRequest list;
      list.set_parent(memory);
      list.set_language_code(language);
      list.set_page_size(1);
      const auto units =
          session.Call(&Session::Stub::ListTranslationUnits, list);
      if (units.ok() && units->translation_units().empty()) {
        PrintMessage(absl::StrCat(option, ": no translation unit in ",
                                  MemoryOf(memory), " has the language ",
                                  language));
      }
    }
  }
}

// Shows hits as their pages come; JSON is one object at the end.
class HitPrinter {
 public:
  HitPrinter(const GlobalOptions& options, const ConcordanceFlags& flags)
      : options_(options), flags_(flags) {}

  int64_t count() const { return count_; }

  void Print(const v1::SearchConcordanceResponse& page) {
    count_ += page.hits_size();
    for (const v1::ConcordanceHit& hit : page.hits()) {
      if (options_.json) {
        hits_.push_back(HitToJson(hit));
      } else {
        PrintHit(hit, flags_.show, options_.color);
      }
    }
    std::cout << std::flush;
  }

  void Finish(bool has_more) {
    if (options_.json) {
      PrintJson({{"hits", std::move(hits_)}, {"more", has_more}});
    } else if (has_more) {
      PrintMessage("there may be more: --limit N or --all shows them");
    }
  }

 private:
  const GlobalOptions& options_;
  const ConcordanceFlags& flags_;
  Json hits_ = Json::array();
  int64_t count_ = 0;
};

absl::StatusOr<ExitCode> RunConcordance(Session& session,
                                        const ConcordanceFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckFlags(flags));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  v1::SearchConcordanceRequest request = MakeRequest(flags);
  const int64_t limit =
      flags.all ? std::numeric_limits<int64_t>::max() : flags.limit;
  HitPrinter printer(session.options(), flags);
  do {
    request.set_page_size(static_cast<int>(
        std::min<int64_t>(limit - printer.count(), kMaxPageSize)));
    PRESSTM_ASSIGN_OR_RETURN(const v1::SearchConcordanceResponse page,
                             Ask(session, request, flags));
    printer.Print(page);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty() && printer.count() < limit);
  printer.Finish(!request.page_token().empty());
  if (printer.count() > 0) return ExitCode::kDone;
  PrintMessage("nothing found");
  ExplainNothing(session, request);
  return ExitCode::kNothingFound;
}

}  // namespace

void AddConcordanceCommand(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<ConcordanceFlags>();
  CLI::App* sub = app.add_subcommand(
      "concordance", "Find a word or phrase in segments of one language");
  sub->add_option("TEXT", flags->text,
                  "What to find, after -- if it begins with a dash; case, "
                  "width and Chinese script make no difference")
      ->required()
      ->option_text(" ");
  sub->add_option("--in", flags->in, "The language of the segments")
      ->required()
      ->type_name("LANG");
  sub->add_option("--show", flags->show,
                  "Only units that have these languages too, and only these "
                  "are shown [all]")
      ->type_name("LANG,LANG...")
      ->delimiter(',')
      ->allow_extra_args(false);
  sub->add_option("--memory", flags->memories,
                  "A memory to search; may be repeated")
      ->option_text("NAME [default]")
      ->allow_extra_args(false);
  CLI::Option* limit =
      sub->add_option("--limit", flags->limit, "The most segments shown")
          ->transform(WholeNumber(1, 1'000'000'000))
          ->option_text(absl::StrCat("N [", kDefaultPageSize, "]"));
  sub->add_flag("--all", flags->all, "Show all of them")->excludes(limit);
  commands.push_back({sub, [flags](Session& session) {
                        return RunConcordance(session, *flags);
                      }});
}

}  // namespace presstm
