#include "tm_store/storage/schema.h"

#include <string>
#include <vector>

#include "tests/storage/storage_fixture.h"
#include "tm_store/storage/sqlite_pragmas.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

using SchemaTest = StorageTest;

absl::Status AddColumn(SqliteConnection& connection) {
  return connection.Execute(
      "ALTER TABLE memory ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'");
}

absl::Status AddTableAndFail(SqliteConnection& connection) {
  EXPECT_OK(connection.Execute("CREATE TABLE half_done (a INTEGER) STRICT"));
  return absl::DataLossError("no further");
}

std::unique_ptr<SqliteConnection> Connect(const std::string& path) {
  return *SqliteConnection::Open(path, SqliteAccess::kReadWrite);
}

TEST_F(SchemaTest, BringsAnOlderFileUpToDateAndKeepsItsData) {
  OpenWithMemory();
  db_.reset();
  auto connection = Connect(Path());
  std::vector<Migration> migrations(Migrations().begin(), Migrations().end());
  migrations.push_back(AddColumn);
  ASSERT_OK(MigrateSchema(*connection, migrations));
  EXPECT_EQ(*GetUserVersion(*connection), kSchemaVersion + 1);
  EXPECT_THAT(Rows("SELECT name, colour FROM memory ORDER BY id", 2),
              ElementsAre("m|red"));
  // The old program leaves the file to the new one.
  EXPECT_THAT(MigrateSchema(*connection, Migrations()),
              IsError(absl::StatusCode::kFailedPrecondition,
                      ErrorReason::kDatabaseTooNew));
}

TEST_F(SchemaTest, AFailedStepLeavesTheVersionBeforeIt) {
  OpenWithMemory();
  db_.reset();
  auto connection = Connect(Path());
  std::vector<Migration> migrations(Migrations().begin(), Migrations().end());
  migrations.push_back(AddTableAndFail);
  EXPECT_THAT(MigrateSchema(*connection, migrations),
              IsCode(absl::StatusCode::kDataLoss));
  connection.reset();
  EXPECT_THAT(
      Rows("SELECT count(*) FROM sqlite_schema WHERE name = 'half_done'", 1),
      ElementsAre("0"));
  Open();
  EXPECT_OK(db_->GetMemory("m"));
}

TEST_F(SchemaTest, AFailedCreationLeavesAnEmptyFile) {
  {
    auto connection = Connect(Path());
    const std::vector<Migration> migrations = {AddTableAndFail};
    EXPECT_FALSE(MigrateSchema(*connection, migrations).ok());
    EXPECT_EQ(*ReadFileIdentity(*connection), FileIdentity());
  }
  Open();
}

TEST_F(SchemaTest, ReadsUnitsWithoutSortingOrScanning) {
  Open();
  const std::vector<std::string> queries = {
      "SELECT text FROM variant WHERE translation_unit_id = 1 ORDER BY "
      "position",
      "SELECT translation_unit_id FROM variant WHERE segment_key = 1 AND "
      "translation_unit_id >= 1 ORDER BY translation_unit_id LIMIT 1",
      "SELECT id FROM translation_unit WHERE memory_id = 1 AND id > 1 ORDER "
      "BY id",
      "SELECT before FROM change_log WHERE translation_unit_id = 1 AND "
      "sequence > 1 ORDER BY sequence LIMIT 1",
  };
  for (const std::string& query : queries) {
    SCOPED_TRACE(query);
    const auto plan = Rows("EXPLAIN QUERY PLAN " + query, 4);
    ASSERT_THAT(plan, SizeIs(1));
    EXPECT_THAT(plan[0], ::testing::HasSubstr("SEARCH"));
  }
  EXPECT_THAT(Rows("EXPLAIN QUERY PLAN SELECT u.id, v.text FROM "
                   "translation_unit AS u CROSS JOIN variant AS v ON "
                   "v.translation_unit_id = u.id ORDER BY u.id, v.position",
                   4),
              SizeIs(2));
}

// A file as each released version wrote it; they never change. To add one for
// a new version, run the case below with --gtest_also_run_disabled_tests and
// take what it leaves in the working directory.
std::string ReleasedFile(int version) {
  return absl::StrCat(PRESSTM_TEST_DATA_DIR, "/schema/v", version, ".db");
}

std::vector<TranslationUnit> UnitsOfReleasedFiles() {
  TranslationUnit full = ZhEn("𠮷野家", "Yoshinoya");
  full.variants[0].segment.codes = {{.kind = InlineCodeKind::kOpen,
                                     .position_bytes = 4,
                                     .number = 1,
                                     .content = "&lt;b&gt;",
                                     .content_is_xml = true,
                                     .element = TmxElement::kBpt,
                                     .i = "1"},
                                    {.kind = InlineCodeKind::kClose,
                                     .position_bytes = 10,
                                     .number = 1,
                                     .element = TmxElement::kEpt,
                                     .i = "1"}};
  full.variants[0].properties = {{"p", "v"}};
  full.variants[1].notes = {"note"};
  full.variants.push_back(
      {.language = "ko-KR", .segment = {.text = "요시노야"}});
  full.properties = {{"client", "CGTN"}};
  full.notes = {"笔记"};
  full.contexts = {
      {.language = "zh", .previous_text = "前", .next_text = "后", .key = "k"}};
  full.document = "a.docx";
  full.external_id = "x";
  full.origin = Origin::kImported;
  full.status = TranslationStatus::kApproved;
  full.create_time = Day(1);
  full.created_by = "a";
  full.change_time = Day(2);
  full.changed_by = "b";
  full.usage_count = 3;
  full.last_used_time = Day(3);
  TranslationUnit plain = Bilingual("ko", "안녕하세요", "en", "Hello");
  plain.create_time = plain.change_time = Day(4);
  return {full, plain};
}

