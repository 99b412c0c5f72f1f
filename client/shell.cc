#include "client/shell.h"

#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/call_error.h"
#include "client/change_output.h"
#include "client/concordance_output.h"
#include "client/display_text.h"
#include "client/edited_segment.h"
#include "client/lookup_call.h"
#include "client/names.h"
#include "client/text_output.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// About a screen of them; :more shows the next.
constexpr int kShownHits = 10;
constexpr int kHistoryPage = 200;

std::string Numbered(size_t number) { return absl::StrCat("[", number, "] "); }

// A file that cannot be written to is told of once; the shell does without.
void Keep(const std::string& line, const HistoryFile*& history) {
  if (history == nullptr) return;
  if (const absl::Status kept = history->Append(line); !kept.ok()) {
    ReportError(kept);
    history = nullptr;
  }
}

}  // namespace

Shell::Shell(Session& session, LookupFlags flags, v1::WriteRule rule)
    : session_(session),
      settings_(session, std::move(flags)),
      changes_(session, rule),
      completer_(session) {
  RememberLanguages();
}

LineEditorHooks Shell::Hooks() {
  return {
      .prompt =
          [this] {
            return ToPrintable(
                absl::StrCat(flags().from, "→", flags().to, "> "));
          },
      .complete =
          [this](absl::string_view text) { return completer_.Complete(text); },
      .alt_keys = "123456789s",
      .on_alt_key =
          [this](char key, absl::string_view line) {
            return OnAltKey(key, line);
          }};
}

ExitCode Shell::Run(LineEditor& editor, const HistoryFile* history) {
  bool failed = false;
  while (!ended_) {
    const absl::StatusOr<std::optional<std::string>> text = editor.Read();
    if (text.ok() && !text->has_value()) break;
    absl::Status status = text.status();
    if (status.ok()) {
      const absl::StatusOr<ShellLine> line = ParseShellLine(**text);
      if (!line.ok() || line->action != ShellAction::kNothing) {
        editor.Remember(**text);
        Keep(**text, history);
      }
      status = line.ok() ? Execute(*line, editor) : line.status();
    }
    std::cout << std::flush;
    if (status.ok()) continue;
    failed = true;
    ReportError(status);
    // A line that is too long is passed over; else there is no other.
    if (!text.ok() && !absl::IsResourceExhausted(status)) break;
  }
  return failed && !editor.is_terminal() ? ExitCode::kError : ExitCode::kDone;
}

absl::Status Shell::Execute(const ShellLine& line, LineEditor& editor) {
  switch (line.action) {
    case ShellAction::kNothing:
      return absl::OkStatus();
    case ShellAction::kLookUp:
      return LookUp(line.argument);
    case ShellAction::kConcordance:
      return Search(line.argument, /*of_target=*/false);
    case ShellAction::kTargetConcordance:
      return Search(line.argument, /*of_target=*/true);
    case ShellAction::kMore:
      return ShowHits();
    case ShellAction::kAdd:
      return Add(line.argument);
    case ShellAction::kUndo:
      return Undo();
    case ShellAction::kSwap:
      settings_.Swap();
      return absl::OkStatus();
    case ShellAction::kHelp:
      std::cout << ShellHelp();
      return absl::OkStatus();
    case ShellAction::kQuit:
      ended_ = true;
      return absl::OkStatus();
    case ShellAction::kFrom:
    case ShellAction::kTo:
    case ShellAction::kMemory:
    case ShellAction::kThreshold:
    case ShellAction::kLimit:
      return SetTo(line);
    default:
      return ExecuteOnUnit(line, editor);
  }
}

