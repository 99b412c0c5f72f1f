#include "tm_store/maintenance.h"

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/support/test_data.h"
#include "tests/tm_store/translation_memory_fixture.h"
#include "tm_store/index_check.h"
#include "tm_store/index_registry.h"
#include "tm_store/write_queue.h"

namespace presstm {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class MaintenanceTest : public TranslationMemoryFixture {
 protected:
  static void ExpectInOrder(const absl::StatusOr<CheckResult>& result,
                            int64_t checked) {
    ASSERT_OK(result);
    EXPECT_THAT(result->problems, IsEmpty());
    EXPECT_EQ(result->checked_count, checked);
  }

  CompactReport Compact(const CompactOptions& options) {
    auto report = tm_->maintenance().Compact(
        options, {}, [](const CompactReport&) { return absl::OkStatus(); });
    EXPECT_OK(report);
    return report.value_or(CompactReport());
  }

  // Two units that say the same, made so by changing the second.
  std::vector<TranslationUnit> AddDuplicates(const std::string& text) {
    const TranslationUnit first = Add({{"en", text}, {"ko", "글"}});
    TranslationUnit second = Add({{"en", text + " else"}, {"ko", "글"}});
    second.variants[0].segment.text = text;
    second.notes = {"of the second"};
    auto updated = tm_->UpdateUnit("press", second, 0, "t");
    EXPECT_OK(updated);
    return {first, *updated};
  }
};

TEST_F(MaintenanceTest, AllChecksPassOnWhatWasWritten) {
  TranslationUnit full = MakeUnit({{"zh-TW", "繁體 <x>"},
                                   {"zh-CN", "简体 & \r\n行"},
                                   {"en", "…!?"},
                                   {"ko-KR", "한국어"}});
  full.source_language = "en";
  full.variants[2].segment.codes = {
      {.kind = InlineCodeKind::kStandalone, .position_bytes = 3, .number = 1}};
  full.contexts = {{.language = "en", .previous_text = "a|b", .key = "k"}};
  full.properties = {{"p", "v"}, {"p", ""}};
  full.notes = {"note"};
  full.document = "d.docx";
  full.external_id = "e";
  full.origin = Origin::kAligned;
  full.status = TranslationStatus::kDraft;
  full.usage_count = 4;
  Add(full);
  // Codes whose other end is missing, which TMX has as <it>.
  TranslationUnit halves = MakeUnit({{"en", "halves"}, {"ko", "반쪽"}});
  halves.variants[0].segment.codes = {
      {.kind = InlineCodeKind::kClose, .number = 1, .content = "</b>"},
      {.kind = InlineCodeKind::kOpen,
       .position_bytes = 2,
       .number = 2,
       .content = "<i>",
       .element = TmxElement::kHi}};
  Add(halves);
  for (int k = 0; k < 50; ++k) {
    Add({{"en", "OK"}, {"ko", absl::StrCat("확인 ", k)}});
  }
  Add({{"en", "alone"}});
  for (const bool reopened : {false, true}) {
    SCOPED_TRACE(reopened);
    EXPECT_OK(tm_->maintenance().CheckFile());
    ExpectInOrder(tm_->maintenance().CheckUnits({}), 53);
    ExpectInOrder(tm_->maintenance().CheckIndex({}), 4 + 2 + 100 + 1);
    ExpectInOrder(tm_->maintenance().CheckTmxRoundTrip({}), 53);
    ASSERT_NO_FATAL_FAILURE(Reopen());
  }
}

TEST_F(MaintenanceTest, ChecksHoldWhileOthersWrite) {
  for (int k = 0; k < 300; ++k) {
    Add({{"en", absl::StrCat("before ", k)}, {"ko", "글"}});
  }
  std::thread writer([this] {
    for (int k = 0; k < 200; ++k) {
      const TranslationUnit unit =
          Add({{"en", absl::StrCat("during ", k)}, {"ko", "글"}});
      if (k % 2 == 0) {
        EXPECT_OK(tm_->DeleteUnit("press", unit.id, 0, "t"));
      }
      EXPECT_OK(tm_->DeleteUnit("press", {k + 1}, 0, "t"));
    }
  });
  for (int round = 0; round < 5; ++round) {
    const auto result = tm_->maintenance().CheckIndex({});
    ASSERT_OK(result);
    EXPECT_THAT(result->problems, IsEmpty());
  }
  writer.join();
}

TEST_F(MaintenanceTest, FindsWhatTheIndexLacksAndHasTooMuch) {
  tm_.reset();
  auto database = *TmDatabase::Open(path(), {});
  IndexRegistry indexes;
  ASSERT_OK(indexes.Load(*database));
  WriteQueue writes(*database, [](absl::Span<const UnitChange>) {});
  const MemoryId memory = database->GetMemory("press")->id;
  TranslationUnit unit = MakeUnit({{"en", "not indexed"}, {"ko", "글"}});
  unit.memory_id = memory;
  ASSERT_OK(writes.Run({.run = [&](WriteTransaction& transaction) {
    return transaction.Write(unit, WriteRule::kKeepAll).status();
  }}));
  const auto lacking = CheckIndex(*database, indexes, writes, {});
  ASSERT_OK(lacking);
  EXPECT_THAT(lacking->problems,
              Contains(HasSubstr("translation unit 1 is not in the index")));
  // Now with it, and then with one that the database does not have.
  ASSERT_OK_AND_ASSIGN(TranslationUnit stranger, database->GetUnit({1}));
  indexes.Apply({{.before = std::nullopt, .after = stranger}});
  ASSERT_OK_AND_ASSIGN(const CheckResult equal,
                       CheckIndex(*database, indexes, writes, {}));
  EXPECT_THAT(equal.problems, IsEmpty());
  stranger.id = {5};
  indexes.Apply({{.before = std::nullopt, .after = stranger}});
  const auto excess = CheckIndex(*database, indexes, writes, {});
  ASSERT_OK(excess);
  EXPECT_THAT(excess->problems,
              Contains(HasSubstr("has 2 segments, the database 1")));
}

TEST_F(MaintenanceTest, MergesDuplicatesIntoTheOldest) {
  const std::vector<TranslationUnit> a = AddDuplicates("first text");
  const std::vector<TranslationUnit> b = AddDuplicates("second text");
  Add({{"en", "first text"}, {"ko", "다른 글"}});  // Says something else.
  const CompactReport dry = Compact({.dry_run = true});
  EXPECT_EQ(dry.merged_units, 2);
  EXPECT_EQ(dry.checked_units, 5);
  EXPECT_THAT(*tm_->ListUnits("press", {}, {}, 100), SizeIs(5));
  const CompactReport report = Compact({.actor = "boss"});
  EXPECT_EQ(report.merged_units, 2);
  ASSERT_OK_AND_ASSIGN(const std::vector<Change> history,
                       tm_->ListRevisions("press", b[1].id, 0, 10));
  EXPECT_EQ(history.back().kind, ChangeKind::kDelete);
  EXPECT_EQ(history.back().actor, "boss");
  EXPECT_EQ(tm_->GetMemory("press")->translation_unit_count, 3);
  ASSERT_OK_AND_ASSIGN(const TranslationUnit kept,
                       tm_->GetUnit("press", a[0].id));
  EXPECT_THAT(kept.notes, ElementsAre("of the second"));
  EXPECT_THAT(tm_->GetUnit("press", a[1].id),
              IsCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(Find(Request("second text", "en", "ko")), SizeIs(1));
  ExpectInOrder(tm_->maintenance().CheckIndex({}), 6);
  ExpectInOrder(tm_->maintenance().CheckUnits({}), 3);
  EXPECT_EQ(Compact({}).merged_units, 0);
  // It can be undone like any change.
  EXPECT_OK(tm_->RestoreUnit("press", b[1].id, 0, 0, "t"));
}

TEST_F(MaintenanceTest, DuplicatesOfOtherMemoriesStay) {
  ASSERT_OK(tm_->CreateMemory({.name = "other"}, "t"));
  Add({{"en", "text"}, {"ko", "글"}});
  Add({{"en", "text"}, {"ko", "글"}}, "other");
  EXPECT_EQ(Compact({}).merged_units, 0);
}

TEST_F(MaintenanceTest, GivesFreeSpaceBack) {
  std::vector<TranslationUnit> units;
  for (int k = 0; k < 100; ++k) {
    units.push_back(
        Add({{"en", absl::StrCat(k, std::string(30'000, 'x'))}, {"ko", "글"}}));
  }
  for (const TranslationUnit& unit : units) {
    ASSERT_OK(tm_->DeleteUnit("press", unit.id, 0, "t"));
  }
  // The change log keeps them, unless it is told not to.
  const absl::Duration nothing = absl::Nanoseconds(1);
  const CompactReport dry = Compact({.dry_run = true, .keep_history = nothing});
  EXPECT_EQ(dry.removed_changes, 201);
  const CompactReport report = Compact({.keep_history = nothing});
  EXPECT_EQ(report.removed_changes, 201);
  EXPECT_LT(report.size_bytes_after, report.size_bytes_before / 10);
  EXPECT_LT(std::filesystem::file_size(path()), 200'000);
  EXPECT_THAT(tm_->RestoreUnit("press", units[0].id, 0, 0, "t"),
              IsCode(absl::StatusCode::kNotFound));
  Add({{"en", "after"}, {"ko", "글"}});
  EXPECT_OK(tm_->maintenance().CheckFile());
  ExpectInOrder(tm_->maintenance().CheckUnits({}), 1);
}

TEST_F(MaintenanceTest, StopsWhenNobodyWaits) {
  AddDuplicates("text");
  const Deadline over = {.cancelled = [] { return true; }};
  const auto cancelled = IsCode(absl::StatusCode::kCancelled);
  EXPECT_THAT(tm_->maintenance().BackUp(over), cancelled);
  EXPECT_THAT(tm_->maintenance().CheckTmxRoundTrip(over), cancelled);
  EXPECT_THAT(
      tm_->maintenance().Compact(
          {}, over, [](const CompactReport&) { return absl::OkStatus(); }),
      cancelled);
  EXPECT_THAT(*tm_->ListUnits("press", {}, {}, 100), SizeIs(2));
}

}  // namespace
}  // namespace presstm
