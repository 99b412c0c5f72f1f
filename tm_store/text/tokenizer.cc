#include "tm_store/text/tokenizer.h"

#include <array>
#include <string>

#include "unicode/uchar.h"

namespace presstm {
namespace {

enum class CharacterClass : unsigned char {
  kSeparator,
  kSingle,  // A unit of its own.
  kLetter,
  kDigit,
};

CharacterClass ClassifyByProperties(UChar32 c) {
  if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) return CharacterClass::kSingle;
  const int32_t type = u_charType(c);
  const uint32_t mask = U_MASK(type);
  if (type == U_DECIMAL_DIGIT_NUMBER) return CharacterClass::kDigit;
  if ((mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) == 0) {
    return type == U_CONNECTOR_PUNCTUATION ? CharacterClass::kLetter
                                           : CharacterClass::kSeparator;
  }
  if (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) {
    return CharacterClass::kSingle;
  }
  const bool is_kana = (c >= 0x3040 && c <= 0x30FF) ||
                       (c >= 0x31F0 && c <= 0x31FF) ||
                       (c >= 0x1B000 && c <= 0x1B16F);
  const bool is_jamo = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE) !=
                       U_HST_NOT_APPLICABLE;
  return is_kana || is_jamo ? CharacterClass::kSingle : CharacterClass::kLetter;
}

constexpr std::array<CharacterClass, 128> MakeAsciiClasses() {
  std::array<CharacterClass, 128> classes{};
  for (unsigned char c = '0'; c <= '9'; ++c)
    classes[c] = CharacterClass::kDigit;
  for (unsigned char c = 'a'; c <= 'z'; ++c)
    classes[c] = CharacterClass::kLetter;
  for (unsigned char c = 'A'; c <= 'Z'; ++c)
    classes[c] = CharacterClass::kLetter;
  classes['_'] = CharacterClass::kLetter;
  return classes;
}

CharacterClass Classify(char32_t c) {
  static constexpr std::array<CharacterClass, 128> kAscii = MakeAsciiClasses();
  if (c < 128) return kAscii[c];
  if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3)) {
    return CharacterClass::kSingle;
  }
  return ClassifyByProperties(static_cast<UChar32>(c));
}

bool IsAlphanumericClass(CharacterClass c) {
  return c == CharacterClass::kLetter || c == CharacterClass::kDigit;
}

// Whether `c` joins neighbours of these classes into one word or number: an
// apostrophe or full stop two letters or two digits, a comma or invisible
// space two digits (UAX #29, rules WB6, WB7, WB11, WB12).
bool JoinsClasses(CharacterClass before, char32_t c, CharacterClass after) {
  if (before != after || !IsWordJoiner(c)) return false;
  return before == CharacterClass::kDigit ||
         (before == CharacterClass::kLetter && (c == U'\'' || c == U'.'));
}

// A view of the folded text that reads as separators beyond its ends.
class Scanner {
 public:
  explicit Scanner(absl::Span<const FoldedCharacter> text) : text_(text) {}

  size_t size() const { return text_.size(); }
  char32_t At(size_t k) const {
    return k < text_.size() ? text_[k].code_point : U'\0';
  }
  CharacterClass ClassAt(size_t k) const {
    return k < text_.size() ? Classify(At(k)) : CharacterClass::kSeparator;
  }
  bool IsAlphanumeric(size_t k) const {
    return IsAlphanumericClass(ClassAt(k));
  }
  bool StartsWith(size_t k, absl::string_view ascii) const {
    for (const char c : ascii) {
      if (At(k++) != static_cast<unsigned char>(c)) return false;
    }
    return true;
  }

 private:
  absl::Span<const FoldedCharacter> text_;
};

bool Joins(const Scanner& text, size_t k) {
  return k > 0 &&
         JoinsClasses(text.ClassAt(k - 1), text.At(k), text.ClassAt(k + 1));
}

struct Run {
  size_t end = 0;
  bool has_letter = false;
};

Run ScanWordOrNumber(const Scanner& text, size_t begin) {
  Run run{begin, false};
  while (run.end < text.size()) {
    const CharacterClass c = text.ClassAt(run.end);
    if (c == CharacterClass::kLetter) {
      run.has_letter = true;
    } else if (c != CharacterClass::kDigit &&
               !(run.end > begin && Joins(text, run.end))) {
      break;
    }
    ++run.end;
  }
  return run;
}

bool IsSign(const Scanner& text, size_t begin) {
  const char32_t c = text.At(begin);
  if (c != U'-' && c != U'+') return false;
  if (text.ClassAt(begin + 1) != CharacterClass::kDigit) return false;
  if (begin == 0) return true;
  const char32_t before = text.At(begin - 1);
  return before == U' ' || before == U'(' || before == U'"' || before == U'\'';
}

