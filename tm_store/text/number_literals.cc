#include "tm_store/text/number_literals.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "tm_store/text/utf8.h"
#include "unicode/uchar.h"

namespace presstm {
namespace {

struct UnitOfTen {
  absl::string_view word;
  double factor;
};
// They multiply: "천만" is ten million.
constexpr UnitOfTen kCharacters[] = {
    {"十", 1e1}, {"百", 1e2}, {"千", 1e3},  {"万", 1e4}, {"萬", 1e4},
    {"亿", 1e8}, {"億", 1e8}, {"兆", 1e12}, {"십", 1e1}, {"백", 1e2},
    {"천", 1e3}, {"만", 1e4}, {"억", 1e8},  {"조", 1e12}};
constexpr UnitOfTen kWords[] = {{"hundred", 1e2},
                                {"thousand", 1e3},
                                {"million", 1e6},
                                {"billion", 1e9},
                                {"trillion", 1e12}};
// Right after the digits: "$1.2bn".
constexpr UnitOfTen kSuffixes[] = {{"k", 1e3},  {"m", 1e6},  {"mn", 1e6},
                                   {"b", 1e9},  {"bn", 1e9}, {"t", 1e12},
                                   {"tn", 1e12}};

// What ends a number though the tokenizer takes it for a part of one: see
// FindNumberLiterals.
constexpr char32_t kListMark = U'、';
constexpr char32_t kWideComma = U'，';

// Takes one of `units` from the front of `rest`; returns its factor, 0 if there
// is none.
double ConsumeUnit(absl::Span<const UnitOfTen> units, absl::string_view& rest) {
  for (const UnitOfTen& unit : units) {
    if (absl::StartsWithIgnoreCase(rest, unit.word)) {
      rest.remove_prefix(unit.word.size());
      return unit.factor;
    }
  }
  return 0;
}

void ConsumeAny(absl::Span<const absl::string_view> words,
                absl::string_view& rest) {
  for (const absl::string_view word : words) {
    if (absl::ConsumePrefix(&rest, word)) return;
  }
}

// Takes all units of ten from the front of `rest`, with a blank before the
// first and before words of letters; returns their product.
double ConsumeUnits(absl::string_view& rest) {
  double product = 1;
  while (true) {
    absl::string_view after = rest;
    double factor = ConsumeUnit(kCharacters, after);
    if (factor == 0) {
      absl::ConsumePrefix(&after, " ") || absl::ConsumePrefix(&after, "-");
      factor = ConsumeUnit(kWords, after);
      if (factor == 0 && product == 1) {
        ConsumeAny({"多", "余", "餘", "여"}, after);  // "some 5 million"
        factor = ConsumeUnit(kCharacters, after);
      }
    }
    if (factor == 0) return product;
    product *= factor;
    rest = after;
  }
}

bool IsAsciiDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

// "3月", or the first of "7~9월".
bool IsMonth(absl::string_view after) {
  while (!after.empty() &&
         (absl::ascii_isdigit(static_cast<unsigned char>(after[0])) ||
          StartsWithAny(after, {"~", "-", "–", "·", "、", "至", "到"}))) {
    size_t size = 1;  // Of the character.
    while (size < after.size() && (after[size] & 0xC0) == 0x80) ++size;
    after.remove_prefix(size);
  }
  return StartsWithAny(after, {"月", "월"});
}

// A character of a number as it is written.
struct Character {
  char32_t code_point = 0;
  size_t begin = 0;
  int digit = -1;  // Its value; -1 if it is none.
};

std::vector<Character> CharactersOf(absl::string_view text, size_t begin,
                                    size_t end) {
  std::vector<Character> characters;
  for (size_t offset = begin; offset < end;) {
    Character c = {.begin = offset};
    c.code_point = NextCodePoint(text, offset);
    c.digit = u_charDigitValue(static_cast<UChar32>(c.code_point));
    characters.push_back(c);
  }
  return characters;
}

bool IsComma(char32_t c) { return c == U',' || c == kWideComma; }

// Cuts what the tokenizer has as one number where it is a list or a date.
class NumberCut {
 public:
  explicit NumberCut(std::vector<Character> characters)
      : characters_(std::move(characters)) {
    const auto points = absl::c_count_if(
        characters_, [](const Character& c) { return c.code_point == U'.'; });
    is_date_ = points > 1 && !AllGroupsHaveThreeDigits();
  }

  // Whether what is at `k` stands between two numbers.
  bool IsBetween(size_t k) const {
    const char32_t c = characters_[k].code_point;
    if (c == kListMark || c == U';') return true;
    if (c == U'.') return is_date_;
    if (!IsComma(c)) return false;
    // A wide one between ASCII digits ends a clause.
    const bool is_clause =
        c == kWideComma && k > 0 && characters_[k - 1].code_point < 0x80;
    return is_clause || DigitsAfter(k) != 3;
  }

 private:
  size_t DigitsAfter(size_t k) const {
    size_t count = 0;
    while (k + 1 + count < characters_.size() &&
           characters_[k + 1 + count].digit >= 0) {
      ++count;
    }
    return count;
  }

  bool AllGroupsHaveThreeDigits() const {
    for (size_t k = 0; k < characters_.size(); ++k) {
      if (characters_[k].code_point == U'.' && DigitsAfter(k) != 3)
        return false;
    }
    return true;
  }

  const std::vector<Character> characters_;
  bool is_date_ = false;
};

// Reads the literals of one text.
class LiteralFinder {
 public:
  LiteralFinder(const TextInLanguage& side, bool is_source)
      : side_(side), is_source_(is_source) {}

