// Earlier states through the front door: what is restored is found again.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/tm_store/translation_memory_fixture.h"

namespace presstm {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class HistoryTest : public TranslationMemoryFixture {};

TEST_F(HistoryTest, ARestoredRevisionIsFoundInPlaceOfTheNewOne) {
  TranslationUnit unit = Add({{"en", "old text"}, {"ko", "옛글"}});
  unit.variants[0].segment.text = "different words";
  ASSERT_OK(tm_->UpdateUnit("press", unit, 1, "t"));
  EXPECT_THAT(Find(Request("old text", "en", "ko")), IsEmpty());
  ASSERT_OK_AND_ASSIGN(const TranslationUnit restored,
                       tm_->RestoreUnit("press", unit.id, 0, 2, "t"));
  EXPECT_EQ(restored.revision, 3);
  EXPECT_THAT(Find(Request("old text", "en", "ko")), SizeIs(1));
  EXPECT_THAT(Find(Request("different words", "en", "ko")), IsEmpty());
}

TEST_F(HistoryTest, ARestoredUnitIsFoundAgain) {
  const TranslationUnit unit = Add({{"en", "some text"}, {"ko", "글"}});
  ASSERT_OK(tm_->DeleteUnit("press", unit.id, 1, "t"));
  EXPECT_THAT(Find(Request("some text", "en", "ko")), IsEmpty());
  ASSERT_OK(tm_->RestoreUnit("press", unit.id, 0, 0, "t"));
  ASSERT_THAT(Find(Request("some text", "en", "ko")), SizeIs(1));
  ASSERT_NO_FATAL_FAILURE(Reopen());
  EXPECT_THAT(Find(Request("some text", "en", "ko")), SizeIs(1));
}

TEST_F(HistoryTest, AnotherMemorysUnitIsNotThere) {
  const TranslationUnit unit = Add({{"en", "some text"}, {"ko", "글"}});
  ASSERT_OK(tm_->CreateMemory({.name = "other"}, "t"));
  const auto not_found = IsError(absl::StatusCode::kNotFound,
                                 ErrorReason::kTranslationUnitNotFound);
  EXPECT_THAT(tm_->ListRevisions("other", unit.id, 0, 10), not_found);
  EXPECT_THAT(tm_->RestoreUnit("other", unit.id, 1, 0, "t"), not_found);
  EXPECT_THAT(tm_->ListRevisions("press", {77}, 0, 10), not_found);
  EXPECT_THAT(*tm_->ListRevisions("press", unit.id, 0, 10), SizeIs(1));
  EXPECT_THAT(*tm_->ListChanges("press", 0, 10), SizeIs(2));
  EXPECT_THAT(*tm_->ListChanges("", 0, 10), SizeIs(3));
  EXPECT_THAT(
      tm_->ListChanges("none", 0, 10),
      IsError(absl::StatusCode::kNotFound, ErrorReason::kMemoryNotFound));
}

}  // namespace
}  // namespace presstm