absl::Status Shell::ExecuteOnUnit(const ShellLine& line, LineEditor& editor) {
  PRESSTM_ASSIGN_OR_RETURN(const UnitReference reference,
                           ParseUnitReference(line.argument));
  if (!reference.text.empty() && line.action != ShellAction::kCorrect) {
    return UsageError(absl::StrCat("'", reference.text,
                                   "' is too much: one result at a time"));
  }
  PRESSTM_ASSIGN_OR_RETURN(const ShownUnit shown, Find(reference));
  switch (line.action) {
    case ShellAction::kAccept:
      std::cout << ToPrintable(shown.target.segment().text()) << '\n';
      return absl::OkStatus();
    case ShellAction::kEdit:
      if (!editor.is_terminal()) {
        return UsageError(":edit needs a terminal; :add TEXT stores a text");
      }
      editor.Prefill(absl::StrCat(":add ", shown.target.segment().text()));
      return absl::OkStatus();
    case ShellAction::kCorrect:
      return Correct(reference, shown, editor);
    case ShellAction::kDelete:
      return Delete(shown, editor);
    default:
      return Show(shown);
  }
}

absl::Status Shell::SetTo(const ShellLine& line) {
  PRESSTM_RETURN_IF_ERROR(settings_.Execute(line));
  RememberLanguages();
  return absl::OkStatus();
}

void Shell::RememberLanguages() {
  completer_.AddLanguage(flags().from);
  completer_.AddLanguage(flags().to);
}

absl::Status Shell::LookUp(const std::string& text) {
  PRESSTM_ASSIGN_OR_RETURN(v1::LookupRequest request,
                           MakeLookupRequest(flags()));
  request.mutable_query()->set_text(text);
  PRESSTM_ASSIGN_OR_RETURN(const v1::LookupResponse response,
                           AskLookup(session_, request, flags()));
  query_.set_language_code(flags().from);
  query_.mutable_segment()->set_text(text);
  query_target_language_ = flags().to;
  shown_.clear();
  for (const v1::Match& match : response.matches()) {
    shown_.push_back(ShownMatch(match));
    std::cout << Numbered(shown_.size());
    PrintMatch(text, match, session_.options().color);
  }
  if (shown_.empty()) PrintNothingFound(session_, request, flags());
  return absl::OkStatus();
}

absl::Status Shell::Search(const std::string& text, bool of_target) {
  v1::SearchConcordanceRequest request;
  request.set_text(text);
  request.set_language_code(of_target ? flags().to : flags().from);
  request.add_other_language_codes(of_target ? flags().from : flags().to);
  for (const std::string& memory : settings_.Memories()) {
    request.add_memories(MemoryPath(memory));
  }
  concordance_ = std::move(request);
  concordance_shown_ = {of_target ? flags().from : flags().to};
  shown_.clear();
  const absl::Status status = ShowHits();
  if (IsImplicitMemory(flags()) && ReasonOf(status) == "MEMORY_NOT_FOUND") {
    PrintMessage("nothing found");
    return absl::OkStatus();
  }
  return status;
}

absl::Status Shell::ShowHits() {
  if (concordance_.text().empty()) {
    return absl::FailedPreconditionError("there is no more");
  }
  const bool is_first = concordance_.page_token().empty();
  int count = 0;
  do {
    concordance_.set_page_size(kShownHits - count);
    PRESSTM_ASSIGN_OR_RETURN(
        const v1::SearchConcordanceResponse page,
        session_.Call(&Session::Stub::SearchConcordance, concordance_));
    for (const v1::ConcordanceHit& hit : page.hits()) {
      shown_.push_back(ShownWhole(hit.translation_unit(), flags().to));
      std::cout << Numbered(shown_.size());
      PrintHit(hit, concordance_shown_, session_.options().color);
      ++count;
    }
    concordance_.set_page_token(page.next_page_token());
  } while (count < kShownHits && !concordance_.page_token().empty());
  if (!concordance_.page_token().empty()) {
    PrintMessage("there may be more: :more shows it");
  } else {
    concordance_.Clear();
    if (count == 0) PrintMessage(is_first ? "nothing found" : "that was all");
  }
  return absl::OkStatus();
}

absl::Status Shell::Add(const std::string& text) {
  if (query_.segment().text().empty()) {
    return absl::FailedPreconditionError(
        "nothing was looked up yet that this could be a translation of");
  }
  v1::TranslationUnit unit;
  unit.set_origin(v1::ORIGIN_HUMAN);
  unit.set_source_language_code(query_.language_code());
  unit.set_document(flags().document);
  *unit.add_variants() = query_;
  v1::Variant& target = *unit.add_variants();
  target.set_language_code(query_target_language_);
  target.mutable_segment()->set_text(text);
  const std::string memory = settings_.MemoryToWrite();
  return changes_.Add(unit, memory,
                      memory == kDefaultMemory ? MissingMemory::kIsMade
                                               : MissingMemory::kIsError);
}

