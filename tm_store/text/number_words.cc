#include "tm_store/text/number_words.h"

#include <algorithm>
#include <cmath>

#include "tm_store/text/han_variants.h"
#include "unicode/dtfmtsym.h"
#include "unicode/uchar.h"

namespace presstm {
namespace {

constexpr double kLargestInWords = 1e15;

// Korean counters that stand right after a native or Sino-Korean number of one
// syllable, which elsewhere is mostly a part of another word: "세 명", "세계".
constexpr char16_t kCounters[] =
    u"명개번차살시가달곳쪽째건권배년월일분초도층등급만억천백";

// Ways to say a number in a language, case-folded.
struct Phrase {
  const char* language;
  double number;
  const char16_t* words;
};
constexpr Phrase kPhrases[] = {{"en", 1, u"a"},
                               {"en", 1, u"an"},
                               {"en", 1, u"per"},
                               {"en", 1, u"each"},
                               {"en", 2, u"half"},
                               {"en", 2, u"twice"},
                               {"en", 2, u"double"},
                               {"en", 2, u"doubled"},
                               {"en", 2, u"doubles"},
                               {"en", 2, u"doubling"},
                               {"en", 2, u"both"},
                               {"en", 2, u"couple"},
                               {"en", 2, u"pair"},
                               {"en", 3, u"triple"},
                               {"en", 3, u"tripled"},
                               {"en", 3, u"triples"},
                               {"en", 3, u"tripling"},
                               {"en", 4, u"quarter"},
                               {"en", 0.5, u"half"},
                               {"en", 50, u"half"},
                               {"en", 10, u"decade"},
                               {"en", 20, u"two decades"},
                               {"en", 30, u"three decades"},
                               {"en", 40, u"four decades"},
                               {"en", 50, u"five decades"},
                               {"en", 100, u"century"},
                               {"en", 12, u"dozen"},
                               {"en", 20, u"twenties"},
                               {"en", 30, u"thirties"},
                               {"en", 40, u"forties"},
                               {"en", 50, u"fifties"},
                               {"en", 60, u"sixties"},
                               {"en", 70, u"seventies"},
                               {"en", 80, u"eighties"},
                               {"en", 90, u"nineties"},
                               {"zh", 1950, u"五十年代"},
                               {"zh", 1960, u"六十年代"},
                               {"zh", 1970, u"七十年代"},
                               {"zh", 1980, u"八十年代"},
                               {"zh", 1990, u"九十年代"},
                               {"zh", 2, u"双"},
                               {"zh", 2, u"倍"},
                               {"zh", 2, u"翻番"},
                               {"zh", 2, u"翻了一番"},
                               {"zh", 0.5, u"半"},
                               {"zh", 50, u"一半"},
                               {"zh", 12, u"一打"},
                               {"ko", 0.5, u"절반"},
                               {"ko", 50, u"절반"},
                               {"ko", 2, u"절반"},
                               {"ko", 2, u"두 배"},
                               {"ko", 24, u"하루"},
                               {"ko", 12, u"십여"}};

bool IsHangul(UChar32 c) {
  return u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE) !=
         U_HST_NOT_APPLICABLE;
}

// Of a script in which words are apart.
bool IsLetterOfWord(UChar32 c) {
  return u_isalpha(c) && !u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) &&
         !IsHangul(c);
}

// Characters that say the same: Traditional ones as Simplified, 两 as 二, 〇 as
// 零, a hyphen as a blank ("twenty-one").
icu::UnicodeString Unified(icu::UnicodeString text) {
  text.foldCase();
  icu::UnicodeString unified;
  for (int32_t k = 0; k < text.length(); k = text.moveIndex32(k, 1)) {
    const UChar32 c = static_cast<UChar32>(
        SimplifyHan(static_cast<char32_t>(text.char32At(k))));
    unified.append(c == U'两'                    ? UChar32{U'二'}
                   : c == U'〇'                  ? UChar32{U'零'}
                   : c == U'-' || c == U'\u00AD' ? UChar32{U' '}
                                                 : c);
  }
  return unified;
}

}  // namespace

NumberWords::NumberWords(absl::string_view text, const std::string& language)
    : text_(Unified(icu::UnicodeString::fromUTF8(
          icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))))),
      locale_(language.c_str()) {
  UErrorCode error = U_ZERO_ERROR;
  spellout_ = std::make_unique<icu::RuleBasedNumberFormat>(icu::URBNF_SPELLOUT,
                                                           locale_, error);
  if (U_FAILURE(error)) spellout_ = nullptr;
}

