// What TmDatabase::Open makes of what it finds at a path.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "tests/storage/storage_fixture.h"
#include "tm_store/storage/schema.h"
#include "tm_store/storage/sqlite_pragmas.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class DatabaseOpenTest : public StorageTest {
 protected:
  absl::Status OpenStatus(const std::string& path) {
    return TmDatabase::Open(path, {.clock = &clock_}).status();
  }

  // Makes an SQLite file by running `statements`.
  void MakeFile(const std::vector<std::string>& statements) {
    auto connection = *SqliteConnection::Open(Path(), SqliteAccess::kReadWrite);
    for (const std::string& sql : statements) {
      ASSERT_OK(connection->Execute(sql));
    }
  }

  // Expects that opening is refused for `reason` and leaves the folder as it
  // is, byte for byte.
  void ExpectUntouched(ErrorReason reason) {
    const std::vector<std::string> files = FilesInFolder();
    std::vector<std::string> contents;
    for (const std::string& name : files) {
      contents.push_back(ReadFile(Path(name)));
    }
    const absl::Status status = OpenStatus(Path());
    EXPECT_THAT(status, IsError(absl::StatusCode::kFailedPrecondition, reason));
    EXPECT_THAT(std::string(status.message()), HasSubstr(Path()));
    ASSERT_EQ(FilesInFolder(), files);
    for (size_t k = 0; k < files.size(); ++k) {
      EXPECT_EQ(ReadFile(Path(files[k])), contents[k]) << files[k];
    }
  }
};

TEST_F(DatabaseOpenTest, CreatesANewFile) {
  ASSERT_OK(OpenStatus(Path()));
  // Closed, all is in the file; the lock file stays.
  EXPECT_THAT(FilesInFolder(), ElementsAre("tm.db", "tm.db-lock"));
  EXPECT_OK(OpenStatus(Path()));
}

TEST_F(DatabaseOpenTest, TakesAnEmptyFileForANewOne) {
  WriteFile(Path(), "");
  OpenWithMemory();
  Write(ZhEn("你好", "Hello"));
  Open();
  EXPECT_OK(db_->GetMemory("m"));
}

TEST_F(DatabaseOpenTest, TakesADatabaseWithoutTablesForANewOne) {
  MakeFile({"PRAGMA journal_mode = WAL"});
  EXPECT_OK(OpenStatus(Path()));
}

TEST_F(DatabaseOpenTest, OpensStrangeNames) {
  for (const char* name : {"a?b#c%20d.db", ":memory:", "기억 库.db", "-x"}) {
    SCOPED_TRACE(name);
    ASSERT_OK(OpenStatus(Path(name)));
    EXPECT_TRUE(std::filesystem::exists(Path(name)));
    // And tells another program's there.
    auto connection =
        *SqliteConnection::Open(Path(name), SqliteAccess::kReadWrite);
    ASSERT_OK(SetApplicationId(*connection, 0));
    connection.reset();
    EXPECT_THAT(OpenStatus(Path(name)),
                IsError(absl::StatusCode::kFailedPrecondition,
                        ErrorReason::kDatabaseForeign));
  }
}

