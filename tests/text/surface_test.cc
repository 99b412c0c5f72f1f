#include "tm_store/text/surface.h"

#include <string>

#include "gtest/gtest.h"

namespace presstm {
namespace {

std::string Describe(const SurfaceDifferences& differences) {
  std::string text;
  if (differences.identical) text += "identical ";
  if (differences.letter_case) text += "case ";
  if (differences.character_width) text += "width ";
  if (differences.punctuation) text += "punctuation ";
  if (differences.script_variant) text += "script ";
  return text;
}

TEST(SurfaceTest, NamesEachDifference) {
  const struct {
    const char* a;
    const char* b;
    const char* language;
    const char* differences;
  } kCases[] = {
      {"Press", "Press", "en", "identical "},
      {"cafe\u0301", "café", "en", "identical "},
      {"\u1112\u1161\u11AB", "한", "ko", "identical "},
      {"Press", "press", "en", "case "},
      {"ABC", "ＡＢＣ", "en", "width "},
      {"ABC", "ａｂｃ", "en", "case width "},
      {"好，好", "好,好", "zh", "width "},
      {"好。", "好", "zh", "punctuation "},
      {"“a”", "\"a\"", "en", "punctuation "},
      {"a b", "a  b", "en", "punctuation "},
      {"뉴스 보도", "뉴스보도", "ko", "punctuation "},
      {"國會", "国会", "zh", "script "},
      {"國會。", "国会", "zh", "punctuation script "},
      {"Ａ國", "a国", "zh", "case width script "},
      {"co\u00ADop", "coop", "en", "punctuation "},
      {"1,000 a", "1000 a", "en", "punctuation "},
      {"１０ a", "10 a", "en", "width "},
      {"10 a", "20 a", "en", ""},
      {"10 A", "20 a", "en", "case "},
      {"!!", "!?", "en", "punctuation "},
      // One character that folds to four units.
      {"\u3300 1", "アパート 1", "zh", "width "},
      {"\u3300、\u3300", "\u3300\u3300", "zh", "punctuation "},
      {"\u3300a", "アパート,A", "zh", "case width punctuation "},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(std::string(test.a) + " / " + test.b);
    const TextUnits a = ToTextUnits(test.a, test.language);
    const TextUnits b = ToTextUnits(test.b, test.language);
    ASSERT_EQ(a.units, b.units);
    EXPECT_EQ(Describe(CompareSurface({test.a, a}, {test.b, b}, test.language)),
              test.differences);
    EXPECT_EQ(Describe(CompareSurface({test.b, b}, {test.a, a}, test.language)),
              test.differences);
  }
}

}  // namespace
}  // namespace presstm
