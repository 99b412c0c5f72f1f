// Random documents, read, written and read again.
#include <random>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/exchange/random_tmx.h"
#include "tests/exchange/tmx_dtd_check.h"
#include "tests/exchange/tmx_test_reading.h"
#include "tests/support/status_matchers.h"
#include "tm_store/exchange/json_fields.h"
#include "tm_store/exchange/tmx_date.h"
#include "tm_store/exchange/tmx_writer.h"
#include "tm_store/exchange/xml_text.h"

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

// A code of no element is read as the element it was written as, and its
// content as XML.
void ForgetElements(TranslationUnit& unit) {
  for (Variant& variant : unit.variants) {
    for (InlineCode& code : variant.segment.codes) {
      if (code.content_is_xml) code.content = XmlFragmentText(code.content);
      code = {.kind = code.kind,
              .position_bytes = code.position_bytes,
              .number = code.number,
              .content = code.content,
              .type = code.type};
    }
  }
}

// Whatever the API takes comes back, so a memory that is exported is not lost.
TEST(TmxRoundTripTest, GivesUnitsOfTheApiBack) {
  RandomTmx random(kSeed);
  ASSERT_OK_AND_ASSIGN(const TmxWriter writer, TmxWriter::Create({}));
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(absl::StrCat("seed ", kSeed, ", round ", round));
    TranslationUnit unit = random.ApiUnit();
    const std::string written =
        absl::StrCat(writer.Header(), writer.Unit(unit), writer.Footer());
    EXPECT_EQ(FindDtdFault(written), "");
    const TmxContents contents = ReadTmx(written);
    ASSERT_EQ(contents.units.size(), 1) << written;
    EXPECT_THAT(contents.problems, testing::IsEmpty());
    TranslationUnit read = contents.units[0].unit;
    ForgetElements(read);
    ForgetElements(unit);
    EXPECT_EQ(ToText(UnitToJson(read)), ToText(UnitToJson(unit))) << written;
    EXPECT_TRUE(read == unit);
  }
}

}  // namespace
}  // namespace presstm