  std::vector<NumberLiteral> Run() {
    auto placeable = side_.units.placeables.begin();
    for (size_t k = 0; k < side_.units.tokens.size(); ++k) {
      const TextToken& token = side_.units.tokens[k];
      if (placeable != side_.units.placeables.end() &&
          placeable->token_index == k) {
        if (token.symbol == kNumberPlaceholder) {
          AddNumber(token, placeable->value);
        }
        ++placeable;
      } else if (IsWord(token.symbol)) {
        AddNumbersInWord(token.begin_bytes, token.end_bytes);
      }
    }
    NoteDates();
    return std::move(literals_);
  }

 private:
  void Add(size_t begin, size_t digits_end, double value) {
    absl::string_view rest = side_.text.substr(digits_end);
    const double factor = ConsumeUnits(rest);
    literals_.push_back({.begin = begin,
                         .digits_end = digits_end,
                         .end = side_.text.size() - rest.size(),
                         .value = value,
                         .scaled = value * factor});
    NoteMonthOrDay(literals_.back());
  }

  void AddNumber(const TextToken& token, const std::string& written) {
    const std::vector<Character> characters =
        CharactersOf(side_.text, token.begin_bytes, token.end_bytes);
    const NumberCut cut(characters);
    size_t begin = token.begin_bytes;
    std::string digits;
    bool is_cut = false;
    for (size_t k = 0; k < characters.size(); ++k) {
      const Character& c = characters[k];
      if (cut.IsBetween(k)) {
        AddPiece(begin, c.begin, digits);
        begin = k + 1 < characters.size() ? characters[k + 1].begin
                                          : token.end_bytes;
        digits.clear();
        is_cut = true;
      } else if (c.digit >= 0) {
        digits.push_back(static_cast<char>('0' + c.digit));
      } else if (c.code_point == U'.' || c.code_point == U'-') {
        digits.push_back(static_cast<char>(c.code_point));
      }
    }
    if (is_cut) {
      AddPiece(begin, token.end_bytes, digits);
    } else {
      Add(begin, token.end_bytes, std::strtod(written.c_str(), nullptr));
    }
  }

  void AddPiece(size_t begin, size_t end, const std::string& digits) {
    if (!digits.empty()) Add(begin, end, std::strtod(digits.c_str(), nullptr));
  }

  // Of words that have more than digits: "1990s", "$1.2bn", "G7".
  void AddNumbersInWord(size_t begin, size_t end) {
    const absl::string_view text = side_.text;
    if (is_source_ && !IsAsciiDigit(text[begin])) return;
    for (size_t k = begin; k < end; ++k) {
      if (!IsAsciiDigit(text[k])) continue;
      size_t digits_end = k;
      while (digits_end < end &&
             (IsAsciiDigit(text[digits_end]) || text[digits_end] == '.' ||
              text[digits_end] == ',')) {
        ++digits_end;
      }
      std::string digits(text.substr(k, digits_end - k));
      digits.erase(std::remove(digits.begin(), digits.end(), ','),
                   digits.end());
      const double value = std::strtod(digits.c_str(), nullptr);
      const absl::string_view suffix =
          text.substr(digits_end, end - digits_end);
      double factor = 1;
      for (const UnitOfTen& unit : kSuffixes) {
        if (absl::EqualsIgnoreCase(suffix, unit.word)) factor = unit.factor;
      }
      literals_.push_back({.begin = k,
                           .digits_end = digits_end,
                           .end = end,
                           .value = value,
                           .scaled = value * factor});
      // Further ones in a word are a part of a name.
      if (is_source_) return;
      k = digits_end;
    }
  }

  void NoteMonthOrDay(NumberLiteral& literal) const {
    const absl::string_view after = absl::StripLeadingAsciiWhitespace(
        side_.text.substr(literal.digits_end));
    literal.is_month = IsMonth(after);
    literal.is_day = StartsWithAny(after, {"日", "号", "號", "일"});
    const absl::string_view before = side_.text.substr(0, literal.begin);
    literal.is_minute =
        absl::EndsWith(before, ":") || absl::EndsWith(before, "：");
  }

  absl::string_view Between(size_t k) const {
    const size_t end = literals_[k].digits_end;
    return side_.text.substr(end, literals_[k + 1].begin - end);
  }

  // "2018.10.03", "2018. 10. 3.", "2018-10-03", and "10·26" of an event.
  void NoteDates() {
    for (size_t k = 0; k + 1 < literals_.size(); ++k) {
      NumberLiteral& first = literals_[k];
      NumberLiteral& second = literals_[k + 1];
      if (Between(k) == "·" && first.value <= 12 && second.value <= 31) {
        first.is_month = true;
        second.is_day = true;
      }
      if (k + 2 < literals_.size() && first.value >= 1900 &&
          first.value < 2100 && second.value >= 1 && second.value <= 12 &&
          literals_[k + 2].value <= 31 && Between(k) == Between(k + 1) &&
          (Between(k) == "." || Between(k) == ". " || Between(k) == "-" ||
           Between(k) == "/")) {
        second.is_month = true;
        literals_[k + 2].is_day = true;
      }
    }
  }

  const TextInLanguage& side_;
  const bool is_source_;
  std::vector<NumberLiteral> literals_;
};

}  // namespace

bool StartsWithAny(absl::string_view text,
                   absl::Span<const absl::string_view> words) {
  return absl::c_any_of(words, [text](absl::string_view word) {
    return absl::StartsWith(text, word);
  });
}

std::vector<NumberLiteral> FindNumberLiterals(const TextInLanguage& side,
                                              bool is_source) {
  return LiteralFinder(side, is_source).Run();
}

}  // namespace presstm
