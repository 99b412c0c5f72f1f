// Tokens and roles in the file.
#include <string>
#include <vector>

#include "tests/storage/storage_fixture.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class StoredAccessTest : public StorageTest {
 protected:
  StoredAccessTest() { OpenWithMemory(); }

  template <typename Function>
  auto Change(const Function& change) {
    auto transaction = *db_->BeginWrite("boss");
    auto result = change(*transaction);
    EXPECT_OK(transaction->Commit());
    return result;
  }

  absl::Status SetGrant(const Grant& grant) {
    return Change([&](WriteTransaction& transaction) {
      return transaction.SetGrant(grant);
    });
  }

  absl::StatusOr<int64_t> CreateToken(const StoredToken& token) {
    return Change([&](WriteTransaction& transaction) {
      return transaction.CreateToken(token);
    });
  }

  absl::Status DeleteToken(int64_t id) {
    return Change([&](WriteTransaction& transaction) {
      return transaction.DeleteToken(id);
    });
  }
};

StoredToken MakeToken(const std::string& identity) {
  return {.token = {.identity = identity,
                    .description = "설명",
                    .create_time = Day(1),
                    .created_by = "boss",
                    .expire_time = Day(20'000)},
          .secret = {.salt = std::string("\0salt", 5), .hash = "\xff\x01"}};
}

TEST_F(StoredAccessTest, KeepsTokens) {
  StoredToken first = MakeToken("kim");
  StoredToken second = MakeToken("lee");
  second.token.expire_time = absl::InfiniteFuture();
  ASSERT_OK_AND_ASSIGN(first.token.id, CreateToken(first));
  ASSERT_OK_AND_ASSIGN(second.token.id, CreateToken(second));
  Open();
  ASSERT_OK_AND_ASSIGN(const auto tokens, db_->ListTokens());
  EXPECT_THAT(tokens, ElementsAre(first, second));
}

TEST_F(StoredAccessTest, ATokensNumberIsNotUsedAgain) {
  ASSERT_OK_AND_ASSIGN(const int64_t first, CreateToken(MakeToken("kim")));
  ASSERT_OK(DeleteToken(first));
  EXPECT_THAT(DeleteToken(first), IsError(absl::StatusCode::kNotFound,
                                          ErrorReason::kTokenNotFound));
  ASSERT_OK_AND_ASSIGN(const int64_t second, CreateToken(MakeToken("kim")));
  EXPECT_GT(second, first);
  ASSERT_OK_AND_ASSIGN(const auto tokens, db_->ListTokens());
  EXPECT_THAT(tokens, SizeIs(1));
}

TEST_F(StoredAccessTest, KeepsOneRoleForEachPlace) {
  ASSERT_OK(SetGrant({"kim", "m", Role::kReader}));
  ASSERT_OK(SetGrant({"kim", "m", Role::kMaintainer}));
  ASSERT_OK(SetGrant({"kim", "", Role::kContributor}));
  ASSERT_OK(SetGrant({"lee", "m", Role::kReader}));
  ASSERT_OK(SetGrant({"lee", "m", Role::kNone}));
  EXPECT_THAT(
      SetGrant({"lee", "missing", Role::kReader}),
      IsError(absl::StatusCode::kNotFound, ErrorReason::kMemoryNotFound));
  Open();
  ASSERT_OK_AND_ASSIGN(const auto grants, db_->ListGrants());
  EXPECT_THAT(grants, ElementsAre(Grant{"kim", "", Role::kContributor},
                                  Grant{"kim", "m", Role::kMaintainer}));
}

TEST_F(StoredAccessTest, AMemorysRolesGoWithIt) {
  ASSERT_OK(SetGrant({"kim", "m", Role::kReader}));
  ASSERT_OK(Change([&](WriteTransaction& transaction) {
    return transaction.DeleteMemory(memory_, 0);
  }));
  ASSERT_OK_AND_ASSIGN(const auto grants, db_->ListGrants());
  EXPECT_THAT(grants, IsEmpty());
  EXPECT_THAT(Rows("SELECT identity FROM access_grant", 1), IsEmpty());
}

TEST_F(StoredAccessTest, LogsWhoDidWhat) {
  ASSERT_OK_AND_ASSIGN(const int64_t id, CreateToken(MakeToken("kim")));
  ASSERT_OK(SetGrant({"kim", "m", Role::kReader}));
  ASSERT_OK(DeleteToken(id));
  ASSERT_OK_AND_ASSIGN(const auto changes,
                       db_->ListChanges({.after_sequence = 1}, 10));
  ASSERT_THAT(changes, SizeIs(3));
  for (const presstm::Change& change : changes) {
    EXPECT_EQ(change.actor, "boss");
    EXPECT_EQ(change.memory_id.value, 0);
    EXPECT_EQ(change.unit_id.value, 0);
  }
  EXPECT_EQ(changes[0].kind, ChangeKind::kCreateToken);
  EXPECT_EQ(changes[0].access,
            (AccessChange{.identity = "kim", .token_id = id}));
  EXPECT_EQ(changes[1].kind, ChangeKind::kSetGrant);
  EXPECT_EQ(
      changes[1].access,
      (AccessChange{.identity = "kim", .memory = "m", .role = Role::kReader}));
  EXPECT_EQ(changes[2].kind, ChangeKind::kDeleteToken);
  ASSERT_OK_AND_ASSIGN(const auto of_memory,
                       db_->ListChanges({.memory_id = memory_}, 10));
  EXPECT_THAT(of_memory, SizeIs(1));
}

// Other old changes are forgotten.
TEST_F(StoredAccessTest, WhoDidWhatIsKept) {
  ASSERT_OK_AND_ASSIGN(const int64_t id, CreateToken(MakeToken("kim")));
  ASSERT_OK(SetGrant({"kim", "m", Role::kReader}));
  ASSERT_OK(DeleteToken(id));
  const absl::Time later = clock_.Now() + absl::Hours(1);
  ASSERT_OK_AND_ASSIGN(const auto state, db_->BeginRead());
  ASSERT_OK_AND_ASSIGN(const int64_t old, state->CountChangesBefore(later));
  EXPECT_EQ(old, 1);
  auto transaction = *db_->BeginWrite("boss");
  ASSERT_OK_AND_ASSIGN(const int64_t forgotten,
                       transaction->ForgetChanges(later, 100));
  EXPECT_EQ(forgotten, 1);
  ASSERT_OK(transaction->Commit());
  ASSERT_OK_AND_ASSIGN(const auto left, db_->ListChanges({}, 10));
  ASSERT_THAT(left, SizeIs(3));
  EXPECT_EQ(left[0].kind, ChangeKind::kCreateToken);
}

TEST_F(StoredAccessTest, ReportsAnUnknownRole) {
  ASSERT_OK(SetGrant({"kim", "m", Role::kReader}));
  db_.reset();
  auto connection = *SqliteConnection::Open(Path(), SqliteAccess::kReadWrite);
  ASSERT_OK(connection->Execute("UPDATE access_grant SET role = 'owner'"));
  connection.reset();
  Open();
  EXPECT_THAT(db_->ListGrants(), IsError(absl::StatusCode::kDataLoss,
                                         ErrorReason::kDatabaseCorrupt));
}

}  // namespace
}  // namespace presstm
