#include "tm_store/access_rights.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <string>

#include "gmock/gmock.h"
#include "tests/tm_store/translation_memory_fixture.h"
#include "tm_store/token_secret.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SettableClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::FromUnixSeconds(seconds); }
  std::atomic<int64_t> seconds = 1'700'000'000;
};

class AccessRightsTest : public TranslationMemoryFixture {
 protected:
  void SetUp() override {
    TranslationMemoryFixture::SetUp();
    OpenWithClock();
  }

  void OpenWithClock() {
    tm_.reset();
    auto opened = TranslationMemory::Open(path(), {.clock = &clock_});
    ASSERT_OK(opened);
    tm_ = *std::move(opened);
  }

  AccessRights& rights() { return tm_->access(); }

  AccessRights::NewToken Create(const AccessToken& token) {
    auto created = rights().CreateToken(token, "boss");
    EXPECT_THAT(created, IsOk());
    return created.value_or(AccessRights::NewToken());
  }

  SettableClock clock_;
};

auto IsRefused(ErrorReason reason) {
  return IsError(absl::StatusCode::kUnauthenticated, reason);
}

TEST_F(AccessRightsTest, ATokenStandsForItsIdentity) {
  const AccessRights::NewToken kim = Create({.identity = "kim"});
  const AccessRights::NewToken lee = Create({.identity = "李"});
  EXPECT_EQ(rights().Authenticate(kim.text)->identity, "kim");
  EXPECT_EQ(rights().Authenticate(lee.text)->identity, "李");
  EXPECT_EQ(kim.token.created_by, "boss");
  EXPECT_EQ(kim.token.create_time, clock_.Now());
  EXPECT_NE(kim.text, lee.text);
  // One's number with the other's secret.
  const auto mixed = FormatToken(
      {kim.token.id, ParseToken(lee.text).value_or(TokenText()).secret});
  EXPECT_THAT(rights().Authenticate(mixed),
              IsRefused(ErrorReason::kTokenInvalid));
}

TEST_F(AccessRightsTest, ATokenExpires) {
  const AccessRights::NewToken created =
      Create({.identity = "kim", .expire_time = clock_.Now() + absl::Hours(1)});
  EXPECT_OK(rights().Authenticate(created.text));
  clock_.seconds += 3'599;
  EXPECT_OK(rights().Authenticate(created.text));
  EXPECT_OK(rights().CheckToken(created.token.id));
  clock_.seconds += 1;
  EXPECT_THAT(rights().Authenticate(created.text),
              IsRefused(ErrorReason::kTokenExpired));
  EXPECT_THAT(rights().CheckToken(created.token.id),
              IsRefused(ErrorReason::kTokenExpired));
  // Nobody else learns that it did.
  EXPECT_THAT(rights().Authenticate(FormatToken({created.token.id, "x"})),
              IsRefused(ErrorReason::kTokenInvalid));
  OpenWithClock();
  EXPECT_THAT(rights().Authenticate(created.text),
              IsRefused(ErrorReason::kTokenExpired));
}

