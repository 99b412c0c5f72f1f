#include "tm_store/text/language.h"

#include <cstring>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/synchronization/mutex.h"
#include "tm_store/base/error.h"
#include "unicode/bytestream.h"
#include "unicode/locid.h"
#include "unicode/uloc.h"

namespace presstm {
namespace {

// A tag is cached once read; the bound keeps a hostile stream of ever new
// tags from growing the cache.
constexpr size_t kMaxCachedLanguages = 4096;

absl::Status UnknownLanguage(absl::string_view tag) {
  return InvalidArgument(
      ErrorReason::kUnknownLanguage,
      absl::StrCat("unknown language \"", tag.substr(0, 64),
                   "\": give a BCP-47 tag such as en, ko, zh, zh-Hant or "
                   "zh-TW"));
}

bool IsIso639_1(absl::string_view code) {
  for (const char* const* known = uloc_getISOLanguages(); *known != nullptr;
       ++known) {
    if (code == *known) return true;
  }
  return false;
}

bool IsPlausibleLanguageCode(absl::string_view code) {
  if (code.size() == 2) return IsIso639_1(code);
  return code.size() == 3;
}

// Scripts that a bare language code would stand for: "ko" gives "Kore".
std::string LikelyScript(const char* language) {
  UErrorCode error = U_ZERO_ERROR;
  icu::Locale locale(language);
  locale.addLikelySubtags(error);
  return U_SUCCESS(error) ? locale.getScript() : "";
}

absl::StatusOr<Language> Parse(absl::string_view tag) {
  const std::string dashed =
      absl::StrReplaceAll(absl::StripAsciiWhitespace(tag), {{"_", "-"}});
  if (dashed.empty() || dashed.size() > 100) return UnknownLanguage(tag);
  UErrorCode error = U_ZERO_ERROR;
  // Ill-formed tags are an error here, unlike in Locale's constructor.
  icu::Locale locale = icu::Locale::forLanguageTag(dashed, error);
  if (U_FAILURE(error) || locale.isBogus()) return UnknownLanguage(tag);
  locale.canonicalize(error);
  if (U_FAILURE(error) || !IsPlausibleLanguageCode(locale.getLanguage())) {
    return UnknownLanguage(tag);
  }
  const bool has_script = std::strlen(locale.getScript()) > 0;
  const bool has_region = std::strlen(locale.getCountry()) > 0;
  Language result;
  result.tag = locale.toLanguageTag<std::string>(error);
  // ICU passes over what it cannot read; a tag that loses its end is wrong.
  if (U_FAILURE(error) || result.tag == "und") return UnknownLanguage(tag);
  result.language = locale.getLanguage();
  result.region = locale.getCountry();
  icu::Locale likely = locale;
  likely.addLikelySubtags(error);
  if (U_FAILURE(error)) return UnknownLanguage(tag);
  result.script = likely.getScript();
  const bool is_chinese = result.language == "zh";
  result.script_is_given = has_script || (is_chinese && has_region);
  const bool script_is_own =
      result.script == LikelyScript(locale.getLanguage());
  result.key = is_chinese || !script_is_own
                   ? absl::StrCat(result.language, "-", result.script)
                   : result.language;
  return result;
}

class LanguageCache {
 public:
  absl::StatusOr<Language> Get(absl::string_view tag)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      absl::ReaderMutexLock lock(&mutex_);
      if (auto it = languages_.find(tag); it != languages_.end()) {
        return it->second;
      }
    }
    absl::StatusOr<Language> language = Parse(tag);
    if (language.ok()) {
      absl::MutexLock lock(&mutex_);
      if (languages_.size() < kMaxCachedLanguages) {
        languages_.emplace(tag, *language);
      }
    }
    return language;
  }

 private:
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, Language> languages_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

absl::StatusOr<Language> ParseLanguage(absl::string_view tag) {
  static LanguageCache& cache = *new LanguageCache;
  return cache.Get(tag);
}

bool LanguageAnswers(const Language& requested, const Language& variant) {
  if (requested.language != variant.language) return false;
  if (requested.language == "zh" && !requested.script_is_given) return true;
  return requested.script == variant.script;
}

int LanguageCloseness(const Language& requested, const Language& variant) {
  if (requested.script != variant.script) return 0;
  return requested.region.empty() || requested.region == variant.region ? 2 : 1;
}

bool LanguagesAreInterchangeable(const Language& a, const Language& b) {
  return a.key == b.key &&
         (a.region.empty() || b.region.empty() || a.region == b.region);
}

}  // namespace presstm
