#include "client/shell_changes.h"

#include <algorithm>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/call_error.h"
#include "client/edited_segment.h"
#include "client/text_output.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

bool IsSame(const v1::Variant& a, const v1::Variant& b) {
  return a.language_code() == b.language_code() &&
         ToEditableText(a.segment()) == ToEditableText(b.segment());
}

// The variant of `unit` that was shown as the proposal; nullptr if none was.
v1::Variant* FindTarget(v1::TranslationUnit& unit, const ShownUnit& shown) {
  const auto found = std::find_if(
      unit.mutable_variants()->begin(), unit.mutable_variants()->end(),
      [&](const v1::Variant& v) { return IsSame(v, shown.target); });
  return found == unit.mutable_variants()->end() ? nullptr : &*found;
}

// An error that asking again does not mend.
bool IsFinal(const absl::Status& status) {
  return !absl::IsUnavailable(status) && !absl::IsDeadlineExceeded(status) &&
         !absl::IsResourceExhausted(status);
}

}  // namespace

absl::Status ShellChanges::Add(const v1::TranslationUnit& unit,
                               absl::string_view memory,
                               MissingMemory missing) {
  PRESSTM_RETURN_IF_ERROR(EnsureMemory(session_, memory, missing));
  v1::BatchCreateTranslationUnitsRequest request;
  request.set_parent(MemoryPath(memory));
  request.set_write_rule(rule_);
  *request.add_translation_units() = unit;
  PRESSTM_ASSIGN_OR_RETURN(
      const v1::BatchCreateTranslationUnitsResponse response,
      session_.Call(&Session::Stub::BatchCreateTranslationUnits, request));
  if (response.results_size() != 1) {
    return absl::InternalError("the server's answer has no result");
  }
  if (response.results(0).has_error()) {
    return FromStatusProto(response.results(0).error());
  }
  const v1::WrittenTranslationUnit& written = response.results(0).written();
  std::cout << OutcomeLabel(written.outcome()) << ": ";
  PrintUnit(written.translation_unit());
  PrintWarnings(written.translation_unit());
  if (written.outcome() != v1::WRITE_OUTCOME_SKIPPED) {
    done_.push_back({.kind = written.outcome() == v1::WRITE_OUTCOME_ADDED
                                 ? Kind::kAdded
                                 : Kind::kWrittenInto,
                     .after = written.translation_unit()});
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::TranslationUnit> ShellChanges::Correct(
    const ShownUnit& shown, absl::string_view text) {
  PRESSTM_ASSIGN_OR_RETURN(const v1::TranslationUnit before,
                           FetchAsShown(session_, shown));
  v1::TranslationUnit changed = before;
  v1::Variant* target = FindTarget(changed, shown);
  if (target == nullptr) {
    return absl::FailedPreconditionError(
        "the unit has no translation into this language: :add stores one");
  }
  const EditedSegment edited = FromEditableText(text, target->segment());
  if (ToEditableText(edited.segment) == ToEditableText(target->segment())) {
    return absl::FailedPreconditionError("that is what it says already");
  }
  *target->mutable_segment() = edited.segment;
  PRESSTM_ASSIGN_OR_RETURN(v1::TranslationUnit after,
                           SetVariants(changed, before.etag()));
  std::cout << "corrected: ";
  PrintUnit(after);
  if (!edited.lost_marks.empty()) {
    PrintMessage(absl::StrCat("its inline codes ",
                              absl::StrJoin(edited.lost_marks, " "),
                              " are gone; :undo brings them back"));
  }
  done_.push_back({.kind = Kind::kCorrected, .after = after, .before = before});
  return after;
}

absl::Status ShellChanges::Delete(const ShownUnit& shown,
                                  const std::function<bool()>& confirm) {
  PRESSTM_ASSIGN_OR_RETURN(v1::TranslationUnit unit,
                           FetchAsShown(session_, shown));
  PrintUnit(unit);
  std::cout << std::flush;
  if (!confirm()) {
    PrintMessage("nothing was deleted");
    return absl::OkStatus();
  }
  v1::DeleteTranslationUnitRequest request;
  request.set_name(unit.name());
  request.set_etag(unit.etag());
  PRESSTM_RETURN_IF_ERROR(
      session_.Call(&Session::Stub::DeleteTranslationUnit, request).status());
  std::cout << "deleted #" << UnitIdOf(unit.name())
            << "; :undo brings it back\n";
  done_.push_back({.kind = Kind::kDeleted, .after = std::move(unit)});
  return absl::OkStatus();
}

absl::StatusOr<v1::TranslationUnit> ShellChanges::SetVariants(
    const v1::TranslationUnit& unit, absl::string_view etag) {
  v1::UpdateTranslationUnitRequest request;
  request.mutable_translation_unit()->set_name(unit.name());
  request.mutable_translation_unit()->set_etag(std::string(etag));
  *request.mutable_translation_unit()->mutable_variants() = unit.variants();
  request.mutable_update_mask()->add_paths("variants");
  PRESSTM_ASSIGN_OR_RETURN(
      const v1::TranslationUnit updated,
      session_.Call(&Session::Stub::UpdateTranslationUnit, request));
  PrintWarnings(updated);
  return updated;
}

absl::StatusOr<std::optional<v1::TranslationUnit>> ShellChanges::UndoOne(
    const Done& done) {
  const v1::TranslationUnit& unit = done.after;
  switch (done.kind) {
    case Kind::kAdded: {
      v1::DeleteTranslationUnitRequest request;
      request.set_name(unit.name());
      request.set_etag(unit.etag());
      PRESSTM_RETURN_IF_ERROR(
          session_.Call(&Session::Stub::DeleteTranslationUnit, request)
              .status());
      std::cout << "deleted #" << UnitIdOf(unit.name()) << '\n';
      return std::nullopt;
    }
    case Kind::kCorrected:
      // Not by revision: an undone deletion has counted one on meanwhile.
      return SetVariants(done.before, unit.etag());
    case Kind::kDeleted: {
      v1::RestoreTranslationUnitRequest request;
      request.set_name(unit.name());
      request.set_etag(unit.etag());
      return session_.Call(&Session::Stub::RestoreTranslationUnit, request);
    }
    case Kind::kWrittenInto:
      break;
  }
  const int64_t id = UnitIdOf(unit.name());
  return WithHint(absl::FailedPreconditionError(
                      absl::StrCat("what was added last became a part of #", id,
                                   ", which was there before")),
                  absl::StrCat("presstm history ", id,
                               " shows its states, presstm restore ", id,
                               " undoes the last change"));
}

absl::StatusOr<std::optional<v1::TranslationUnit>> ShellChanges::Undo() {
  if (done_.empty()) {
    return absl::FailedPreconditionError("there is nothing to undo");
  }
  absl::StatusOr<std::optional<v1::TranslationUnit>> undone =
      UndoOne(done_.back());
  if (!undone.ok() && !IsFinal(undone.status())) return undone;
  const Done last = std::move(done_.back());
  done_.pop_back();
  if (!undone.ok() || !undone->has_value()) return undone;
  const v1::TranslationUnit& unit = **undone;
  std::cout << "restored: ";
  PrintUnit(unit);
  // Earlier changes of the unit expect the state that this one found.
  const std::string& found =
      last.kind == Kind::kCorrected ? last.before.etag() : last.after.etag();
  for (Done& earlier : done_) {
    if (earlier.after.name() == unit.name() && earlier.after.etag() == found) {
      earlier.after.set_etag(unit.etag());
    }
  }
  return undone;
}

}  // namespace presstm
