#include "tm_store/text/text_units.h"

#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/reference_matching.h"
#include "tests/support/test_data.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The originals of the units: "The|cat".
std::string UnitsOf(const std::string& text, const char* language = "en") {
  std::string joined;
  for (const TextToken& token : ToTextUnits(text, language).tokens) {
    if (!token.is_unit) continue;
    if (!joined.empty()) joined += '|';
    joined +=
        text.substr(token.begin_bytes, token.end_bytes - token.begin_bytes);
  }
  return joined;
}

TEST(TextUnitsTest, SplitsByScript) {
  const struct {
    const char* name;
    const char* text;
    const char* units;
  } kCases[] = {
      {"empty", "", ""},
      {"English", "The cat's whiskers.", "The|cat's|whiskers"},
      {"Chinese", "外交部发言人，说", "外|交|部|发|言|人|说"},
      {"Korean", "뉴스를 봤다", "뉴|스|를|봤|다"},
      {"kana", "ニュースです", "ニ|ュ|ー|ス|で|す"},
      {"Thai", "กข", "ก|ข"},
      {"mixed", "AM的MWP는 3월", "AM|的|MWP|는|3|월"},
      {"abbreviation", "The U.S. and e-mail", "The|U.S|and|e|mail"},
      {"numbers", "1,234.5 and -7 of 10-20%", "1,234.5|and|-7|of|10|20"},
      {"letters and digits", "COVID-19 H1N1 5G", "COVID|19|H1N1|5G"},
      {"full width", "１２３ＡＢＣ", "１２３ＡＢＣ"},
      {"French number", "10\u202F000 a", "10\u202F000|a"},
      {"URL", "see https://a.cn/b?c=1. Now", "see|https://a.cn/b?c=1|Now"},
      {"URL in Chinese", "见www.a.cn网", "见|www.a.cn|网"},
      {"e-mail", "to a.b-c@d-e.co.kr, now", "to|a.b-c@d-e.co.kr|now"},
      {"no e-mail", "a@b", "a|b"},
      {"only marks", "…!? ——", ""},
      {"emoji", "good 😀 day", "good|day"},
      {"beyond the BMP", "\U00020000字", "\U00020000|字"},
      {"Cyrillic", "Привет, мир", "Привет|мир"},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.name);
    EXPECT_EQ(UnitsOf(test.text), test.units);
  }
}

TEST(TextUnitsTest, TakesAllNumbersAsEqual) {
  EXPECT_EQ(ToTextUnits("on 3 May", "en").units,
            ToTextUnits("on 1,200 May", "en").units);
  EXPECT_EQ(ToTextUnits("3월", "ko").characters,
            ToTextUnits("１２월", "ko").characters);
}

TEST(TextUnitsTest, KeepsTheValuesOfNumbers) {
  const struct {
    const char* text;
    const char* value;
  } kCases[] = {{"1,234.50", "1234.50"},
                {"１２３４", "1234"},
                {"1'000", "1000"},
                {"1.5", "1.5"},
                {"1.234.567", "1234567"},
                {"0,5", "0.5"},
                {"007", "7"},
                {"0.5", "0.5"},
                {"-3", "-3"},
                {"+3", "3"},
                {"٣", "3"},
                {"10\u202F000", "10000"}};
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.text);
    const TextUnits units = ToTextUnits(test.text, "en");
    ASSERT_EQ(units.placeables.size(), 1);
    EXPECT_EQ(units.placeables[0].value, test.value);
  }
}

TEST(TextUnitsTest, FoldsScriptsOfChineseOnly) {
  EXPECT_EQ(ToTextUnits("國會", "zh").units, ToTextUnits("国会", "zh").units);
  EXPECT_NE(ToTextUnits("國會", "ko").units, ToTextUnits("国会", "ko").units);
}

TEST(TextUnitsTest, KeepsPunctuationAmongTheCharacters) {
  EXPECT_THAT(ToTextUnits("A, 12", "en").characters,
              ElementsAre(U'a', U',', U' ', kNumberPlaceholder));
  EXPECT_THAT(ToTextUnits("!", "en").units, IsEmpty());
}

TEST(TextUnitsTest, TokensCoverTheUnits) {
  std::mt19937 random(20253);
  for (int k = 0; k < 5'000; ++k) {
    const TextUnits units = ToTextUnits(RandomText(random, 30), "zh");
    std::vector<TextUnit> from_tokens;
    for (const TextToken& token : units.tokens) {
      if (token.is_unit) from_tokens.push_back(token.symbol);
    }
    EXPECT_EQ(from_tokens, units.units);
  }
}

// What the filters rely on.
TEST(TextUnitsTest, OneCharacterEditChangesFewUnits) {
  constexpr unsigned kSeed = 20254;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (int k = 0; k < 40'000; ++k) {
    const std::string text = RandomText(random, 12);
    const std::string other =
        k % 4 == 0 ? RandomText(random, 12) : Mutate(text, 1 + k % 5, random);
    const TextUnits a = ToTextUnits(text, "zh");
    const TextUnits b = ToTextUnits(other, "zh");
    const int unit_distance = ReferenceDistance<TextUnit>(a.units, b.units);
    const int character_distance =
        ReferenceDistance<char32_t>(a.characters, b.characters);
    EXPECT_LE(unit_distance, kUnitsPerCharacterEdit * character_distance)
        << text << " / " << other;
  }
}

TEST(HashValuesTest, TellsTheNumbersOfTextsApartWhateverTheirOrder) {
  const auto hash_of = [](absl::string_view text) {
    return HashValues(ToTextUnits(text, "en").placeables);
  };
  EXPECT_EQ(hash_of("no numbers"), 0);
  EXPECT_NE(hash_of("7 of 10"), 0);
  EXPECT_EQ(hash_of("7 of 10"), hash_of("10 and 7"));
  EXPECT_EQ(hash_of("1,000 won"), hash_of("1000 yuan"));
  EXPECT_NE(hash_of("7 of 10"), hash_of("8 of 10"));
  EXPECT_NE(hash_of("7 of 7"), hash_of("7"));
  EXPECT_NE(hash_of("see https://press.example/a"),
            hash_of("see https://press.example/b"));
}

}  // namespace
}  // namespace presstm
