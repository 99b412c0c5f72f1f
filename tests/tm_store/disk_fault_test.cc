// What a memory in use does when its disk fails (tests/storage/fault_vfs.h).
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/storage/fault_vfs.h"
#include "tests/tm_store/translation_memory_fixture.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

struct WriteFault {
  const char* name;
  DiskFault fault;
  absl::StatusCode code;
};

constexpr WriteFault kWriteFaults[] = {
    {"full", DiskFault::kFull, absl::StatusCode::kResourceExhausted},
    {"read only", DiskFault::kReadOnly, absl::StatusCode::kFailedPrecondition},
    {"syncs fail", DiskFault::kSyncFails, absl::StatusCode::kUnavailable},
};

class DiskFaultTest : public TranslationMemoryFixture {
 protected:
  void SetUp() override {
    TranslationMemoryFixture::SetUp();
    tm_.reset();
    vfs_ = std::make_unique<FaultVfs>();
    ASSERT_NO_FATAL_FAILURE(Reopen());
  }
  void TearDown() override {
    vfs_->SetFault(DiskFault::kNone);
    tm_.reset();
    vfs_.reset();
    TranslationMemoryFixture::TearDown();
  }

  void ExpectInOrder() {
    for (const auto& result :
         {tm_->maintenance().CheckFile(), tm_->maintenance().CheckUnits({}),
          tm_->maintenance().CheckIndex({})}) {
      ASSERT_OK(result);
      EXPECT_THAT(result->problems, IsEmpty());
    }
  }

  std::unique_ptr<FaultVfs> vfs_;
};

TEST_F(DiskFaultTest, WritesFailReadsGoOnNothingIsLost) {
  const TranslationUnit kept = Add({{"en", "kept"}, {"ko", "남은"}});
  for (const WriteFault& fault : kWriteFaults) {
    SCOPED_TRACE(fault.name);
    vfs_->SetFault(fault.fault);
    const TranslationUnit unit = MakeUnit({{"en", fault.name}, {"ko", "x"}});
    const auto refused =
        tm_->CreateUnit("press", unit, WriteRule::kUnspecified, "t");
    EXPECT_THAT(refused, IsCode(fault.code));
    EXPECT_THAT(std::string(refused.status().message()),
                testing::HasSubstr(path()));
    EXPECT_THAT(tm_->DeleteUnit("press", kept.id, 0, "t"), IsCode(fault.code));
    // Reads, of the database and of the index, see what was there before.
    EXPECT_EQ(tm_->GetUnit("press", kept.id).value_or(TranslationUnit()), kept);
    EXPECT_THAT(Find(Request("kept", "en", "ko")), SizeIs(1));
    EXPECT_THAT(Find(Request(fault.name, "en", "ko")), IsEmpty());
    // And all is well once the disk is.
    vfs_->SetFault(DiskFault::kNone);
    Add({{"en", fault.name}, {"ko", "x"}});
    EXPECT_THAT(Find(Request(fault.name, "en", "ko")), SizeIs(1));
    ExpectInOrder();
    ASSERT_NO_FATAL_FAILURE(Reopen());
    EXPECT_THAT(Find(Request(fault.name, "en", "ko")), SizeIs(1));
  }
  EXPECT_THAT(*tm_->ListUnits("press", {}, {}, 100), SizeIs(4));
}

