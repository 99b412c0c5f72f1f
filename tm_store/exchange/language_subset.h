// Some of the languages of translation units, for export.
#ifndef TM_STORE_EXCHANGE_LANGUAGE_SUBSET_H_
#define TM_STORE_EXCHANGE_LANGUAGE_SUBSET_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/text/language.h"

namespace presstm {

// Immutable; thread-safe.
class LanguageSubset {
 public:
  // BCP-47 tags; "zh" stands for both scripts. None at all means every
  // language. InvalidArgument with reason UNKNOWN_LANGUAGE.
  static absl::StatusOr<LanguageSubset> Create(
      const std::vector<std::string>& tags);

  bool has_all() const { return languages_.empty(); }

  // Takes the other languages out of `unit`. False if fewer than two of the
  // subset's are left, or none if it has one: not to be exported.
  bool Restrict(TranslationUnit& unit) const;

 private:
  explicit LanguageSubset(std::vector<Language> languages)
      : languages_(std::move(languages)) {}

  std::vector<Language> languages_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_LANGUAGE_SUBSET_H_
