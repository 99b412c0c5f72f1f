#include "tm_store/text/text_counts.h"

#include "gtest/gtest.h"

namespace presstm {
namespace {

// Counted by hand.
TEST(TextCounterTest, CountsSentences) {
  const struct {
    const char* text;
    TextCounts counts;
  } kRows[] = {{"", {}},
               {" \t\n", {.characters = 3}},
               {"\"Don't panic,\" he said.",
                {.words = 4,
                 .eojeol = 4,
                 .characters = 23,
                 .characters_without_spaces = 20}},
               {"A well-known 3.5% rise - 1,000 people",
                {.words = 7,
                 .eojeol = 6,
                 .characters = 37,
                 .characters_without_spaces = 31}},
               {"国家主席习近平12日说。",
                {.words = 1,
                 .chinese_characters = 9,
                 .eojeol = 1,
                 .characters = 12,
                 .characters_without_spaces = 12}},
               {"APEC会议“开幕”",
                {.words = 1,
                 .chinese_characters = 4,
                 .eojeol = 1,
                 .characters = 10,
                 .characters_without_spaces = 10}},
               {"정부는 5일 “대책을 발표했다”고 밝혔다.",
                {.words = 1,
                 .eojeol = 5,
                 .characters = 23,
                 .characters_without_spaces = 19}},
               // Decomposed: 한국 as jamo.
               {"\u1112\u1161\u11AB\u1100\u116E\u11A8",
                {.eojeol = 1, .characters = 2, .characters_without_spaces = 2}},
               // Beyond U+FFFF, and an ideographic space.
               {"𠮷野　家",
                {.chinese_characters = 3,
                 .eojeol = 2,
                 .characters = 4,
                 .characters_without_spaces = 3}},
               {"...!?", {.characters = 5, .characters_without_spaces = 5}}};
  TextCounter counter;
  for (const auto& row : kRows) {
    SCOPED_TRACE(row.text);
    const TextCounts counts = counter.Count(row.text);
    EXPECT_EQ(counts.words, row.counts.words);
    EXPECT_EQ(counts.chinese_characters, row.counts.chinese_characters);
    EXPECT_EQ(counts.eojeol, row.counts.eojeol);
    EXPECT_EQ(counts.characters, row.counts.characters);
    EXPECT_EQ(counts.characters_without_spaces,
              row.counts.characters_without_spaces);
  }
}

TEST(TextCounterTest, AddsUp) {
  TextCounter counter;
  TextCounts sum = counter.Count("Hello 新闻");
  sum += counter.Count("속보 news");
  EXPECT_EQ(sum, (TextCounts{.words = 2,
                             .chinese_characters = 2,
                             .eojeol = 4,
                             .characters = 15,
                             .characters_without_spaces = 13}));
}

}  // namespace
}  // namespace presstm
