#include "tm_store/storage/backup.h"

#include <string>
#include <thread>

#include "tests/storage/storage_fixture.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class BackupTest : public StorageTest {
 protected:
  // Makes a backup of the open database and writes it to a file.
  void BackUpTo(const std::string& path) {
    auto backup = db_->BackUp({});
    ASSERT_OK(backup);
    std::string content;
    while (true) {
      const auto bytes = (*backup)->Read(1'000);
      ASSERT_OK(bytes);
      if (bytes->empty()) break;
      content += *bytes;
    }
    EXPECT_EQ(content.size(), (*backup)->size_bytes());
    WriteFile(path, content);
  }

  std::vector<TranslationUnit> UnitsOf(const std::string& path) {
    auto database = TmDatabase::Open(path, {});
    EXPECT_OK(database);
    auto units = (*database)->ListUnits(memory_, {}, {}, 1'000'000);
    EXPECT_OK(units);
    return *std::move(units);
  }
};

TEST_F(BackupTest, HoldsEverythingAndNothingElseIsLeft) {
  OpenWithMemory();
  Write(ZhEn("一", "one"));
  Write(ZhEn("二", "two"));
  const std::vector<std::string> files = FilesInFolder();
  ASSERT_NO_FATAL_FAILURE(BackUpTo(Path("copy.db")));
  std::filesystem::remove(Path("copy2.db"));
  EXPECT_THAT(FilesInFolder(), SizeIs(files.size() + 1));
  EXPECT_EQ(UnitsOf(Path("copy.db")), AllUnits());
}

TEST_F(BackupTest, IsOfOneMomentWhileOthersWrite) {
  OpenWithMemory();
  for (int k = 0; k < 300; ++k) {
    Write(ZhEn(absl::StrCat(k), std::string(20'000, 'x')));
  }
  const std::vector<TranslationUnit> before = AllUnits();
  // A write after each step: none is held up, none gets in.
  int written = 0;
  const Deadline deadline = {.cancelled = [&] {
    Write(ZhEn(absl::StrCat("during ", written++), "x"));
    return false;
  }};
  auto backup = db_->BackUp(deadline);
  ASSERT_OK(backup);
  EXPECT_GT(written, 3);
  const auto bytes = (*backup)->Read(100'000'000);
  ASSERT_OK(bytes);
  WriteFile(Path("copy.db"), *bytes);
  std::vector<TranslationUnit> copied = UnitsOf(Path("copy.db"));
  // The first question comes before the copy has begun.
  EXPECT_GE(copied.size(), before.size());
  EXPECT_LE(copied.size(), before.size() + 1);
  copied.resize(before.size());
  EXPECT_EQ(copied, before);
  EXPECT_THAT(AllUnits(), SizeIs(before.size() + written));
}

TEST_F(BackupTest, StopsWhenNobodyWaits) {
  OpenWithMemory();
  const std::vector<std::string> files = FilesInFolder();
  EXPECT_THAT(db_->BackUp({.cancelled = [] { return true; }}),
              IsCode(absl::StatusCode::kCancelled));
  EXPECT_EQ(FilesInFolder(), files);
}

TEST_F(BackupTest, OnlyOneIsMadeAtATime) {
  OpenWithMemory();
  absl::Status second;
  const Deadline deadline = {.cancelled = [&] {
    std::thread([&] { second = db_->BackUp({}).status(); }).join();
    return false;
  }};
  EXPECT_OK(db_->BackUp(deadline));
  EXPECT_THAT(second, IsCode(absl::StatusCode::kAborted));
  EXPECT_OK(db_->BackUp({}));
}

TEST_F(BackupTest, IsRestored) {
  OpenWithMemory();
  Write(ZhEn("一", "one"));
  const std::vector<TranslationUnit> saved = AllUnits();
  ASSERT_NO_FATAL_FAILURE(BackUpTo(Path("copy.db")));
  Write(ZhEn("二", "two"));
  db_.reset();
  EXPECT_THAT(
      RestoreBackup(Path("copy.db"), Path(), /*overwrite=*/false),
      IsError(absl::StatusCode::kAlreadyExists, ErrorReason::kFileExists));
  EXPECT_THAT(UnitsOf(Path()), SizeIs(2));
  ASSERT_OK(RestoreBackup(Path("copy.db"), Path(), /*overwrite=*/true));
  EXPECT_EQ(UnitsOf(Path()), saved);
  ASSERT_OK(RestoreBackup(Path("copy.db"), Path("new.db"), false));
  EXPECT_EQ(UnitsOf(Path("new.db")), saved);
}

TEST_F(BackupTest, ALogThatIsLeftDoesNotReachTheRestored) {
  OpenWithMemory();
  Write(ZhEn("一", "one"));
  const std::vector<TranslationUnit> saved = AllUnits();
  ASSERT_NO_FATAL_FAILURE(BackUpTo(Path("copy.db")));
  Write(ZhEn("二", "two"));
  // As after kill -9: the log still holds what was written last.
  const std::string content = ReadFile(Path());
  const std::string log = ReadFile(Path() + "-wal");
  ASSERT_FALSE(log.empty());
  db_.reset();
  WriteFile(Path(), content);
  WriteFile(Path() + "-wal", log);
  ASSERT_OK(RestoreBackup(Path("copy.db"), Path(), /*overwrite=*/true));
  EXPECT_EQ(UnitsOf(Path()), saved);
}

TEST_F(BackupTest, WhatIsNoBackupChangesNothing) {
  OpenWithMemory();
  Write(ZhEn("一", "one"));
  ASSERT_NO_FATAL_FAILURE(BackUpTo(Path("copy.db")));
  const std::vector<TranslationUnit> units = AllUnits();
  std::string damaged = ReadFile(Path("copy.db"));
  std::fill(damaged.begin() + 4'096, damaged.begin() + 8'192, '\xEE');
  WriteFile(Path("damaged.db"), damaged);
  WriteFile(Path("text.db"), std::string(5'000, 'x'));
  WriteFile(Path("empty.db"), "");
  // The database is open: it is refused as the place, whatever the backup.
  EXPECT_THAT(RestoreBackup(Path("copy.db"), Path(), true),
              IsError(absl::StatusCode::kFailedPrecondition,
                      ErrorReason::kDatabaseInUse));
  db_.reset();
  EXPECT_THAT(
      RestoreBackup(Path("damaged.db"), Path(), true),
      IsError(absl::StatusCode::kDataLoss, ErrorReason::kDatabaseCorrupt));
  for (const char* name : {"text.db", "empty.db"}) {
    SCOPED_TRACE(name);
    EXPECT_THAT(RestoreBackup(Path(name), Path(), true),
                IsError(absl::StatusCode::kFailedPrecondition,
                        ErrorReason::kDatabaseForeign));
  }
  EXPECT_THAT(RestoreBackup(Path("none.db"), Path(), true),
              IsCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(RestoreBackup(Path(), Path(), true),
              IsCode(absl::StatusCode::kInvalidArgument));
  // Another program's file is not overwritten, whatever is said.
  EXPECT_THAT(RestoreBackup(Path("copy.db"), Path("text.db"), true),
              IsError(absl::StatusCode::kFailedPrecondition,
                      ErrorReason::kDatabaseForeign));
  EXPECT_EQ(UnitsOf(Path()), units);
  EXPECT_THAT(FilesInFolder(), Not(testing::Contains("tm.db-restore")));
}

}  // namespace
}  // namespace presstm