TEST_F(AccessRightsTest, TheFileDoesNotHoldTheSecret) {
  const AccessRights::NewToken created = Create({.identity = "kim"});
  tm_.reset();
  std::ifstream file(path(), std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(content.find("kim"), std::string::npos);
  const std::string secret = ParseToken(created.text)->secret;
  EXPECT_EQ(content.find(secret), std::string::npos);
}

TEST_F(AccessRightsTest, TellsWhenATokenWasLastUsed) {
  const AccessRights::NewToken created = Create({.identity = "kim"});
  EXPECT_EQ(rights().ListTokens(0, 10)[0].last_used_time, absl::InfinitePast());
  clock_.seconds += 60;
  EXPECT_OK(rights().Authenticate(created.text));
  ASSERT_THAT(rights().ListTokens(0, 10), SizeIs(1));
  EXPECT_EQ(rights().ListTokens(0, 10)[0].last_used_time, clock_.Now());
  EXPECT_THAT(rights().ListTokens(created.token.id, 10), IsEmpty());
}

TEST_F(AccessRightsTest, RefusesWhatIsNoName) {
  EXPECT_TRUE(IsIdentity("김 기자"));
  EXPECT_TRUE(IsIdentity(std::string(200, 'a')));
  EXPECT_FALSE(IsIdentity(""));
  EXPECT_FALSE(IsIdentity(std::string(201, 'a')));
  EXPECT_FALSE(IsIdentity("\xff"));
  EXPECT_FALSE(IsIdentity("boss\nx"));
  // What would look like another.
  EXPECT_FALSE(IsIdentity("boss "));
  EXPECT_FALSE(IsIdentity("　boss"));
  EXPECT_FALSE(IsIdentity("big  boss"));
  EXPECT_FALSE(IsIdentity("big\u00A0boss"));
  EXPECT_FALSE(IsIdentity("bo\u3164ss"));
  EXPECT_FALSE(IsIdentity("bo\u115Fss"));
  EXPECT_FALSE(IsIdentity("boss\uFE0F"));
  EXPECT_TRUE(IsIdentity("José"));
  EXPECT_FALSE(IsIdentity("Jose\u0301"));
  EXPECT_FALSE(IsIdentity("bo\u200Bss"));
  EXPECT_FALSE(IsIdentity("\u202Essob"));
  EXPECT_FALSE(IsIdentity("\u043Aim"));  // Cyrillic, then Latin.
  EXPECT_FALSE(IsIdentity("k\u0456m"));
  EXPECT_FALSE(IsIdentity("\uFF4Bim"));  // Of full width.
  EXPECT_TRUE(IsIdentity("Иван"));
  EXPECT_TRUE(IsIdentity("김민수 Kim"));
  EXPECT_TRUE(IsIdentity("王伟 (KBS)"));
  EXPECT_FALSE(IsIdentity(std::string("boss\0x", 6)));
}

TEST_F(AccessRightsTest, TheHigherOfTwoRolesCounts) {
  ASSERT_OK(rights().SetGrant({"kim", "press", Role::kReader}, "boss"));
  EXPECT_EQ(rights().RoleIn("kim", "press"), Role::kReader);
  EXPECT_EQ(rights().RoleIn("kim", "other"), Role::kNone);
  EXPECT_EQ(rights().RoleIn("kim2", "press"), Role::kNone);
  ASSERT_OK(rights().SetGrant({"kim", "", Role::kContributor}, "boss"));
  EXPECT_EQ(rights().RoleIn("kim", "press"), Role::kContributor);
  EXPECT_EQ(rights().RoleIn("kim", "other"), Role::kContributor);
  ASSERT_OK(rights().SetGrant({"kim", "press", Role::kMaintainer}, "boss"));
  ASSERT_OK(rights().SetGrant({"kim", "", Role::kReader}, "boss"));
  EXPECT_EQ(rights().RoleIn("kim", "press"), Role::kMaintainer);
  EXPECT_THAT(rights().ListGrants("", {}, 10),
              ElementsAre(Grant{"kim", "", Role::kReader},
                          Grant{"kim", "press", Role::kMaintainer}));
}

TEST_F(AccessRightsTest, DeniesOrHides) {
  ASSERT_OK(rights().SetGrant({"kim", "press", Role::kContributor}, "boss"));
  EXPECT_OK(rights().RequireIn("kim", "press", Role::kReader));
  EXPECT_OK(rights().RequireIn("kim", "press", Role::kContributor));
  EXPECT_THAT(
      rights().RequireIn("kim", "press", Role::kMaintainer),
      IsError(absl::StatusCode::kPermissionDenied, ErrorReason::kRoleTooLow));
  // As if it were not there.
  const absl::Status hidden =
      rights().RequireIn("lee", "press", Role::kContributor);
  ASSERT_OK(tm_->DeleteMemory("press", 0, "boss"));
  EXPECT_EQ(hidden, tm_->GetMemory("press").status());
  EXPECT_THAT(
      rights().RequireAdministrator("kim"),
      IsError(absl::StatusCode::kPermissionDenied, ErrorReason::kRoleTooLow));
}

TEST_F(AccessRightsTest, KnowsWhetherThereIsAnAdministrator) {
  EXPECT_FALSE(rights().HasAdministrator());
  EXPECT_THAT(rights().SetGrant({"kim", "press", Role::kAdministrator}, "boss"),
              IsError(absl::StatusCode::kInvalidArgument,
                      ErrorReason::kInvalidArgument));
  ASSERT_OK(rights().SetGrant({"kim", "", Role::kAdministrator}, "boss"));
  EXPECT_TRUE(rights().HasAdministrator());
  EXPECT_OK(rights().RequireAdministrator("kim"));
  ASSERT_OK(rights().SetGrant({"kim", "", Role::kNone}, "boss"));
  EXPECT_FALSE(rights().HasAdministrator());
}

TEST(TokenSecretTest, ReadsWhatItWrites) {
  const auto parsed = ParseToken(FormatToken({17, "a_b-c"}));
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->id, 17);
  EXPECT_EQ(parsed->secret, "a_b-c");
  for (const char* text : {"", "ptm", "ptm_", "ptm_17", "ptm_17_", "ptm_x_y",
                           "abc_17_y", " ptm_17_y"}) {
    EXPECT_FALSE(ParseToken(text).has_value()) << text;
  }
}

TEST(TokenSecretTest, SaltsEachHash) {
  ASSERT_OK_AND_ASSIGN(const std::string secret, MakeTokenSecret());
  EXPECT_EQ(secret.size(), 43);  // 32 bytes in base64.
  EXPECT_NE(secret, MakeTokenSecret().value());
  ASSERT_OK_AND_ASSIGN(const SaltedHash one, HashSecret(secret));
  ASSERT_OK_AND_ASSIGN(const SaltedHash two, HashSecret(secret));
  EXPECT_NE(one.hash, two.hash);
  EXPECT_TRUE(SecretMatches(secret, one));
  EXPECT_TRUE(SecretMatches(secret, two));
  EXPECT_FALSE(SecretMatches(secret + "A", one));
  EXPECT_FALSE(SecretMatches("", one));
  EXPECT_FALSE(SecretMatches(secret, {one.salt, ""}));
}

}  // namespace
}  // namespace presstm
