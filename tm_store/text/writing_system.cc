#include "tm_store/text/writing_system.h"

#include <algorithm>
#include <array>

#include "absl/types/span.h"
#include "tm_store/text/han_variants.h"
#include "tm_store/text/utf8.h"
#include "unicode/uchar.h"
#include "unicode/uscript.h"

namespace presstm {
namespace {

// Japanese has the most, three.
using Scripts = std::array<UScriptCode, 8>;

// For Korean Hangul and Han; none if unknown.
absl::Span<const UScriptCode> ScriptsOf(const Language& language,
                                        Scripts& buffer) {
  UErrorCode error = U_ZERO_ERROR;
  const int32_t count =
      uscript_getCode(language.key.c_str(), buffer.data(),
                      static_cast<int32_t>(buffer.size()), &error);
  if (U_FAILURE(error)) return {};
  return {buffer.data(), static_cast<size_t>(count)};
}

}  // namespace

bool IsInScriptOf(absl::string_view text, const Language& language) {
  Scripts buffer;
  const absl::Span<const UScriptCode> scripts = ScriptsOf(language, buffer);
  if (scripts.empty()) return true;
  int own = 0;
  int latin = 0;
  int others = 0;
  for (size_t offset = 0; offset < text.size();) {
    const auto c = static_cast<UChar32>(NextCodePoint(text, offset));
    if (!u_isalpha(c)) continue;
    const bool is_own = std::any_of(
        scripts.begin(), scripts.end(),
        [c](UScriptCode script) { return uscript_hasScript(c, script) != 0; });
    if (is_own) {
      ++own;
    } else {
      ++(uscript_hasScript(c, USCRIPT_LATIN) ? latin : others);
    }
  }
  if (own == 0) return latin == 0 && others == 0;
  return others <= own;
}

bool IsInOtherChinese(absl::string_view text, const Language& language) {
  constexpr int kFewest = 2;  // One may be at home in both.
  if (language.language != "zh" || !language.script_is_given) return false;
  int traditional = 0;
  int simplified = 0;
  for (size_t offset = 0; offset < text.size();) {
    const char32_t c = NextCodePoint(text, offset);
    if (SimplifyHan(c) != c) {
      ++traditional;
    } else if (TraditionalizeHan(c) != c) {
      ++simplified;
    }
  }
  const bool is_traditional = language.script == "Hant";
  const int own = is_traditional ? traditional : simplified;
  const int other = is_traditional ? simplified : traditional;
  return other >= kFewest && other > own;
}

}  // namespace presstm
