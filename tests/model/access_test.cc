#include "tm_store/model/access.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tm_store/model/access_json.h"

namespace presstm {
namespace {

TEST(RoleTest, EachHasANameAndIsMoreThanTheOneBefore) {
  Role before = Role::kNone;
  for (const char* name :
       {"none", "reader", "contributor", "maintainer", "administrator"}) {
    const std::optional<Role> role = RoleFromName(name);
    ASSERT_TRUE(role.has_value()) << name;
    EXPECT_EQ(RoleName(*role), name);
    EXPECT_GE(*role, before);
    before = *role;
  }
  EXPECT_EQ(RoleFromName("owner"), std::nullopt);
  EXPECT_EQ(RoleFromName(""), std::nullopt);
}

TEST(AccessJsonTest, ReadsWhatItWrites) {
  for (const AccessChange& change :
       {AccessChange{.identity = "김 \"기자\"", .token_id = 17},
        AccessChange{
            .identity = "kim", .memory = "press", .role = Role::kMaintainer},
        AccessChange{.identity = "kim", .role = Role::kAdministrator},
        AccessChange{.identity = "kim", .memory = "press"}}) {
    ASSERT_OK_AND_ASSIGN(const AccessChange read,
                         AccessChangeFromJson(AccessChangeToJson(change)));
    EXPECT_EQ(read, change) << AccessChangeToJson(change);
  }
}

TEST(AccessJsonTest, RefusesWhatIsDamaged) {
  for (const char* json : {"", "{", "[]", "17", "{}", R"({"identity":17})",
                           R"({"identity":"kim","role":"owner"})"}) {
    EXPECT_THAT(AccessChangeFromJson(json), IsCode(absl::StatusCode::kDataLoss))
        << json;
  }
}

}  // namespace
}  // namespace presstm
