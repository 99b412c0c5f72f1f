// What writes answer where a memory warns of slips.
#include "gmock/gmock.h"
#include "tests/server/server_fixture.h"

namespace presstm {
namespace {

using Stub = v1::TranslationMemoryService::Stub;

class QualityWarningsTest : public ServerTest {
 protected:
  QualityWarningsTest() {
    v1::CreateMemoryRequest request;
    request.set_memory_id("press");
    request.mutable_memory()->set_checks_quality(true);
    EXPECT_TRUE(Call(&Stub::CreateMemory, request, memory_).ok());
  }

  static v1::TranslationUnit Slip() {
    return MakeUnit({{"en", "12.3 percent more"}, {"ko", "늘었다"}});
  }

  static void ExpectWarned(const v1::TranslationUnit& unit) {
    ASSERT_EQ(unit.quality_warnings_size(), 1);
    const v1::QualityWarning& warning = unit.quality_warnings(0);
    EXPECT_EQ(warning.issue(), v1::QUALITY_ISSUE_MISSING_NUMBER);
    EXPECT_EQ(warning.source_language_code(), "en");
    EXPECT_EQ(warning.target_language_code(), "ko");
    EXPECT_EQ(warning.message(), "ko lacks the number 12.3");
  }

  v1::TranslationUnit Create() {
    v1::CreateTranslationUnitRequest request;
    request.set_parent(memory_.name());
    *request.mutable_translation_unit() = Slip();
    v1::TranslationUnit unit;
    EXPECT_TRUE(Call(&Stub::CreateTranslationUnit, request, unit).ok());
    return unit;
  }

  v1::Memory memory_;
};

TEST_F(QualityWarningsTest, AreInTheAnswersToWrites) {
  EXPECT_TRUE(memory_.checks_quality());
  const v1::TranslationUnit created = Create();
  ExpectWarned(created);

  v1::BatchCreateTranslationUnitsRequest batch;
  batch.set_parent(memory_.name());
  *batch.add_translation_units() = Slip();
  v1::BatchCreateTranslationUnitsResponse written;
  ASSERT_TRUE(Call(&Stub::BatchCreateTranslationUnits, batch, written).ok());
  ExpectWarned(written.results(0).written().translation_unit());

  v1::UpdateTranslationUnitRequest update;
  *update.mutable_translation_unit() = created;
  update.mutable_translation_unit()->set_document("a.docx");
  v1::TranslationUnit updated;
  ASSERT_TRUE(Call(&Stub::UpdateTranslationUnit, update, updated).ok());
  EXPECT_EQ(updated.document(), "a.docx");
  ExpectWarned(updated);
}

TEST_F(QualityWarningsTest, AreNotStored) {
  v1::GetTranslationUnitRequest request;
  request.set_name(Create().name());
  v1::TranslationUnit unit;
  ASSERT_TRUE(Call(&Stub::GetTranslationUnit, request, unit).ok());
  EXPECT_EQ(unit.quality_warnings_size(), 0);
}

TEST_F(QualityWarningsTest, EndWithTheMemorysWish) {
  v1::UpdateMemoryRequest request;
  request.mutable_memory()->set_name(memory_.name());
  request.mutable_update_mask()->add_paths("checks_quality");
  ASSERT_TRUE(Call(&Stub::UpdateMemory, request, memory_).ok());
  EXPECT_FALSE(memory_.checks_quality());
  EXPECT_EQ(Create().quality_warnings_size(), 0);
}

}  // namespace
}  // namespace presstm