// From version 3 on.
Grant GrantOfReleasedFiles() { return {"kim", "m", Role::kReader}; }

StoredToken TokenOfReleasedFiles() {
  return {.token = {.id = 1,
                    .identity = "kim",
                    .description = "d",
                    .create_time = Day(1),
                    .created_by = "boss",
                    .expire_time = Day(2)},
          .secret = {.salt = "salt", .hash = "hash"}};
}

TEST_F(SchemaTest, DISABLED_WriteReleasedFile) {
  OpenWithMemory(WriteRule::kKeepNewest);
  for (const TranslationUnit& unit : UnitsOfReleasedFiles()) Write(unit);
  auto transaction = *db_->BeginWrite("boss");
  ASSERT_OK(transaction->SetGrant(GrantOfReleasedFiles()));
  ASSERT_OK(transaction->CreateToken(TokenOfReleasedFiles()));
  ASSERT_OK(transaction->Commit());
  db_.reset();
  WriteFile(absl::StrCat("v", kSchemaVersion, ".db"), ReadFile(Path()));
}

TEST_F(SchemaTest, OpensFilesOfEveryReleasedVersion) {
  for (int version = 1; version <= kSchemaVersion; ++version) {
    SCOPED_TRACE(version);
    db_.reset();
    WriteFile(Path(), ReadFile(ReleasedFile(version)));
    ASSERT_NO_FATAL_FAILURE(Open());
    ASSERT_OK_AND_ASSIGN(const Memory memory, db_->GetMemory("m"));
    EXPECT_EQ(memory.write_rule, WriteRule::kKeepNewest);
    EXPECT_EQ(memory.translation_unit_count, 2);
    memory_ = memory.id;
    std::vector<TranslationUnit> expected = UnitsOfReleasedFiles();
    for (size_t k = 0; k < expected.size(); ++k) {
      expected[k].id = {static_cast<int64_t>(k) + 1};
      expected[k].memory_id = memory_;
      expected[k].revision = 1;
    }
    EXPECT_EQ(AllUnits(), expected);
    for (const TranslationUnit& unit : UnitsOfReleasedFiles()) {
      EXPECT_EQ(Write(unit).outcome, WriteOutcome::kMerged);
    }
    EXPECT_EQ(AllUnits(), expected);
    if (version >= 3) {
      EXPECT_THAT(*db_->ListGrants(), ElementsAre(GrantOfReleasedFiles()));
      EXPECT_THAT(*db_->ListTokens(), ElementsAre(TokenOfReleasedFiles()));
    }
    // What later versions brought works on what earlier ones wrote.
    auto state = *db_->BeginRead();
    for (const auto& result : {state->CheckFile(), state->CheckUnits({})}) {
      ASSERT_OK(result);
      EXPECT_THAT(result->problems, ::testing::IsEmpty());
    }
    EXPECT_EQ(memory.revision, 1);
    auto transaction = *db_->BeginWrite("x");
    ASSERT_OK(transaction->Delete({1}, 1));
    ASSERT_OK_AND_ASSIGN(const TranslationUnit restored,
                         transaction->Restore({1}, 1, 0));
    EXPECT_EQ(restored.variants, expected[0].variants);
    EXPECT_OK(transaction->SetGrant(GrantOfReleasedFiles()));
    EXPECT_OK(transaction->CreateToken(TokenOfReleasedFiles()));
    ASSERT_OK(transaction->Commit());
    const auto history = db_->ListChanges({.unit_id = {1}}, 10);
    ASSERT_OK(history);
    EXPECT_THAT(*history, SizeIs(3));
  }
}

// Whatever step fails, the file is what it was, and the next try succeeds.
TEST_F(SchemaTest, AMigrationThatFailsCanBeTriedAgain) {
  for (int version = 1; version < kSchemaVersion; ++version) {
    SCOPED_TRACE(version);
    WriteFile(Path(), ReadFile(ReleasedFile(version)));
    {
      auto connection = Connect(Path());
      std::vector<Migration> migrations(Migrations().begin(),
                                        Migrations().end());
      migrations[static_cast<size_t>(version)] = AddTableAndFail;
      EXPECT_FALSE(MigrateSchema(*connection, migrations).ok());
      EXPECT_EQ(*GetUserVersion(*connection), version);
      EXPECT_OK(MigrateSchema(*connection, Migrations()));
      EXPECT_EQ(*GetUserVersion(*connection), kSchemaVersion);
    }
    ASSERT_NO_FATAL_FAILURE(Open());
    EXPECT_OK(db_->GetMemory("m"));
    db_.reset();
  }
}

}  // namespace
}  // namespace presstm