TEST_F(DatabaseOpenTest, RefusesAnEmptyPath) {
  EXPECT_THAT(OpenStatus(""), IsCode(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(OpenStatus(std::string("a\0b", 3)),
              IsCode(absl::StatusCode::kInvalidArgument));
}

TEST_F(DatabaseOpenTest, NamesTheMissingFolder) {
  const absl::Status status = OpenStatus(Path("no/such/tm.db"));
  EXPECT_THAT(status, IsCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(std::string(status.message()), HasSubstr(Path("no/such")));
}

TEST_F(DatabaseOpenTest, RefusesAFolder) {
  std::filesystem::create_directory(Path());
  EXPECT_THAT(OpenStatus(Path()), IsError(absl::StatusCode::kFailedPrecondition,
                                          ErrorReason::kDatabaseForeign));
  EXPECT_THAT(FilesInFolder(), ElementsAre("tm.db"));
}

TEST_F(DatabaseOpenTest, RefusesAPipe) {
  ASSERT_EQ(mkfifo(Path().c_str(), 0600), 0);
  EXPECT_THAT(OpenStatus(Path()), IsError(absl::StatusCode::kFailedPrecondition,
                                          ErrorReason::kDatabaseForeign));
}

TEST_F(DatabaseOpenTest, RefusesFilesThatAreNotSqlite) {
  const std::vector<std::string> contents = {
      "x",
      "SQLite format 3",
      std::string("SQLite format 3\0", 16),
      std::string(200, '\0'),
      "<?xml version=\"1.0\"?><tmx version=\"1.4\">" + std::string(200, ' '),
  };
  for (const std::string& content : contents) {
    SCOPED_TRACE(content.substr(0, 20));
    WriteFile(Path(), content);
    ExpectUntouched(ErrorReason::kDatabaseForeign);
  }
}

TEST_F(DatabaseOpenTest, RefusesADatabaseOfAnUnnamedProgram) {
  MakeFile({"CREATE TABLE t (a)", "INSERT INTO t (a) VALUES (1)"});
  ExpectUntouched(ErrorReason::kDatabaseForeign);
}

TEST_F(DatabaseOpenTest, RefusesADatabaseOfANamedProgram) {
  MakeFile({"PRAGMA application_id = 1196444487"});
  ExpectUntouched(ErrorReason::kDatabaseForeign);
}

TEST_F(DatabaseOpenTest, RefusesADatabaseWithAVersionOfItsOwn) {
  MakeFile({"PRAGMA user_version = 3"});
  ExpectUntouched(ErrorReason::kDatabaseForeign);
}

TEST_F(DatabaseOpenTest, RefusesAForeignDatabaseInWalMode) {
  MakeFile({"PRAGMA journal_mode = WAL", "CREATE TABLE t (a)"});
  ExpectUntouched(ErrorReason::kDatabaseForeign);
}

TEST_F(DatabaseOpenTest, RefusesAForeignDatabaseThatIsInUse) {
  auto other = *SqliteConnection::Open(Path(), SqliteAccess::kReadWrite);
  ASSERT_OK(other->Execute("PRAGMA journal_mode = WAL"));
  // So far the table stands in the write-ahead log only.
  ASSERT_OK(other->Execute("CREATE TABLE t (a)"));
  ExpectUntouched(ErrorReason::kDatabaseForeign);
  EXPECT_OK(other->Execute("INSERT INTO t (a) VALUES (1)"));
}

TEST_F(DatabaseOpenTest, RefusesANewerSchema) {
  MakeFile({absl::StrCat("PRAGMA application_id = ", kApplicationId),
            absl::StrCat("PRAGMA user_version = ", kSchemaVersion + 1),
            "CREATE TABLE t (a)"});
  ExpectUntouched(ErrorReason::kDatabaseTooNew);
}

TEST_F(DatabaseOpenTest, RefusesADatabaseInUse) {
  Open();
  const absl::Status status = OpenStatus(Path());
  EXPECT_THAT(status, IsError(absl::StatusCode::kFailedPrecondition,
                              ErrorReason::kDatabaseInUse));
  EXPECT_THAT(std::string(status.message()), HasSubstr("--server"));
  // By whatever name.
  std::filesystem::create_symlink(Path(), Path("link.db"));
  EXPECT_THAT(OpenStatus(Path("link.db")),
              IsError(absl::StatusCode::kFailedPrecondition,
                      ErrorReason::kDatabaseInUse));
  CreateMemory("still works");
  db_.reset();
  EXPECT_OK(OpenStatus(Path("link.db")));
}

TEST_F(DatabaseOpenTest, RefusesADatabaseInUseByAnotherProcess) {
  int ready[2];
  int done[2];
  ASSERT_EQ(pipe(ready), 0);
  ASSERT_EQ(pipe(done), 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto database = TmDatabase::Open(Path(), {});
    char byte = database.ok() ? 'y' : 'n';
    if (write(ready[1], &byte, 1) != 1) _exit(1);
    if (read(done[0], &byte, 1) != 1) _exit(1);
    _exit(0);  // Without closing: the lock goes with the process.
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  EXPECT_EQ(byte, 'y');
  EXPECT_THAT(OpenStatus(Path()), IsError(absl::StatusCode::kFailedPrecondition,
                                          ErrorReason::kDatabaseInUse));
  ASSERT_EQ(write(done[1], "x", 1), 1);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_OK(OpenStatus(Path()));
  for (const int end : {ready[0], ready[1], done[0], done[1]}) close(end);
}

// Gives up root's rights, which know no read-only files, for the test's life.
class AsNobody {
 public:
  AsNobody() {
    if (geteuid() == 0) changed_ = seteuid(65534) == 0;
  }
  ~AsNobody() {
    if (changed_ && seteuid(0) != 0) abort();
  }

 private:
  bool changed_ = false;
};

TEST_F(DatabaseOpenTest, RefusesWhatItMayNotWrite) {
  const auto read_only = IsError(absl::StatusCode::kFailedPrecondition,
                                 ErrorReason::kDatabaseReadOnly);
  Open();
  db_.reset();
  chmod(Path().c_str(), 0444);
  chmod(folder_.c_str(), 0777);
  chmod(Path("tm.db-lock").c_str(), 0666);
  {
    const AsNobody nobody;
    EXPECT_THAT(OpenStatus(Path()), read_only);
  }
  chmod(Path().c_str(), 0);
  {
    const AsNobody nobody;
    EXPECT_THAT(OpenStatus(Path()), read_only);
  }
  chmod(folder_.c_str(), 0555);
  {
    const AsNobody nobody;
    EXPECT_THAT(OpenStatus(Path("new.db")), read_only);
  }
  chmod(folder_.c_str(), 0700);
}

TEST_F(DatabaseOpenTest, ReportsADamagedHeader) {
  OpenWithMemory();
  db_.reset();
  std::string content = ReadFile(Path());
  // The type of the first page, after the header of the file.
  content[100] = 'x';
  WriteFile(Path(), content);
  EXPECT_THAT(OpenStatus(Path()), IsError(absl::StatusCode::kDataLoss,
                                          ErrorReason::kDatabaseCorrupt));
}

TEST_F(DatabaseOpenTest, ReportsDamageWhereItMeetsIt) {
  OpenWithMemory();
  const TranslationUnitId id = Write(ZhEn("你好", "Hello")).unit.id;
  db_.reset();
  std::string content = ReadFile(Path());
  for (size_t page = 1; page * 4096 < content.size(); ++page) {
    content.replace(page * 4096, 100, 100, 'x');
  }
  WriteFile(Path(), content);
  Open();
  EXPECT_THAT(db_->GetUnit(id), IsError(absl::StatusCode::kDataLoss,
                                        ErrorReason::kDatabaseCorrupt));
}

}  // namespace
}  // namespace presstm
