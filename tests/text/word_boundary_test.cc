#include <random>
#include <string_view>

#include "gtest/gtest.h"
#include "tests/support/test_data.h"
#include "tm_store/text/text_units.h"
#include "tm_store/text/tokenizer.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

TEST(WordBoundaryTest, KnowsWordCharacters) {
  for (const char32_t c : std::u32string_view(U"az09_\u00e9\u044f\u0301")) {
    EXPECT_TRUE(IsWordCharacter(c)) << static_cast<uint32_t>(c);
  }
  for (const char32_t c : std::u32string_view(U" '.,-新뉴のー\u0e01\u202f")) {
    EXPECT_FALSE(IsWordCharacter(c)) << static_cast<uint32_t>(c);
  }
  for (const char32_t c :
       {kNumberPlaceholder, kUrlPlaceholder, kEmailPlaceholder}) {
    EXPECT_FALSE(IsWordCharacter(c));
    EXPECT_FALSE(IsWordJoiner(c));
  }
}

// Which places of the characters lie inside a token, as the tokenizer has it.
std::vector<bool> InsideTokens(const std::string& text) {
  const std::vector<FoldedCharacter> folded = FoldText(text, {});
  std::vector<bool> inside;
  for (size_t begin = 0; begin < folded.size();) {
    const FoldedToken token = NextToken(folded, begin);
    inside.push_back(false);
    if (token.kind == TokenKind::kWord) {
      inside.insert(inside.end(), token.end - begin - 1, true);
    }
    begin = token.end;
  }
  inside.push_back(false);
  return inside;
}

// The rules on characters are the tokenizer's, wherever there are words.
TEST(WordBoundaryTest, AgreesWithTheTokenizer) {
  constexpr unsigned kSeed = 21;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (int k = 0; k < 20'000; ++k) {
    const std::string text = Mutate(RandomText(random, 9), k % 5, random);
    SCOPED_TRACE(text);
    const std::vector<char32_t> characters = ToTextUnits(text, "en").characters;
    const std::vector<bool> expected = InsideTokens(text);
    ASSERT_EQ(characters.size() + 1, expected.size());
    for (size_t place = 0; place <= characters.size(); ++place) {
      ASSERT_EQ(IsInsideWord(characters, place), expected[place]) << place;
    }
  }
}

}  // namespace
}  // namespace presstm
