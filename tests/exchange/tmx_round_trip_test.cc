// Random documents, read, written and read again.
#include <random>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/exchange/random_tmx.h"
#include "tests/exchange/tmx_dtd_check.h"
#include "tests/exchange/tmx_test_reading.h"
#include "tests/support/status_matchers.h"
#include "tm_store/exchange/tmx_date.h"
#include "tm_store/exchange/tmx_writer.h"

namespace presstm {
namespace {

constexpr uint32_t kSeed = 20'240'517;
constexpr int kRounds = 300;

TEST(TmxRoundTripTest, GivesEqualUnitsBack) {
  RandomTmx random(kSeed);
  int units = 0;
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(absl::StrCat("seed ", kSeed, ", round ", round));
    const std::string document = random.Document();
    const TmxContents first = ReadTmx(document);
    ASSERT_OK(first.status) << document;
    ASSERT_OK_AND_ASSIGN(
        const TmxWriter writer,
        TmxWriter::Create({.source_language = round % 2 == 0 ? "en" : ""}));
    std::string written = writer.Header();
    for (const FileUnit& unit : first.units) written += writer.Unit(unit.unit);
    written += writer.Footer();
    EXPECT_EQ(FindDtdFault(written), "") << written;
    const TmxContents second = ReadTmx(written);
    ASSERT_OK(second.status);
    EXPECT_THAT(second.problems, testing::IsEmpty());
    ASSERT_EQ(second.units.size(), first.units.size()) << written;
    for (size_t k = 0; k < first.units.size(); ++k) {
      ASSERT_EQ(second.units[k].unit, first.units[k].unit)
          << document << written;
    }
    units += static_cast<int>(first.units.size());
  }
  EXPECT_GT(units, kRounds);
}

TEST(TmxRoundTripTest, GivesUnitsOfTheApiBack) {
  RandomTmx random(kSeed);
  ASSERT_OK_AND_ASSIGN(const TmxWriter writer, TmxWriter::Create({}));
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(absl::StrCat("seed ", kSeed, ", round ", round));
    const TranslationUnit unit = random.ApiUnit();
    const std::string written =
        absl::StrCat(writer.Header(), writer.Unit(unit), writer.Footer());
    EXPECT_EQ(FindDtdFault(written), "");
    const TmxContents contents = ReadTmx(written);
    ASSERT_EQ(contents.units.size(), 1) << written;
    EXPECT_EQ(contents.units[0].unit, unit) << written;
  }
}

}  // namespace
}  // namespace presstm
