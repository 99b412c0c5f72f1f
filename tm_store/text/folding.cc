// ICU's NFKC_Casefold does most of the work in one pass and reports where it
// changed the text; from that report every folded character gets its place in
// the original. What it leaves apart - quotes, dashes, the ideographic full
// stop, Chinese script variants - is folded per code point afterwards.
#include "tm_store/text/folding.h"

#include <algorithm>
#include <string>

#include "tm_store/text/han_variants.h"
#include "tm_store/text/utf8.h"
#include "unicode/bytestream.h"
#include "unicode/edits.h"
#include "unicode/normalizer2.h"
#include "unicode/uchar.h"

namespace presstm {
namespace {

bool IsInvisibleDigitSeparator(char32_t c) {
  return c == U'\u00A0' || c == U'\u2009' || c == U'\u202F';
}

bool IsSpace(char32_t c) {
  if (c < 0x80) return c == ' ' || c < 0x20 || c == 0x7F;
  const auto code_point = static_cast<UChar32>(c);
  return u_isUWhiteSpace(code_point) ||
         u_charType(code_point) == U_CONTROL_CHAR;
}

bool IsDecimalDigit(char32_t c) {
  return u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER;
}

char32_t FoldPunctuation(char32_t c) {
  switch (c) {
    case U'`':
    case U'\u00B4':
    case U'\u2018':
    case U'\u2019':
    case U'\u201A':
    case U'\u201B':
    case U'\u2032':
    case U'\u2039':
    case U'\u203A':
      return U'\'';
    case U'\u00AB':
    case U'\u00BB':
    case U'\u201C':
    case U'\u201D':
    case U'\u201E':
    case U'\u201F':
    case U'\u2033':
    case U'\u300C':
    case U'\u300D':
    case U'\u300E':
    case U'\u300F':
    case U'\u301D':
    case U'\u301E':
    case U'\u301F':
      return U'"';
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
    case U'\u2014':
    case U'\u2015':
    case U'\u2212':
    case U'\u2E3A':
    case U'\u2E3B':
    case U'\uFE58':
    case U'\uFE63':
      return U'-';
    case U'\u3002':
      return U'.';
    case U'\u3001':
      return U',';
    default:
      return c;
  }
}

FoldedCharacter MakeCharacter(char32_t c, size_t begin, size_t end) {
  return {c, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

// Appends the characters of `normalized`[begin, end), each standing for one
// character of the original from byte `source` on.
void AppendUnchanged(absl::string_view normalized, size_t begin, size_t end,
                     size_t source, std::vector<FoldedCharacter>& out) {
  for (size_t offset = begin; offset < end;) {
    const size_t from = offset;
    const char32_t c = NextCodePoint(normalized, offset);
    out.push_back(
        MakeCharacter(c, source + from - begin, source + offset - begin));
  }
}

std::vector<FoldedCharacter> Decode(absl::string_view text) {
  std::vector<FoldedCharacter> out;
  out.reserve(text.size());
  AppendUnchanged(text, 0, text.size(), 0, out);
  return out;
}

std::vector<FoldedCharacter> Normalize(absl::string_view text,
                                       const icu::Normalizer2& normalizer) {
  std::string normalized;
  icu::StringByteSink<std::string> sink(&normalized,
                                        static_cast<int32_t>(text.size()));
  icu::Edits edits;
  UErrorCode error = U_ZERO_ERROR;
  normalizer.normalizeUTF8(
      0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink,
      &edits, error);
  if (U_FAILURE(error)) return Decode(text);  // Out of memory only.
  std::vector<FoldedCharacter> out;
  out.reserve(normalized.size());
  for (icu::Edits::Iterator it = edits.getFineIterator(); it.next(error);) {
    const auto source = static_cast<size_t>(it.sourceIndex());
    const auto begin = static_cast<size_t>(it.destinationIndex());
    const size_t end = begin + static_cast<size_t>(it.newLength());
    if (!it.hasChange()) {
      AppendUnchanged(normalized, begin, end, source, out);
      continue;
    }
    for (size_t offset = begin; offset < end;) {
      const char32_t c = NextCodePoint(normalized, offset);
      out.push_back(MakeCharacter(
          c, source, source + static_cast<size_t>(it.oldLength())));
    }
  }
  return out;
}

// Null if ICU has no data. ICU loads each once and keeps it.
const icu::Normalizer2* NormalizerFor(const FoldingOptions& options) {
  using GetInstance = const icu::Normalizer2*(UErrorCode&);
  const auto load = [](GetInstance* get_instance) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = get_instance(error);
    return U_FAILURE(error) ? nullptr : normalizer;
  };
  static const auto* const nfc = load(icu::Normalizer2::getNFCInstance);
  static const auto* const nfkc = load(icu::Normalizer2::getNFKCInstance);
  static const auto* const nfkc_casefold =
      load(icu::Normalizer2::getNFKCCasefoldInstance);
  if (!options.width) return nfc;
  return options.letter_case ? nfkc_casefold : nfkc;
}

// What NFKC_Casefold does besides, where it cannot be used.
void DropIgnorables(std::vector<FoldedCharacter>& characters) {
  std::erase_if(characters, [](const FoldedCharacter& character) {
    return u_hasBinaryProperty(static_cast<UChar32>(character.code_point),
                               UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
  });
}

void FoldCase(std::vector<FoldedCharacter>& characters) {
  for (FoldedCharacter& character : characters) {
    character.code_point = static_cast<char32_t>(u_foldCase(
        static_cast<UChar32>(character.code_point), U_FOLD_CASE_DEFAULT));
  }
}

void FoldHanVariants(std::vector<FoldedCharacter>& characters) {
  for (FoldedCharacter& character : characters) {
    if (character.code_point >= 0x2E80) {
      character.code_point = SimplifyHan(character.code_point);
    }
  }
}

// Whether the separator at `index` stands between two digits, as in the
// French way of writing 10 000; then it belongs to the number.
bool SeparatesDigits(const std::vector<FoldedCharacter>& characters,
                     size_t index, absl::string_view text) {
  if (index == 0 || index + 1 >= characters.size()) return false;
  size_t offset = characters[index].begin_bytes;
  return IsInvisibleDigitSeparator(NextCodePoint(text, offset)) &&
         IsDecimalDigit(characters[index - 1].code_point) &&
         IsDecimalDigit(characters[index + 1].code_point);
}

void FoldPunctuationAndSpace(absl::string_view text,
                             std::vector<FoldedCharacter>& characters) {
  size_t kept = 0;
  for (size_t k = 0; k < characters.size(); ++k) {
    FoldedCharacter character = characters[k];
    if (IsSpace(character.code_point)) {
      if (SeparatesDigits(characters, k, text)) {
        character.code_point = U'\u202F';
      } else {
        if (kept == 0 || characters[kept - 1].code_point == U' ') continue;
        character.code_point = U' ';
      }
    } else {
      character.code_point = FoldPunctuation(character.code_point);
    }
    characters[kept++] = character;
  }
  if (kept > 0 && characters[kept - 1].code_point == U' ') --kept;
  characters.resize(kept);
}

bool IsAscii(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

std::vector<FoldedCharacter> FoldAsciiCase(absl::string_view text,
                                           bool fold_case) {
  std::vector<FoldedCharacter> out;
  out.reserve(text.size());
  for (size_t k = 0; k < text.size(); ++k) {
    char c = text[k];
    if (fold_case && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    out.push_back(MakeCharacter(static_cast<unsigned char>(c), k, k + 1));
  }
  return out;
}

}  // namespace

std::vector<FoldedCharacter> FoldText(absl::string_view text,
                                      const FoldingOptions& options) {
  std::vector<FoldedCharacter> characters;
  const icu::Normalizer2* normalizer = NormalizerFor(options);
  if (IsAscii(text)) {
    characters = FoldAsciiCase(text, options.letter_case);
  } else if (normalizer != nullptr) {
    characters = Normalize(text, *normalizer);
    if (!options.width || !options.letter_case) DropIgnorables(characters);
    if (!options.width && options.letter_case) FoldCase(characters);
  } else {
    characters = Decode(text);
  }
  if (options.han_variants) FoldHanVariants(characters);
  if (options.punctuation) FoldPunctuationAndSpace(text, characters);
  return characters;
}

}  // namespace presstm
