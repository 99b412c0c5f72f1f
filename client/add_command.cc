// presstm add: one translation unit, or a table of them from stdin.
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "client/call_error.h"
#include "client/command.h"
#include "client/import_report.h"
#include "client/json_output.h"
#include "client/names.h"
#include "client/option_checks.h"
#include "client/text_output.h"
#include "client/unit_table.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

struct AddFlags {
  std::string source;
  std::string target;
  std::string from;
  std::string to;
  std::vector<std::string> variants;   // LANG=TEXT.
  std::vector<std::string> languages;  // Of the columns on stdin.
  std::string memory = kDefaultMemory;
  v1::WriteRule rule = v1::WRITE_RULE_UNSPECIFIED;
  v1::Origin origin = v1::ORIGIN_HUMAN;
  v1::TranslationStatus status = v1::TRANSLATION_STATUS_UNSPECIFIED;
  std::string document;
  std::string note;
  std::string previous;
  std::string next;
  bool create = false;
};

absl::Status CheckTexts(const AddFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("SOURCE", flags.source));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("TARGET", flags.target));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--from", flags.from));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--to", flags.to));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--memory", flags.memory));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--document", flags.document));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--note", flags.note));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--previous", flags.previous));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--next", flags.next));
  for (const std::string& variant : flags.variants) {
    PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--variant", variant));
  }
  for (const std::string& language : flags.languages) {
    PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--languages", language));
  }
  return absl::OkStatus();
}

v1::TranslationUnit CommonFacts(const AddFlags& flags) {
  v1::TranslationUnit unit;
  unit.set_origin(flags.origin);
  unit.set_status(flags.status);
  unit.set_document(flags.document);
  if (!flags.note.empty()) unit.add_notes(flags.note);
  if (!flags.previous.empty() || !flags.next.empty()) {
    v1::Context& context = *unit.add_contexts();
    context.set_previous_text(flags.previous);
    context.set_next_text(flags.next);
  }
  return unit;
}

void AddVariant(absl::string_view language, absl::string_view text,
                v1::TranslationUnit& unit) {
  if (unit.variants().empty()) {
    unit.set_source_language_code(std::string(language));
  }
  v1::Variant& variant = *unit.add_variants();
  variant.set_language_code(std::string(language));
  variant.mutable_segment()->set_text(std::string(text));
}

absl::StatusOr<v1::TranslationUnit> MakeUnit(const AddFlags& flags) {
  v1::TranslationUnit unit = CommonFacts(flags);
  if (flags.variants.empty()) {
    AddVariant(flags.from, flags.source, unit);
    AddVariant(flags.to, flags.target, unit);
    return unit;
  }
  for (const absl::string_view variant : flags.variants) {
    const size_t sign = variant.find('=');
    if (sign == absl::string_view::npos) {
      return UsageError(
          absl::StrCat("--variant: '", variant, "' is not LANG=TEXT"));
    }
    AddVariant(variant.substr(0, sign), variant.substr(sign + 1), unit);
  }
  return unit;
}

// The options behind the fields of the unit.
std::vector<FieldOption> UnitOptions(const AddFlags& flags) {
  const std::string unit = "translation_units[0].";
  std::vector<FieldOption> options;
  if (flags.variants.empty()) {
    options = {
        {absl::StrCat(unit, "variants[0].language_code"), "--from"},
        {absl::StrCat(unit, "variants[0]"), "SOURCE"},
        {absl::StrCat(unit, "variants[1].language_code"), "--to"},
        {absl::StrCat(unit, "variants[1]"), "TARGET"},
        {absl::StrCat(unit, "source_language_code"), "--from"},
    };
  }
  options.push_back({absl::StrCat(unit, "variants"), "--variant"});
  options.push_back({absl::StrCat(unit, "source_language_code"), "--variant"});
  options.push_back({absl::StrCat(unit, "document"), "--document"});
  options.push_back({absl::StrCat(unit, "notes"), "--note"});
  options.push_back({absl::StrCat(unit, "contexts"), "--previous, --next"});
  options.push_back({"parent", "--memory"});
  return options;
}

absl::StatusOr<ExitCode> AddOne(Session& session, const AddFlags& flags,
                                const v1::TranslationUnit& unit) {
  v1::BatchCreateTranslationUnitsRequest request;
  request.set_parent(MemoryPath(flags.memory));
  request.set_write_rule(flags.rule);
  *request.add_translation_units() = unit;
  const auto response =
      session.Call(&Session::Stub::BatchCreateTranslationUnits, request);
  absl::Status status = response.status();
  if (status.ok() && response->results_size() != 1) {
    status = absl::InternalError("the server's answer has no result");
  }
  if (status.ok() && response->results(0).has_error()) {
    status = FromStatusProto(response->results(0).error());
  }
  PRESSTM_RETURN_IF_ERROR(NameOption(status, UnitOptions(flags)));
  const v1::WrittenTranslationUnit& written = response->results(0).written();
  PrintWarnings(written.translation_unit());
  if (session.options().json) {
    Json json = UnitToJson(written.translation_unit());
    json["outcome"] = OutcomeLabel(written.outcome());
    PrintJson(json);
  } else {
    std::cout << OutcomeLabel(written.outcome()) << ": ";
    PrintUnit(written.translation_unit());
  }
  return ExitCode::kDone;
}

