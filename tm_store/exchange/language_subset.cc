#include "tm_store/exchange/language_subset.h"

#include <algorithm>
#include <utility>

#include "tm_store/base/status_macros.h"

namespace presstm {

absl::StatusOr<LanguageSubset> LanguageSubset::Create(
    const std::vector<std::string>& tags) {
  std::vector<Language> languages;
  for (const std::string& tag : tags) {
    PRESSTM_ASSIGN_OR_RETURN(Language language, ParseLanguage(tag));
    languages.push_back(std::move(language));
  }
  return LanguageSubset(std::move(languages));
}

bool LanguageSubset::Restrict(TranslationUnit& unit) const {
  if (has_all()) return true;
  const Variant* source = SourceVariant(unit);
  if (source == nullptr) return false;
  const std::string source_language = source->language;
  std::vector<bool> is_answered(languages_.size(), false);
  bool keeps_source = false;
  std::erase_if(unit.variants, [&](const Variant& variant) {
    const absl::StatusOr<Language> language = ParseLanguage(variant.language);
    bool is_wanted = false;
    for (size_t k = 0; language.ok() && k < languages_.size(); ++k) {
      if (!LanguageAnswers(languages_[k], *language)) continue;
      is_wanted = is_answered[k] = true;
    }
    keeps_source |= is_wanted && variant.language == source_language;
    return !is_wanted;
  });
  if (!keeps_source) {
    unit.source_language.clear();
    for (Context& context : unit.contexts) {
      if (context.language.empty()) context.language = source_language;
    }
  }
  const auto answered = std::ranges::count(is_answered, true);
  return answered >= std::min<std::ptrdiff_t>(2, std::ssize(languages_));
}

}  // namespace presstm
