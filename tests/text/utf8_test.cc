#include "tm_store/text/utf8.h"

#include "gtest/gtest.h"

namespace presstm {
namespace {

TEST(Utf8Test, FindsTheFirstInvalidByte) {
  const struct {
    const char* name;
    std::string text;
    size_t offset;
  } kCases[] = {
      {"empty", "", 0},
      {"ascii", "abc", 3},
      {"chinese", "新闻", 6},
      {"beyond the BMP", "\U00020000", 4},
      {"stray continuation byte", "a\x80z", 1},
      {"overlong", "ab\xC0\xAF", 2},
      {"surrogate", "\xED\xA0\x80", 0},
      {"beyond U+10FFFF", "\xF4\x90\x80\x80", 0},
      {"cut off", "新\xE9\x97", 3},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.name);
    EXPECT_EQ(FindInvalidUtf8(test.text), test.offset);
    EXPECT_EQ(IsValidUtf8(test.text), test.offset == test.text.size());
  }
}

TEST(Utf8Test, DecodesWhatItEncodes) {
  for (const char32_t c : {U'a', U'é', U'新', U'뉴', U'\U0001F600'}) {
    std::string text;
    AppendUtf8(c, text);
    size_t offset = 0;
    EXPECT_EQ(NextCodePoint(text, offset), c);
    EXPECT_EQ(offset, text.size());
  }
}

TEST(Utf8Test, KnowsBlankTexts) {
  EXPECT_TRUE(IsBlank(""));
  EXPECT_TRUE(IsBlank(" \t\r\n"));
  EXPECT_TRUE(IsBlank("\u3000\u00A0\u200B\uFEFF"));
  EXPECT_FALSE(IsBlank("."));
  EXPECT_FALSE(IsBlank(" 新 "));
}

TEST(Utf8Test, ComposesCanonically) {
  EXPECT_EQ(ToNfc("e\u0301"), "\u00E9");
  EXPECT_EQ(ToNfc("\u1112\u1161\u11AB"), "한");
  EXPECT_EQ(ToNfc("Ａ"), "Ａ");
}

}  // namespace
}  // namespace presstm
