#include "tm_store/exchange/utf8_decoder.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

// Feeds `bytes` in chunks and joins what comes out.
DecodedText DecodeAll(absl::string_view bytes, size_t chunk_bytes) {
  Utf8Decoder decoder;
  DecodedText all;
  const auto add = [&](DecodedText part) {
    for (XmlFlaw& flaw : part.flaws) {
      flaw.offset_bytes += static_cast<int64_t>(all.text.size());
      all.flaws.push_back(flaw);
    }
    all.text += part.text;
  };
  while (!bytes.empty()) {
    add(decoder.Feed(bytes.substr(0, chunk_bytes)));
    bytes.remove_prefix(std::min(bytes.size(), chunk_bytes));
  }
  add(decoder.Finish());
  return all;
}

std::string ToUtf16(absl::string_view text, bool is_big_endian, bool has_mark) {
  std::string bytes;
  const auto put = [&](char32_t unit) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    bytes += is_big_endian ? high : low;
    bytes += is_big_endian ? low : high;
  };
  if (has_mark) put(0xFEFF);
  for (size_t k = 0; k < text.size();) {
    const char32_t c = NextCodePoint(text, k);
    if (c < 0x10000) {
      put(c);
    } else {
      put(0xD800 + ((c - 0x10000) >> 10));
      put(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  return bytes;
}

std::string ToUtf32(absl::string_view text, bool is_big_endian) {
  std::string bytes;
  for (size_t k = 0; k < text.size();) {
    const char32_t c = NextCodePoint(text, k);
    for (int byte = 0; byte < 4; ++byte) {
      const int shift = 8 * (is_big_endian ? 3 - byte : byte);
      bytes += static_cast<char>(c >> shift & 0xFF);
    }
  }
  return bytes;
}

struct Flaw {
  int64_t offset_bytes;
  char32_t code_point = 0;  // 0: invalid bytes.
};

std::vector<Flaw> FlawsOf(const DecodedText& decoded) {
  std::vector<Flaw> flaws;
  for (const XmlFlaw& flaw : decoded.flaws) {
    flaws.push_back({flaw.offset_bytes, flaw.kind == XmlFlawKind::kInvalidBytes
                                            ? char32_t{0}
                                            : flaw.code_point + 1});
  }
  return flaws;
}
bool operator==(const Flaw& a, const Flaw& b) {
  return a.offset_bytes == b.offset_bytes && a.code_point == b.code_point;
}

// Written plus one, so that U+0000 differs from invalid bytes.
Flaw Invalid(int64_t offset) { return {offset, 0}; }
Flaw Dropped(int64_t offset, char32_t c) { return {offset, c + 1}; }

constexpr absl::string_view kMixed = "<tmx>新闻 news 뉴스 café 😀\r\n\t한</tmx>";

TEST(Utf8DecoderTest, DecodesEveryEncodingInAnyChunks) {
  struct Row {
    const char* name;
    std::string bytes;
  };
  const std::string mixed(kMixed);
  const Row rows[] = {
      {"UTF-8", mixed},
      {"UTF-8 with mark", "\xEF\xBB\xBF" + mixed},
      {"UTF-16 LE with mark", ToUtf16(kMixed, false, true)},
      {"UTF-16 BE with mark", ToUtf16(kMixed, true, true)},
      {"UTF-16 LE", ToUtf16(kMixed, false, false)},
      {"UTF-16 BE", ToUtf16(kMixed, true, false)},
      {"UTF-32 LE", ToUtf32(kMixed, false)},
      {"UTF-32 BE", ToUtf32(kMixed, true)},
  };
  for (const Row& row : rows) {
    for (const size_t chunk_bytes : {1, 2, 3, 5, 1000}) {
      SCOPED_TRACE(absl::StrCat(row.name, " by ", chunk_bytes));
      const DecodedText decoded = DecodeAll(row.bytes, chunk_bytes);
      EXPECT_EQ(decoded.text, mixed);
      EXPECT_TRUE(decoded.flaws.empty());
    }
  }
}

TEST(Utf8DecoderTest, DecodesLegacyEncodings) {
  struct Row {
    const char* encoding;
    std::string bytes;
    const char* text;
  };
  const Row rows[] = {
      {"GB2312", "\xD0\xC2\xCE\xC5", "新闻"},
      {"GB18030", "\xD0\xC2\x94\x39\xFC\x36", "新😀"},
      {"Big5", "\xB7\x73\xBB\x44", "新聞"},
      {"EUC-KR", "\xB4\xBA\xBD\xBA", "뉴스"},
      {"ks_c_5601-1987", "\xB4\xBA\x8C\x63", "뉴똠"},
      {"Shift_JIS", "\x83\x6A", "ニ"},
      {"iso-8859-1", "caf\xE9 \x80", "café €"},
      {"windows-1251", "\xCD\xE5\xF2", "Нет"},
      {"GB_2312-80", "\xD0\xC2\xCE\xC5", "新闻"},
      {"HZ", "~{PBNE~} ~~ ok", "新闻 ~ ok"},
      {"ISO-2022-JP", "\x1B$B%K%e!<%9\x1B(B.", "ニュース."},
      {"UTF-7", "+ZbCV+w- 1 +- 1", "新闻 1 + 1"},
  };
  for (const Row& row : rows) {
    const std::string declaration =
        absl::StrCat("<?xml version='1.0' encoding='", row.encoding, "'?>\n");
    for (const size_t chunk_bytes : {1, 3, 1000}) {
      SCOPED_TRACE(absl::StrCat(row.encoding, " by ", chunk_bytes));
      const DecodedText decoded =
          DecodeAll(declaration + row.bytes, chunk_bytes);
      EXPECT_EQ(decoded.text, declaration + row.text);
      EXPECT_TRUE(decoded.flaws.empty());
    }
  }
}

TEST(Utf8DecoderTest, DecodesWhatBeginsWithAShift) {
  const std::string declaration =
      "<?xml version='1.0' encoding='ISO-2022-KR'?>";
  for (const size_t chunk_bytes : {1, 3, 1000}) {
    const DecodedText decoded =
        DecodeAll("\x1B$)C" + declaration + "\x0EGQ19\x0F ok", chunk_bytes);
    EXPECT_EQ(decoded.text, declaration + "한국 ok");
    EXPECT_TRUE(decoded.flaws.empty());
  }
}

TEST(Utf8DecoderTest, DecodesNothingOfWhatIsRefused) {
  const std::string file = "<?xml version='1.0' encoding='x-none'?><tmx/>";
  for (const size_t chunk_bytes : {1, 1000}) {
    EXPECT_EQ(DecodeAll(file, chunk_bytes).text, "");
  }
}

TEST(Utf8DecoderTest, DecodesLongLegacyText) {
  std::string bytes = "<?xml version='1.0' encoding='EUC-KR'?>";
  std::string text = bytes;
  for (int k = 0; k < 50'000; ++k) {
    bytes += "a\xB4\xBA";
    text += "a뉴";
  }
  EXPECT_EQ(DecodeAll(bytes, 4097).text, text);
}

TEST(Utf8DecoderTest, ListsInvalidBytesAndCharactersXmlForbids) {
  struct Row {
    const char* name;
    std::string bytes;
    std::string text;
    std::vector<Flaw> flaws;
  };
  const std::string gbk = "<?xml encoding='gbk'?>";
  const Row rows[] = {
      {"Latin 1 in UTF-8", "caf\xE9 ok", "caf ok", {Invalid(3)}},
      {"run of invalid bytes",
       "a\xFF\xFE\xFF"
       "b",
       "ab",
       {Invalid(1)}},
      {"overlong",
       "a\xC0\xAF"
       "b",
       "ab",
       {Invalid(1)}},
      {"beyond U+10FFFF", "abcd\xF4\x90\x80\x80", "abcd", {Invalid(4)}},
      {"cut off at the end", "abc\xE6\x96", "abc", {Invalid(3)}},
      {"cut off before ASCII", "abc\xE6\x96<", "abc<", {Invalid(3)}},
      {"control characters",
       "a\x01\x1F\x0B"
       "b",
       "ab",
       {Dropped(1, 1), Dropped(1, 0x1F), Dropped(1, 0xB)}},
      {"zero byte", std::string("abcd\0e", 6), "abcde", {Dropped(4, 0)}},
      {"kept controls", "a\t\n\r\x7F", "a\t\n\r\x7F", {}},
      {"U+FFFE and U+FFFF",
       "a\xEF\xBF\xBE\xEF\xBF\xBF",
       "a",
       {Dropped(1, 0xFFFE), Dropped(1, 0xFFFF)}},
      {"U+FFFD is a character", "a\xEF\xBF\xBD", "a\xEF\xBF\xBD", {}},
      {"surrogate in UTF-8", "abc\xED\xA0\x80", "abc", {Dropped(3, 0xD800)}},
      {"lone surrogate in UTF-16",
       std::string("<\0a\0\x00\xD8"
                   "b\0",
                   8),
       "<ab",
       {Dropped(2, 0xD800)}},
      {"odd byte after UTF-16", std::string("<\0a\0b", 5), "<a", {Invalid(2)}},
      {"UTF-32 out of range",
       std::string("<\0\0\0\0\0\x11\0", 8),
       "<",
       {Invalid(1)}},
      {"no such GBK character",
       gbk + "ab\xFF"
             "c",
       gbk + "abc",
       {Invalid(static_cast<int64_t>(gbk.size()) + 2)}},
      {"GBK cut off",
       gbk + "ab\xD0",
       gbk + "ab",
       {Invalid(static_cast<int64_t>(gbk.size()) + 2)}},
  };
  for (const Row& row : rows) {
    for (const size_t chunk_bytes : {1, 2, 1000}) {
      SCOPED_TRACE(absl::StrCat(row.name, " by ", chunk_bytes));
      const DecodedText decoded = DecodeAll(row.bytes, chunk_bytes);
      EXPECT_EQ(decoded.text, row.text);
      EXPECT_EQ(FlawsOf(decoded), row.flaws);
    }
  }
}

}  // namespace
}  // namespace presstm
