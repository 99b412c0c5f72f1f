#include "client/shown_unit.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "client/names.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

bool Answers(absl::string_view requested, const v1::Variant& variant) {
  const auto wanted = ParseLanguage(requested);
  const auto language = ParseLanguage(variant.language_code());
  return wanted.ok() && language.ok() && LanguageAnswers(*wanted, *language);
}

}  // namespace

ShownUnit ShownMatch(const v1::Match& match) {
  return {.name = match.translation_unit().name(),
          .etag = match.translation_unit().etag(),
          .target = match.target(),
          .second_name = match.pivot().translation_unit().name()};
}

ShownUnit ShownWhole(const v1::TranslationUnit& unit,
                     absl::string_view language) {
  ShownUnit shown = {.name = unit.name(), .etag = unit.etag()};
  const auto target = std::find_if(
      unit.variants().begin(), unit.variants().end(),
      [&](const v1::Variant& variant) { return Answers(language, variant); });
  if (target != unit.variants().end()) shown.target = *target;
  return shown;
}

void UpdateShown(const v1::TranslationUnit& unit,
                 std::vector<ShownUnit>& shown) {
  for (ShownUnit& one : shown) {
    if (one.name != unit.name() || !one.second_name.empty()) continue;
    one = ShownWhole(unit, one.target.language_code());
  }
}

absl::Status CheckIsOneUnit(const ShownUnit& shown) {
  if (shown.second_name.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      "this is put together of two units: say which of them is meant, #",
      UnitIdOf(shown.name), " or #", UnitIdOf(shown.second_name)));
}

absl::StatusOr<v1::TranslationUnit> FetchAsShown(Session& session,
                                                 const ShownUnit& shown) {
  PRESSTM_RETURN_IF_ERROR(CheckIsOneUnit(shown));
  v1::GetTranslationUnitRequest request;
  request.set_name(shown.name);
  PRESSTM_ASSIGN_OR_RETURN(
      v1::TranslationUnit unit,
      session.Call(&Session::Stub::GetTranslationUnit, request));
  if (unit.etag() == shown.etag) return unit;
  return absl::AbortedError(
      absl::StrCat("somebody has changed #", UnitIdOf(shown.name),
                   " since it was shown: look the text up again"));
}

}  // namespace presstm
