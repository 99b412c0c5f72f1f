#include "tm_store/text/occurrences.h"

#include <random>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/test_data.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

// `text` with its occurrences in brackets.
std::string Marked(const std::string& pattern, const std::string& text,
                   const char* language) {
  std::string marked;
  size_t end = 0;
  for (const ByteSpan& span : OccurrencePattern(pattern, language).Find(text)) {
    absl::StrAppend(
        &marked, text.substr(end, span.begin_bytes - end), "[",
        text.substr(span.begin_bytes, span.end_bytes - span.begin_bytes), "]");
    end = span.end_bytes;
  }
  return marked + text.substr(end);
}

TEST(OccurrencesTest, FindsEveryPlace) {
  const struct {
    const char* name;
    const char* language;
    const char* pattern;
    const char* marked;
  } kCases[] = {
      {"phrase", "en", "climate change",
       "[Climate change] and [climate  change]s"},
      {"word goes on", "en", "meet", "We [meet] at the [meet]ing"},
      {"not inside a word", "en", "art", "party, [art], [art]s"},
      {"word with an apostrophe", "en", "china", "[China]'s, [China]’s"},
      {"not after an apostrophe", "en", "connell", "O'Connell"},
      {"ending of a word", "en", "'s", "China['s] press[’s]"},
      {"abbreviation", "en", "U.S.", "the [U.S.] and the [u.s.]"},
      {"one Chinese character", "zh", "新", "[新]华社[新]闻"},
      {"two Chinese characters", "zh", "新闻", "[新闻]发言人答[新闻]界"},
      {"Traditional in Simplified", "zh", "發言人", "外交部[发言人]"},
      {"Simplified in Traditional", "zh", "发言人", "外交部[發言人]"},
      {"Korean stem", "ko", "대통령", "[대통령]은 [대통령]실에서"},
      {"Korean inside an eojeol", "ko", "통령", "대[통령]은"},
      {"decomposed Hangul", "ko", "한국", "[\u1112\u1161\u11ab국] 사람"},
      {"kana", "ja", "ニュース", "[ﾆｭｰｽ]です"},
      {"full width", "en", "ABC 100", "[ＡＢＣ　１００]点"},
      {"number by value", "zh", "１００", "[100]年和[１００]年，1000年"},
      {"other number", "zh", "2025年", "2024年、[2025年]、２０２６年"},
      {"grouped number", "en", "1,000 people", "[1000 people], 1,001 people"},
      {"number is not a part", "en", "20", "2020, [20] and 20.5"},
      {"address", "en", "see www.a.cn", "[See www.a.cn], see www.b.cn"},
      {"part of a ligature", "en", "fi", "the [ﬁ]rst"},
      {"only marks", "zh", "——", "说[——]好[--]"},
      {"mixed scripts", "zh", "G20峰会", "[Ｇ20峰會]上，在[g20峰会]"},
      {"word before Han", "zh", "AI", "用[AI]写，MAIN，[ai]d"},
      {"beyond the BMP", "zh", "\U00020000", "a[\U00020000]字"},
      {"no overlaps", "zh", "哈哈", "[哈哈][哈哈]哈"},
      {"longer than the text", "zh", "新闻发言人", "新闻"},
      {"blank", "en", " \u200b", "a b"},
      {"empty text", "en", "a", ""},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.name);
    std::string text = test.marked;
    std::erase_if(text, [](char c) { return c == '[' || c == ']'; });
    EXPECT_EQ(Marked(test.pattern, text, test.language), test.marked);
  }
}

TEST(OccurrencesTest, ATextOccursInItself) {
  constexpr unsigned kSeed = 22;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (int k = 0; k < 5'000; ++k) {
    const std::string text = Mutate(RandomText(random, 9), k % 4, random);
    if (IsBlank(text)) continue;
    SCOPED_TRACE(text);
    for (const char* language : {"en", "zh"}) {
      const auto found = OccurrencePattern(text, language).Find(text);
      ASSERT_EQ(found.size(), 1u);
      EXPECT_LT(found[0].begin_bytes, found[0].end_bytes);
      EXPECT_LE(found[0].end_bytes, text.size());
    }
  }
}

}  // namespace
}  // namespace presstm