absl::Status Shell::Correct(const UnitReference& reference,
                            const ShownUnit& shown, LineEditor& editor) {
  PRESSTM_RETURN_IF_ERROR(CheckIsOneUnit(shown));
  if (!reference.text.empty()) {
    PRESSTM_ASSIGN_OR_RETURN(const v1::TranslationUnit unit,
                             changes_.Correct(shown, reference.text));
    UpdateShown(unit, shown_);
    return absl::OkStatus();
  }
  if (!editor.is_terminal()) {
    return UsageError(":correct N TEXT: TEXT is missing");
  }
  const std::string which = reference.number > 0
                                ? absl::StrCat(reference.number)
                                : absl::StrCat("#", reference.id);
  editor.Prefill(absl::StrCat(":correct ", which, " ",
                              ToEditableText(shown.target.segment())));
  return absl::OkStatus();
}

absl::Status Shell::Delete(const ShownUnit& shown, LineEditor& editor) {
  return changes_.Delete(shown, [&editor] {
    if (!editor.is_terminal()) return true;
    const std::string answer = editor.Ask("delete it? [y/N] ");
    return answer == "y" || answer == "Y" || answer == "yes";
  });
}

absl::Status Shell::Undo() {
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<v1::TranslationUnit> unit,
                           changes_.Undo());
  if (unit.has_value()) UpdateShown(*unit, shown_);
  return absl::OkStatus();
}

absl::Status Shell::Show(const ShownUnit& shown) {
  PRESSTM_RETURN_IF_ERROR(ShowOne(shown.name));
  return shown.second_name.empty() ? absl::OkStatus()
                                   : ShowOne(shown.second_name);
}

absl::Status Shell::ShowOne(const std::string& name) {
  v1::GetTranslationUnitRequest request;
  request.set_name(name);
  PRESSTM_ASSIGN_OR_RETURN(
      const v1::TranslationUnit unit,
      session_.Call(&Session::Stub::GetTranslationUnit, request));
  PrintUnit(unit);
  v1::ListTranslationUnitRevisionsRequest list;
  list.set_name(name);
  list.set_page_size(kHistoryPage);
  do {
    PRESSTM_ASSIGN_OR_RETURN(
        const v1::ListTranslationUnitRevisionsResponse page,
        session_.Call(&Session::Stub::ListTranslationUnitRevisions, list));
    for (const v1::Change& change : page.changes()) PrintChange(change);
    list.set_page_token(page.next_page_token());
  } while (!list.page_token().empty());
  return absl::OkStatus();
}

absl::StatusOr<ShownUnit> Shell::Find(const UnitReference& reference) {
  if (reference.number > 0) {
    const auto index = static_cast<size_t>(reference.number) - 1;
    if (index < shown_.size()) return shown_[index];
    return UsageError(absl::StrCat("there is no result ", reference.number));
  }
  absl::Status status;
  for (const std::string& memory : settings_.Memories()) {
    v1::GetTranslationUnitRequest request;
    PRESSTM_ASSIGN_OR_RETURN(*request.mutable_name(),
                             UnitResourceName(memory, reference.id));
    const auto unit =
        session_.Call(&Session::Stub::GetTranslationUnit, request);
    if (unit.ok()) return ShownWhole(*unit, flags().to);
    status = unit.status();
    if (ReasonOf(status) != "TRANSLATION_UNIT_NOT_FOUND") break;
  }
  return status;
}

std::string Shell::OnAltKey(char key, absl::string_view line) {
  if (key == 's') {
    settings_.Swap();
    return "";
  }
  const auto index = static_cast<size_t>(key - '1');
  if (index >= shown_.size()) return "";
  const std::string& text = shown_[index].target.segment().text();
  return line.empty() ? absl::StrCat(":add ", text) : text;
}

}  // namespace presstm
