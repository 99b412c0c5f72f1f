#include "tm_store/text/text_counts.h"

#include <string>

#include "tm_store/text/utf8.h"
#include "unicode/brkiter.h"
#include "unicode/locid.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"
#include "unicode/uscript.h"

namespace presstm {
namespace {

UScriptCode ScriptOf(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(c, &error);
}

// Whether the script is counted by characters or by eojeol.
bool IsCjk(UChar32 c) {
  switch (ScriptOf(c)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
      return true;
    default:
      return false;
  }
}

bool HasCjk(const icu::UnicodeString& text, int32_t begin, int32_t end) {
  for (int32_t k = begin; k < end; k = text.moveIndex32(k, 1)) {
    if (IsCjk(text.char32At(k))) return true;
  }
  return false;
}

}  // namespace

TextCounts& TextCounts::operator+=(const TextCounts& other) {
  words += other.words;
  chinese_characters += other.chinese_characters;
  eojeol += other.eojeol;
  characters += other.characters;
  characters_without_spaces += other.characters_without_spaces;
  return *this;
}

// Making an iterator takes longer than counting a sentence.
class TextCounter::Words {
 public:
  Words() {
    UErrorCode error = U_ZERO_ERROR;
    iterator_.reset(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), error));
  }

  int64_t Count(const std::string& text) {
    if (iterator_ == nullptr) return 0;
    const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
    iterator_->setText(wide);
    int64_t count = 0;
    int32_t begin = iterator_->first();
    for (int32_t end = iterator_->next(); end != icu::BreakIterator::DONE;
         begin = end, end = iterator_->next()) {
      const bool is_word = iterator_->getRuleStatus() >= UBRK_WORD_NUMBER;
      if (is_word && !HasCjk(wide, begin, end)) ++count;
    }
    return count;
  }

 private:
  std::unique_ptr<icu::BreakIterator> iterator_;
};

TextCounter::TextCounter() : words_(std::make_unique<Words>()) {}
TextCounter::~TextCounter() = default;

TextCounts TextCounter::Count(absl::string_view text) {
  const std::string composed = ToNfc(text);
  TextCounts counts = {.words = words_->Count(composed)};
  bool in_eojeol = false;
  for (size_t offset = 0; offset < composed.size();) {
    const auto c = static_cast<UChar32>(NextCodePoint(composed, offset));
    ++counts.characters;
    if (u_isUWhiteSpace(c)) {
      in_eojeol = false;
      continue;
    }
    ++counts.characters_without_spaces;
    if (ScriptOf(c) == USCRIPT_HAN) ++counts.chinese_characters;
    if (!in_eojeol && u_isalnum(c)) {
      in_eojeol = true;
      ++counts.eojeol;
    }
  }
  return counts;
}

}  // namespace presstm
