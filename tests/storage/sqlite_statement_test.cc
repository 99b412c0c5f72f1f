#include "tm_store/storage/sqlite_statement.h"

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/storage/storage_fixture.h"
#include "tm_store/storage/sqlite_transaction.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class SqliteStatementTest : public StorageTest {
 protected:
  SqliteStatementTest() {
    connection_ =
        *SqliteConnection::Open(Path("x.db"), SqliteAccess::kReadWrite);
    EXPECT_OK(connection_->Execute(
        "CREATE TABLE t (n INTEGER, s TEXT NOT NULL) STRICT"));
  }
  ~SqliteStatementTest() override { connection_.reset(); }

  SqliteStatement Prepare(absl::string_view sql) {
    auto statement = connection_->Prepare(sql);
    EXPECT_OK(statement);
    return *std::move(statement);
  }

  std::unique_ptr<SqliteConnection> connection_;
};

constexpr char kInsert[] = "INSERT INTO t (n, s) VALUES (?, ?)";
constexpr char kSelect[] = "SELECT n, s FROM t ORDER BY rowid";

TEST_F(SqliteStatementTest, ReadsBackEdgeValues) {
  using Row = std::pair<std::optional<int64_t>, std::string>;
  const std::vector<Row> rows = {
      {0, ""},
      {std::numeric_limits<int64_t>::min(), "新华社"},
      {std::numeric_limits<int64_t>::max(), "𠮷😀"},
      {std::nullopt, std::string("a\0b", 3)},
      {-1, std::string(1'000'000, 'x')},
  };
  SqliteStatement insert = Prepare(kInsert);
  for (const auto& [number, text] : rows) {
    ASSERT_OK(insert.Bind(number, text).Run());
  }
  std::vector<Row> read;
  SqliteStatement select = Prepare(kSelect);
  while (*select.Step()) {
    read.emplace_back(select.OptionalInteger(0), select.String(1));
  }
  EXPECT_EQ(read, rows);
}

TEST_F(SqliteStatementTest, AnEmptyViewIsNoNull) {
  EXPECT_OK(Prepare(kInsert).Bind(1, absl::string_view()).Run());
}

TEST_F(SqliteStatementTest, OneSqlMayRunInsideItself) {
  ASSERT_OK(Prepare(kInsert).Bind(1, "a").Run());
  ASSERT_OK(Prepare(kInsert).Bind(2, "b").Run());
  std::vector<std::string> pairs;
  SqliteStatement outer = Prepare(kSelect);
  while (*outer.Step()) {
    SqliteStatement inner = Prepare(kSelect);
    while (*inner.Step()) pairs.push_back(outer.String(1) + inner.String(1));
  }
  EXPECT_THAT(pairs, ElementsAre("aa", "ab", "ba", "bb"));
}

TEST_F(SqliteStatementTest, StartsAfreshWhenLentAgain) {
  ASSERT_OK(Prepare(kInsert).Bind(1, "a").Run());
  ASSERT_OK(Prepare(kInsert).Bind(2, "b").Run());
  for (int k = 0; k < 2; ++k) {
    SqliteStatement select = Prepare(kSelect);
    ASSERT_TRUE(*select.Step());
    EXPECT_EQ(select.Integer(0), 1);
  }
  // Nothing stays bound either.
  EXPECT_FALSE(Prepare(kInsert).Run().ok());
}

TEST_F(SqliteStatementTest, AnUnfinishedReadDoesNotBlockTheCommit) {
  ASSERT_OK(Prepare(kInsert).Bind(1, "a").Run());
  ASSERT_OK_AND_ASSIGN(SqliteTransaction transaction,
                       SqliteTransaction::BeginWrite(*connection_));
  {
    SqliteStatement select = Prepare(kSelect);
    ASSERT_TRUE(*select.Step());
  }
  EXPECT_OK(transaction.Commit());
}

TEST_F(SqliteStatementTest, ReportsErrorsWithoutValues) {
  const absl::Status too_many =
      Prepare("SELECT 1").Bind("secret").Step().status();
  EXPECT_THAT(too_many, IsCode(absl::StatusCode::kInternal));
  EXPECT_THAT(std::string(too_many.message()), HasSubstr("x.db"));
  EXPECT_THAT(std::string(too_many.message()), Not(HasSubstr("secret")));
  EXPECT_THAT(connection_->Prepare("SELEKT"),
              IsCode(absl::StatusCode::kInternal));
}

TEST_F(SqliteStatementTest, TransactionsRollBackUnlessCommitted) {
  {
    ASSERT_OK_AND_ASSIGN(const SqliteTransaction transaction,
                         SqliteTransaction::BeginWrite(*connection_));
    ASSERT_OK(Prepare(kInsert).Bind(1, "a").Run());
    EXPECT_TRUE(connection_->in_transaction());
  }
  EXPECT_FALSE(connection_->in_transaction());
  EXPECT_FALSE(*Prepare(kSelect).Step());
  ASSERT_OK_AND_ASSIGN(SqliteTransaction transaction,
                       SqliteTransaction::BeginWrite(*connection_));
  ASSERT_OK(Prepare(kInsert).Bind(1, "a").Run());
  ASSERT_OK(transaction.Commit());
  EXPECT_TRUE(*Prepare(kSelect).Step());
  EXPECT_THAT(transaction.Commit(), IsCode(absl::StatusCode::kInternal));
}

TEST_F(SqliteStatementTest, ALockedFileAsksToTryAgain) {
  ASSERT_OK_AND_ASSIGN(
      const auto other,
      SqliteConnection::Open(Path("x.db"), SqliteAccess::kReadWrite));
  ASSERT_OK_AND_ASSIGN(const SqliteTransaction transaction,
                       SqliteTransaction::BeginWrite(*connection_));
  ASSERT_OK(other->Execute("PRAGMA busy_timeout = 0"));
  const absl::Status busy = SqliteTransaction::BeginWrite(*other).status();
  EXPECT_THAT(busy, IsCode(absl::StatusCode::kAborted));
}

TEST_F(SqliteStatementTest, AnImmutableConnectionLeavesNothingBehind) {
  ASSERT_OK(connection_->Execute("PRAGMA journal_mode = WAL"));
  connection_.reset();
  {
    ASSERT_OK_AND_ASSIGN(
        const auto looker,
        SqliteConnection::Open(Path("x.db"), SqliteAccess::kReadImmutable));
    ASSERT_OK_AND_ASSIGN(auto statement, looker->Prepare(kSelect));
    EXPECT_OK(statement.Step());
    EXPECT_THAT(FilesInFolder(), ElementsAre("x.db"));
  }
  EXPECT_THAT(FilesInFolder(), ElementsAre("x.db"));
}

}  // namespace
}  // namespace presstm
