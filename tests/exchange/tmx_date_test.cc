#include "tm_store/exchange/tmx_date.h"

#include "gtest/gtest.h"

namespace presstm {
namespace {

TEST(TmxDateTest, ReadsIso8601) {
  struct Row {
    const char* text;
    const char* utc;  // Null: unreadable.
  };
  const Row rows[] = {
      {"20020125T210600Z", "2002-01-25T21:06:00"},
      {"2002-01-25T21:06:00Z", "2002-01-25T21:06:00"},
      {"2010-01-01T00:00:00", "2010-01-01T00:00:00"},
      {" 20020125T210600Z\n", "2002-01-25T21:06:00"},
      {"20020125t210600z", "2002-01-25T21:06:00"},
      {"2002-01-25 21:06:00", "2002-01-25T21:06:00"},
      {"20020125T210600.123Z", "2002-01-25T21:06:00"},
      {"20020125T210600,5+0900", "2002-01-25T12:06:00"},
      {"2002-01-25T21:06:00+09:00", "2002-01-25T12:06:00"},
      {"2002-01-25T21:06:00-03", "2002-01-26T00:06:00"},
      {"20020125T2106Z", "2002-01-25T21:06:00"},
      {"20020125T21Z", "2002-01-25T21:00:00"},
      {"20020125", "2002-01-25T00:00:00"},
      {"2002-01", "2002-01-01T00:00:00"},
      {"200201", "2002-01-01T00:00:00"},
      {"2002", "2002-01-01T00:00:00"},
      {"19000101T000000Z", "1900-01-01T00:00:00"},
      {"16010101T000000Z", "1601-01-01T00:00:00"},
      {"00010101T000000Z", "0001-01-01T00:00:00"},
      {"20161231T235960Z", "2017-01-01T00:00:00"},
      {"20020125T240000Z", "2002-01-26T00:00:00"},
      {"20000229", "2000-02-29T00:00:00"},
      {"19000229", nullptr},
      {"20021301T000000Z", nullptr},
      {"20020100", nullptr},
      {"20020125T250000Z", nullptr},
      {"20020125T216000Z", nullptr},
      {"20020125T210600X", nullptr},
      {"20020125T210600Z junk", nullptr},
      {"25/01/2002", nullptr},
      {"yesterday", nullptr},
      {"2002-", nullptr},
      {"", nullptr},
      {"二〇〇二", nullptr},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.text);
    const std::optional<absl::Time> time = ParseTmxDate(row.text);
    ASSERT_EQ(time.has_value(), row.utc != nullptr);
    if (row.utc == nullptr) continue;
    EXPECT_EQ(
        absl::FormatTime("%E4Y-%m-%dT%H:%M:%S", *time, absl::UTCTimeZone()),
        row.utc);
  }
}

TEST(TmxDateTest, WritesWhatItReads) {
  for (const char* text : {"20020125T210600Z", "19000101T000000Z",
                           "00000101T000000Z", "99991231T235959Z"}) {
    const std::optional<absl::Time> time = ParseTmxDate(text);
    ASSERT_TRUE(time.has_value()) << text;
    EXPECT_EQ(FormatTmxDate(*time), text);
  }
}

TEST(TmxDateTest, WritesNothingForUnknownTimes) {
  EXPECT_EQ(FormatTmxDate(absl::InfinitePast()), "");
  EXPECT_EQ(FormatTmxDate(absl::InfiniteFuture()), "");
}

}  // namespace
}  // namespace presstm