TEST_F(DiskFaultTest, AnUnreadableDiskIsSaidToBeOne) {
  // More than a connection keeps in its cache.
  for (int k = 0; k < 300; ++k) {
    Add({{"en", absl::StrCat(k, std::string(60'000, 'x'))}, {"ko", "x"}});
  }
  ASSERT_NO_FATAL_FAILURE(Reopen());
  vfs_->SetFault(DiskFault::kUnreadable);
  EXPECT_THAT(tm_->GetUnit("press", {7}),
              IsCode(absl::StatusCode::kUnavailable));
  vfs_->SetFault(DiskFault::kNone);
  EXPECT_OK(tm_->GetUnit("press", {7}));
}

// Takes as long as a writer waits for a lock.
TEST_F(DiskFaultTest, AnotherProgramsLockFailsWritesOnly) {
  const TranslationUnit kept = Add({{"en", "kept"}, {"ko", "남은"}});
  const auto other = *SqliteConnection::Open(path(), SqliteAccess::kReadWrite);
  ASSERT_OK(other->Execute("BEGIN IMMEDIATE"));
  const TranslationUnit unit = MakeUnit({{"en", "new"}, {"ko", "새"}});
  EXPECT_THAT(tm_->CreateUnit("press", unit, WriteRule::kUnspecified, "t"),
              IsCode(absl::StatusCode::kAborted));
  EXPECT_EQ(tm_->GetUnit("press", kept.id).value_or(TranslationUnit()), kept);
  EXPECT_THAT(Find(Request("kept", "en", "ko")), SizeIs(1));
  ASSERT_OK(other->Execute("ROLLBACK"));
  Add({{"en", "new"}, {"ko", "새"}});
  ExpectInOrder();
}

TEST_F(DiskFaultTest, ABackupThatDoesNotFitLeavesNothing) {
  Add({{"en", "a"}, {"ko", "b"}});
  vfs_->SetFault(DiskFault::kFull);
  EXPECT_THAT(
      tm_->maintenance().BackUp({}),
      IsError(absl::StatusCode::kResourceExhausted, ErrorReason::kDiskFull));
  EXPECT_FALSE(std::filesystem::exists(path() + "-backup"));
  vfs_->SetFault(DiskFault::kNone);
  EXPECT_OK(tm_->maintenance().BackUp({}));
}

// Overwrites the page in which `text` stands.
void DamagePageOf(const std::string& path, const std::string& text) {
  constexpr size_t kPageBytes = 4'096;
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  const std::string content((std::istreambuf_iterator<char>(file)), {});
  const size_t at = content.find(text);
  ASSERT_NE(at, std::string::npos);
  file.clear();
  file.seekp(static_cast<std::streamoff>(at / kPageBytes * kPageBytes));
  file << std::string(kPageBytes, '\xEE');
}

TEST_F(DiskFaultTest, ADamagedPageCostsOnlyWhatStandsOnIt) {
  std::vector<TranslationUnit> units;
  for (int k = 0; k < 200; ++k) {
    TranslationUnit unit =
        MakeUnit({{"en", absl::StrCat("sentence number ", k)}, {"ko", "문장"}});
    unit.notes = {absl::StrCat("note-", k, "-", std::string(300, 'n'))};
    units.push_back(Add(unit));
  }
  const TranslationUnit plain = Add({{"en", "without notes"}, {"ko", "없음"}});
  tm_.reset();
  ASSERT_NO_FATAL_FAILURE(DamagePageOf(path(), "note-100-"));
  ASSERT_NO_FATAL_FAILURE(Reopen());
  EXPECT_THAT(
      tm_->GetUnit("press", units[100].id),
      IsError(absl::StatusCode::kDataLoss, ErrorReason::kDatabaseCorrupt));
  // What stands elsewhere is read, found and written.
  EXPECT_EQ(tm_->GetUnit("press", units[0].id).value_or(TranslationUnit()),
            units[0]);
  EXPECT_EQ(tm_->GetUnit("press", plain.id).value_or(TranslationUnit()), plain);
  EXPECT_THAT(Find(Request("without notes", "en", "ko")), SizeIs(1));
  Add({{"en", "a new one"}, {"ko", "새것"}});
  // And the check says what is wrong.
  const auto file = tm_->maintenance().CheckFile();
  ASSERT_OK(file);
  EXPECT_THAT(file->problems, Not(IsEmpty()));
  const auto checked = tm_->maintenance().CheckUnits({});
  ASSERT_OK(checked);
  EXPECT_THAT(checked->problems, Not(IsEmpty()));
  EXPECT_EQ(checked->checked_count, 202);
}

}  // namespace
}  // namespace presstm