absl::StatusOr<ExitCode> AddTable(Session& session, const AddFlags& flags) {
  UnitTableOptions options = {.memory = flags.memory,
                              .languages = flags.languages,
                              .facts = CommonFacts(flags),
                              .rule = flags.rule};
  if (options.languages.empty()) options.languages = {flags.from, flags.to};
  ImportReport report = {.name = "stdin"};
  const absl::Status status = AddUnitTable(session, std::cin, options, report);
  report.complete = status.ok();
  if (session.options().json) {
    PrintJson(ReportToJson(report));
  } else {
    PrintProblems(report);
    PrintReport(report);
  }
  if (ReasonOf(status) == "UNKNOWN_LANGUAGE") {
    return UsageError(absl::StrCat(
        flags.languages.empty() ? "--from, --to: " : "--languages: ",
        status.message()));
  }
  PRESSTM_RETURN_IF_ERROR(status);
  return PrintRejected(report) ? ExitCode::kDone : ExitCode::kError;
}

// Which of the three ways to give texts was taken; they exclude each other.
enum class Input { kPair, kVariants, kTable };

absl::StatusOr<Input> FindInput(const AddFlags& flags, bool source_given,
                                bool target_given) {
  if (!flags.variants.empty()) {
    if (source_given || !flags.languages.empty() || !flags.from.empty() ||
        !flags.to.empty()) {
      return UsageError(
          "--variant has text and language of each side: leave out SOURCE, "
          "TARGET, --from, --to and --languages");
    }
    return Input::kVariants;
  }
  const bool table = !source_given || (flags.source == "-" && !target_given);
  if (table && !flags.languages.empty()) return Input::kTable;
  if (flags.from.empty() || flags.to.empty()) {
    return UsageError(
        "give --from and --to, or a --variant LANG=TEXT for each language");
  }
  if (table) return Input::kTable;
  if (!target_given) return UsageError("TARGET is missing");
  return Input::kPair;
}

absl::StatusOr<ExitCode> RunAdd(Session& session, const AddFlags& flags,
                                const absl::StatusOr<Input>& input) {
  PRESSTM_RETURN_IF_ERROR(input.status());
  PRESSTM_RETURN_IF_ERROR(CheckTexts(flags));
  v1::TranslationUnit unit;
  if (*input != Input::kTable) {
    PRESSTM_ASSIGN_OR_RETURN(unit, MakeUnit(flags));
  }
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsMade));
  const bool may_make = flags.create || flags.memory == kDefaultMemory;
  PRESSTM_RETURN_IF_ERROR(EnsureMemory(
      session, flags.memory,
      may_make ? MissingMemory::kIsMade : MissingMemory::kIsError));
  return *input == Input::kTable ? AddTable(session, flags)
                                 : AddOne(session, flags, unit);
}

void AddFactOptions(CLI::App& sub, AddFlags& flags) {
  sub.add_option("--rule", flags.rule,
                 "What to do where the source is stored with another target")
      ->transform(OneOf(RuleOptions()))
      ->option_text(
          "keep-all|replace-same-source|replace-same-source-and-context|"
          "keep-newest|skip-existing");
  sub.add_option("--origin", flags.origin, "How it came about")
      ->transform(OneOf(OriginOptions()))
      ->option_text("human|aligned|machine|imported [human]");
  sub.add_option("--status", flags.status, "How far it has been checked")
      ->transform(OneOf(StatusOptions()))
      ->option_text("draft|translated|approved");
  sub.add_option("--document", flags.document, "The document it comes from")
      ->type_name("NAME");
  sub.add_option("--note", flags.note, "A note for people")->type_name("TEXT");
  sub.add_option("--previous", flags.previous,
                 "The source text before it in its document")
      ->type_name("TEXT");
  sub.add_option("--next", flags.next, "The source text after it")
      ->type_name("TEXT");
}

}  // namespace

void AddAddCommand(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<AddFlags>();
  CLI::App* sub = app.add_subcommand("add", "Write translation units");
  const CLI::Option* source =
      sub->add_option("SOURCE", flags->source,
                      "The text; without it each line of stdin is a unit, a "
                      "tab between its "
                      "languages")
          ->option_text(" ");
  const CLI::Option* target =
      sub->add_option("TARGET", flags->target, "Its translation")
          ->option_text(" ");
  sub->add_option("--from", flags->from, "The language of SOURCE")
      ->type_name("LANG");
  sub->add_option("--to", flags->to, "The language of TARGET")
      ->type_name("LANG");
  sub->add_option("--variant", flags->variants,
                  "A language and its text, for any number of languages")
      ->type_name("LANG=TEXT")
      ->allow_extra_args(false);
  sub->add_option("--languages", flags->languages,
                  "The languages of the columns on stdin")
      ->type_name("LANG,LANG...")
      ->delimiter(',')
      ->allow_extra_args(false);
  sub->add_option("--memory", flags->memory, "The memory to write to")
      ->type_name("NAME")
      ->capture_default_str();
  sub->add_flag("--create", flags->create,
                "Make the memory if it does not exist (the default one always "
                "is)");
  AddFactOptions(*sub, *flags);
  commands.push_back({sub, [flags, source, target](Session& session) {
                        return RunAdd(session, *flags,
                                      FindInput(*flags, source->count() > 0,
                                                target->count() > 0));
                      }});
}

}  // namespace presstm
