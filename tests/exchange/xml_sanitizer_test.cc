#include "tm_store/exchange/xml_sanitizer.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr char kBad[] = "\xEF\xBF\xBD";

struct Sanitized {
  absl::Status status;
  std::string text;
  std::vector<XmlFlaw> flaws;
  std::map<char32_t, int64_t> dropped;
};

Sanitized Sanitize(absl::string_view bytes, size_t chunk_bytes) {
  Utf8Decoder decoder;
  XmlSanitizer sanitizer;
  Sanitized result;
  while (!bytes.empty()) {
    result.status.Update(sanitizer.Feed(
        decoder.Feed(bytes.substr(0, chunk_bytes)), result.text));
    bytes.remove_prefix(std::min(bytes.size(), chunk_bytes));
  }
  result.status.Update(sanitizer.Feed(decoder.Finish(), result.text));
  result.status.Update(sanitizer.Finish(result.text));
  result.flaws.assign(sanitizer.flaws().begin(), sanitizer.flaws().end());
  result.dropped = sanitizer.dropped_characters();
  return result;
}

TEST(XmlSanitizerTest, MendsWhatAParserWouldStopAt) {
  struct Row {
    const char* name;
    std::string in;
    std::string out;
  };
  const Row rows[] = {
      {"plain", "<a b='c'>text</a>", "<a b='c'>text</a>"},
      {"predefined entities", "<a>&amp;&lt;&gt;&quot;&apos;</a>",
       "<a>&amp;&lt;&gt;&quot;&apos;</a>"},
      {"good references", "<a>&#xAC00;&#8364;</a>", "<a>&#xAC00;&#8364;</a>"},
      {"illegal reference", "<a>x&#x1F;y&#0;z</a>", "<a>xyz</a>"},
      {"illegal reference in attribute", "<a b='&#1;c'/>", "<a b='c'/>"},
      {"lone surrogate reference", "<a>x&#xD800;y&#56320;</a>", "<a>xy</a>"},
      {"surrogate pair", "<a>&#xD83D;&#xDE00;</a>", "<a>&#x1F600;</a>"},
      {"surrogate pair, decimal", "<a>&#55357;&#56832;</a>",
       "<a>&#x1F600;</a>"},
      {"high surrogate, other reference", "<a>&#xD83D;&amp;</a>",
       "<a>&amp;</a>"},
      {"two high surrogates", "<a>&#xD83D;&#xD83D;&#xDE00;</a>",
       "<a>&#x1F600;</a>"},
      {"reference beyond Unicode", "<a>&#x110000;&#99999999999;</a>",
       "<a></a>"},
      {"undefined entity", "<a>x&nbsp;y</a>",
       absl::StrCat("<a>x", kBad, "y</a>")},
      {"bare ampersand stays", "<a>AT&T & co; &; &#;</a>",
       "<a>AT&T & co; &; &#;</a>"},
      {"references in CDATA are text", "<a><![CDATA[&#1;&x;<b>]]></a>",
       "<a><![CDATA[&#1;&x;<b>]]></a>"},
      {"comment", "<a>x<!-- &#1; <b> -- > -->y</a>", "<a>xy</a>"},
      {"comment of lines", "<a>x<!--1\n2\r\n3\r4-->y</a>",
       "<a>x<!--\n\n\n-->y</a>"},
      {"declaration", "\n<?xml version='1.0'?>\n<a/>", "\n\n<a/>"},
      {"instruction", "<a>x<?go <b> ?>y</a>", "<a>xy</a>"},
      {"greater than in attribute", "<a b='>&#1;' c=\">\">&#1;</a>",
       "<a b='>' c=\">\"></a>"},
      {"document type",
       "<!DOCTYPE a SYSTEM \"x>\" [ <!-- don't > ] --> <!ELEMENT a ANY> ]><a/>",
       "<!DOCTYPE a SYSTEM \"x>\" [  <!ELEMENT a ANY> ]><a/>"},
      {"invalid bytes", "<a>x\xFFy</a>", absl::StrCat("<a>x", kBad, "y</a>")},
      {"invalid bytes in comment", "<a>x<!-- \xFF -->y</a>", "<a>xy</a>"},
      {"invalid bytes in reference", "<a>&am\xFFp;</a>",
       absl::StrCat("<a>&am", kBad, "p;</a>")},
      {"cut off in reference", "<a>&#x1", "<a>&#x1"},
      {"cut off in tag", "<a b='", "<a b='"},
      {"cut off after less than", "<", "<"},
      {"cut off in opening", "<![CDA", "<![CDA"},
      {"Chinese and Korean", "<a>新闻&#1;뉴스</a>", "<a>新闻뉴스</a>"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Sanitized whole = Sanitize(row.in, 1000);
    EXPECT_OK(whole.status);
    EXPECT_EQ(whole.text, row.out);
    for (const size_t chunk_bytes : {1, 2, 3, 7}) {
      const Sanitized pieces = Sanitize(row.in, chunk_bytes);
      EXPECT_EQ(pieces.flaws, whole.flaws);
      EXPECT_EQ(pieces.dropped, whole.dropped);
      // Line ends of a comment may be split over several.
      if (std::string(row.name) != "comment of lines") {
        EXPECT_EQ(pieces.text, whole.text);
      } else {
        EXPECT_EQ(std::ranges::count(pieces.text, '\n'), 3);
      }
    }
  }
}

TEST(XmlSanitizerTest, CountsDroppedCharacters) {
  const Sanitized result =
      Sanitize("<a b='&#1;'>\x01&#x1F;&#xD800;&#xD83D;&#xDE00;\x02</a>", 3);
  EXPECT_THAT(result.dropped, ElementsAre(Pair(1, 2), Pair(2, 1), Pair(0x1F, 1),
                                          Pair(0xD800, 1)));
  EXPECT_EQ(result.flaws.size(), 5);
}

TEST(XmlSanitizerTest, TellsWhereFlawsAre) {
  const Sanitized result = Sanitize("<a>12\xFF&nbsp;&#1;</a>", 4);
  ASSERT_EQ(result.flaws.size(), 3);
  EXPECT_EQ(result.flaws[0].kind, XmlFlawKind::kInvalidBytes);
  EXPECT_EQ(result.flaws[0].offset_bytes, 5);
  EXPECT_EQ(result.flaws[1].kind, XmlFlawKind::kUndefinedEntity);
  EXPECT_EQ(result.flaws[1].entity, "nbsp");
  EXPECT_EQ(result.flaws[1].offset_bytes, 8);
  EXPECT_EQ(result.flaws[2].kind, XmlFlawKind::kIllegalCharacter);
  EXPECT_EQ(result.flaws[2].offset_bytes, 11);
}

TEST(XmlSanitizerTest, RefusesEndlessTags) {
  for (const char* opening : {"<a b='", "<!DOCTYPE a [", "<a ", "<"}) {
    SCOPED_TRACE(opening);
    const std::string text =
        absl::StrCat(opening, std::string(2 * kMaxMarkupBytes, 'x'));
    EXPECT_THAT(Sanitize(text, 65'536).status,
                IsError(absl::StatusCode::kResourceExhausted,
                        ErrorReason::kTmxMalformed));
  }
}

TEST(XmlSanitizerTest, KeepsNothingOfEndlessComments) {
  XmlSanitizer sanitizer;
  std::string out;
  EXPECT_OK(sanitizer.Feed({.text = "<a><!--"}, out));
  for (int k = 0; k < 1000; ++k) {
    EXPECT_OK(sanitizer.Feed({.text = std::string(10'000, 'x')}, out));
  }
  EXPECT_EQ(out, "<a>");
  EXPECT_THAT(sanitizer.Finish(out), IsError(absl::StatusCode::kInvalidArgument,
                                             ErrorReason::kTmxMalformed));
}

TEST(XmlSanitizerTest, ListsABoundedNumberOfDroppedCharacters) {
  const Sanitized result =
      Sanitize("<a>" + std::string(300'000, '\x01') + "\xFF</a>", 65'536);
  EXPECT_EQ(result.dropped.at(1), 300'000);
  EXPECT_EQ(result.flaws.size(), XmlSanitizer::kMaxPendingFlaws + 1);
  EXPECT_EQ(result.flaws.back().kind, XmlFlawKind::kInvalidBytes);
}

}  // namespace
}  // namespace presstm