bool NumberWords::IsApart(int32_t at, const icu::UnicodeString& word) const {
  const int32_t end = at + word.length();
  const bool has_before = at > 0;
  const bool has_after = end < text_.length();
  const UChar32 before =
      has_before ? text_.char32At(text_.moveIndex32(at, -1)) : 0;
  const UChar32 after = has_after ? text_.char32At(end) : 0;
  if (word.length() == 1 && IsHangul(word.char32At(0))) {
    return !u_isalpha(before) &&
           (!u_isalpha(after) ||
            icu::UnicodeString(kCounters).indexOf(after) >= 0);
  }
  const UChar32 first = text_.char32At(at);
  const UChar32 last = text_.char32At(text_.moveIndex32(end, -1));
  return !(IsLetterOfWord(first) && IsLetterOfWord(before)) &&
         !(IsLetterOfWord(last) && IsLetterOfWord(after));
}

bool NumberWords::HasWord(const icu::UnicodeString& word) const {
  if (word.isEmpty()) return false;
  for (int32_t at = text_.indexOf(word); at >= 0;
       at = text_.indexOf(word, at + 1)) {
    if (IsApart(at, word)) return true;
  }
  return false;
}

bool NumberWords::HasNumber(double number) const {
  if (spellout_ == nullptr || std::abs(number) >= kLargestInWords) return false;
  for (int32_t k = 0; k < spellout_->getNumberOfRuleSetNames(); ++k) {
    UErrorCode error = U_ZERO_ERROR;
    icu::UnicodeString word;
    icu::FieldPosition position;
    if (number == std::floor(number)) {
      spellout_->format(static_cast<int64_t>(number),
                        spellout_->getRuleSetName(k), word, position, error);
    } else {
      spellout_->format(number, spellout_->getRuleSetName(k), word, position,
                        error);
    }
    if (U_FAILURE(error)) continue;
    word = Unified(word);
    if (HasWord(word)) return true;
    // "百分之百": one hundred, without the one.
    if (word.length() > 1 && word.charAt(0) == u'一' &&
        HasWord(word.tempSubString(1))) {
      return true;
    }
  }
  return false;
}

bool NumberWords::HasPhrase(double number) const {
  for (const Phrase& phrase : kPhrases) {
    if (phrase.number == number && locale_ == icu::Locale(phrase.language) &&
        HasWord(icu::UnicodeString(phrase.words))) {
      return true;
    }
  }
  return false;
}

bool NumberWords::HasRoman(double number) const {
  constexpr double kLargestRoman = 39;  // Kings, popes, wars.
  if (number < 2 || number > kLargestRoman || number != std::floor(number)) {
    return false;
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::RuleBasedNumberFormat format(icu::URBNF_NUMBERING_SYSTEM,
                                          icu::Locale::getRoot(), error);
  if (U_FAILURE(error)) return false;
  icu::UnicodeString word;
  icu::FieldPosition position;
  format.format(static_cast<int64_t>(number), u"%roman-upper", word, position,
                error);
  // A single letter is mostly another one.
  return U_SUCCESS(error) && word.length() > 1 && HasWord(Unified(word));
}

bool NumberWords::HasWeekday() const {
  UErrorCode error = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(locale_, error);
  if (U_FAILURE(error)) return false;
  int32_t count = 0;  // The first is nothing, and no word.
  const icu::UnicodeString* names = symbols.getWeekdays(
      count, icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::WIDE);
  return std::any_of(names, names + count, [this](const auto& name) {
    return HasWord(Unified(name));
  });
}

bool NumberWords::HasMonth(int month) const {
  UErrorCode error = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(locale_, error);
  if (U_FAILURE(error) || month < 1) return false;
  using Symbols = icu::DateFormatSymbols;
  for (const Symbols::DtWidthType width :
       {Symbols::WIDE, Symbols::ABBREVIATED}) {
    int32_t count = 0;
    const icu::UnicodeString* names =
        symbols.getMonths(count, Symbols::FORMAT, width);
    if (month <= count && HasWord(Unified(names[month - 1]))) return true;
  }
  return false;
}

}  // namespace presstm
