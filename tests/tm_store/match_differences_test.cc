#include "tm_store/match_differences.h"

#include <random>

#include "gmock/gmock.h"
#include "tests/support/test_data.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

// Stretches as "=same", "-only query", "+only source", "query>source".
std::string Show(const std::string& query, const std::string& source,
                 const char* language) {
  const TextUnits query_units = ToTextUnits(query, language);
  const TextUnits source_units = ToTextUnits(source, language);
  std::string shown;
  for (const Difference& d :
       FindDifferences({query, query_units}, {source, source_units})) {
    const std::string q = query.substr(d.query_begin_bytes,
                                       d.query_end_bytes - d.query_begin_bytes);
    const std::string s = source.substr(
        d.source_begin_bytes, d.source_end_bytes - d.source_begin_bytes);
    shown += "[";
    switch (d.kind) {
      case DifferenceKind::kEqual:
        shown += "=" + q + (q == s ? "" : "~" + s);
        break;
      case DifferenceKind::kReplace:
        shown += q + ">" + s;
        break;
      case DifferenceKind::kInsert:
        shown += "+" + s;
        break;
      case DifferenceKind::kDelete:
        shown += "-" + q;
        break;
    }
    shown += "]";
  }
  return shown;
}

TEST(MatchDifferencesTest, LiesInTheOriginalTexts) {
  const struct {
    const char* name;
    const char* language;
    const char* query;
    const char* source;
    const char* shown;
  } kCases[] = {
      {"Chinese", "zh", "外交部的发言人", "外交部发言人们",
       "[=外交部][-的][=发言人][+们]"},
      {"Traditional", "zh", "國會議員", "国会成员",
       "[=國會~国会][議>成][=員~员]"},
      {"Korean", "ko", "대통령은 말했다", "대통령이 말했다",
       "[=대통령][은>이][= 말했다]"},
      {"decomposed Korean", "ko", "\u1112\u1161\u11ab국", "한국은",
       "[=\u1112\u1161\u11ab국~한국][+은]"},
      {"English", "en", "The red fox", "the fox", "[=The ~the ][-red ][=fox]"},
      {"combining accent", "en", "cafe\u0301 noir", "café rouge",
       "[=cafe\u0301 ~café ][noir>rouge]"},
      {"full width", "en", "ＡＢＣ one", "abc two", "[=ＡＢＣ ~abc ][one>two]"},
      {"mixed", "zh", "用gRPC写的API", "用 gRPC 写的服务",
       "[=用][+ ][=gRPC][+ ][=写的][API>服务]"},
      {"numbers", "en", "12 of 30 members", "12 of 31 members",
       "[=12 of ][30>31][= members]"},
      {"number written otherwise", "en", "1,000 won", "1000 won",
       "[=1,000 won~1000 won]"},
      {"beyond the first plane", "zh", "😀好", "😃好", "[😀>😃][=好]"},
      {"one character of four", "zh", "㍿东方", "株式公社东方",
       "[㍿>株式公社][=东方]"},
      {"the same written out", "zh", "㍿", "株式会社", "[=㍿~株式会社]"},
      {"nothing in common", "en", "one", "two", "[one>two]"},
      {"no units", "en", "***", "**", "[=**][-*]"},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.name);
    EXPECT_EQ(Show(test.query, test.source, test.language), test.shown);
  }
}

// Stretches follow on one another, cover both texts and cut no character.
TEST(MatchDifferencesTest, CoversBothTexts) {
  constexpr unsigned kSeed = 5;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (int k = 0; k < 3000; ++k) {
    const std::string query = RandomText(random, 12);
    const std::string source =
        k % 2 == 0 ? Mutate(query, 3, random) : RandomText(random, 12);
    const char* language = k % 3 == 0 ? "zh" : k % 3 == 1 ? "ko" : "en";
    const TextUnits query_units = ToTextUnits(query, language);
    const TextUnits source_units = ToTextUnits(source, language);
    size_t query_end = 0;
    size_t source_end = 0;
    for (const Difference& d :
         FindDifferences({query, query_units}, {source, source_units})) {
      ASSERT_EQ(d.query_begin_bytes, query_end);
      ASSERT_EQ(d.source_begin_bytes, source_end);
      ASSERT_GE(d.query_end_bytes, d.query_begin_bytes);
      ASSERT_GE(d.source_end_bytes, d.source_begin_bytes);
      query_end = d.query_end_bytes;
      source_end = d.source_end_bytes;
      ASSERT_TRUE(IsValidUtf8(query.substr(0, query_end)));
      ASSERT_TRUE(IsValidUtf8(source.substr(0, source_end)));
    }
    if (query_units.tokens.empty() && source_units.tokens.empty()) continue;
    ASSERT_EQ(query_end, query.size()) << query << " | " << source;
    ASSERT_EQ(source_end, source.size()) << query << " | " << source;
  }
}

}  // namespace
}  // namespace presstm