bool IsUrlCharacter(char32_t c) {
  if (c <= 0x20 || c >= 0x7F) return false;
  return absl::string_view("\"'<>\\^`{|}").find(static_cast<char>(c)) ==
         absl::string_view::npos;
}

bool IsAsciiAlphanumeric(char32_t c) {
  return c < 0x80 && Classify(c) != CharacterClass::kSeparator && c != U'_';
}

// Returns the end of a URL at `begin`, or `begin` if there is none.
size_t ScanUrl(const Scanner& text, size_t begin) {
  size_t prefix = 0;
  for (const absl::string_view scheme :
       {"http://", "https://", "ftp://", "www."}) {
    if (text.StartsWith(begin, scheme)) prefix = scheme.size();
  }
  if (prefix == 0 || !IsAsciiAlphanumeric(text.At(begin + prefix)))
    return begin;
  size_t end = begin + prefix;
  while (IsUrlCharacter(text.At(end))) ++end;
  // Punctuation at the end belongs to the sentence.
  while (
      absl::string_view(".,;:!?)]").find(static_cast<char>(text.At(end - 1))) !=
      absl::string_view::npos) {
    --end;
  }
  return end;
}

bool IsEmailLocalCharacter(char32_t c) {
  return IsAsciiAlphanumeric(c) || c == U'_' || c == U'.' || c == U'-' ||
         c == U'+';
}

// Returns the end of an e-mail address at `begin`, or `begin`.
size_t ScanEmail(const Scanner& text, size_t begin) {
  constexpr size_t kMaxLocalPart = 64;  // RFC 5321, 4.5.3.1.1
  size_t end = begin;
  while (end - begin <= kMaxLocalPart && IsEmailLocalCharacter(text.At(end))) {
    ++end;
  }
  if (end == begin || text.At(end) != U'@') return begin;
  ++end;
  size_t labels = 0;
  while (IsAsciiAlphanumeric(text.At(end))) {
    while (IsAsciiAlphanumeric(text.At(end)) ||
           (text.At(end) == U'-' && IsAsciiAlphanumeric(text.At(end + 1)))) {
      ++end;
    }
    ++labels;
    if (text.At(end) != U'.' || !IsAsciiAlphanumeric(text.At(end + 1))) break;
    ++end;
  }
  return labels >= 2 ? end : begin;
}

FoldedToken ScanAlphanumeric(const Scanner& text, size_t begin) {
  if (const size_t end = ScanUrl(text, begin); end != begin) {
    return {TokenKind::kUrl, begin, end};
  }
  const Run run = ScanWordOrNumber(text, begin);
  // An address can only go on where the word ended at one of its characters.
  if (const char32_t next = text.At(run.end);
      next == U'@' || IsEmailLocalCharacter(next)) {
    if (const size_t end = ScanEmail(text, begin); end != begin) {
      return {TokenKind::kEmail, begin, end};
    }
  }
  return {run.has_letter ? TokenKind::kWord : TokenKind::kNumber, begin,
          run.end};
}

}  // namespace

bool IsWordCharacter(char32_t c) { return IsAlphanumericClass(Classify(c)); }

bool IsWordJoiner(char32_t c) {
  return c == U'\'' || c == U'.' || c == U',' || c == U'\u202F';
}

bool IsInsideWord(absl::Span<const char32_t> characters, size_t k) {
  if (k == 0 || k >= characters.size()) return false;
  const auto class_at = [&](size_t place) {
    return place < characters.size() ? Classify(characters[place])
                                     : CharacterClass::kSeparator;
  };
  const CharacterClass before = class_at(k - 1);
  const CharacterClass after = class_at(k);
  if (IsAlphanumericClass(before)) {
    return IsAlphanumericClass(after) ||
           JoinsClasses(before, characters[k], class_at(k + 1));
  }
  return k > 1 && JoinsClasses(class_at(k - 2), characters[k - 1], after);
}

FoldedToken NextToken(absl::Span<const FoldedCharacter> folded, size_t begin) {
  const Scanner text(folded);
  switch (text.ClassAt(begin)) {
    case CharacterClass::kSingle:
      return {TokenKind::kCharacter, begin, begin + 1};
    case CharacterClass::kLetter:
    case CharacterClass::kDigit:
      return ScanAlphanumeric(text, begin);
    case CharacterClass::kSeparator:
      break;
  }
  if (IsSign(text, begin)) {
    const Run run = ScanWordOrNumber(text, begin + 1);
    if (!run.has_letter) return {TokenKind::kNumber, begin, run.end};
  }
  return {TokenKind::kSeparator, begin, begin + 1};
}

}  // namespace presstm
