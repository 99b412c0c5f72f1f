#include "server/resource_name.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

TEST(ResourceNameTest, ReadsWhatItWrites) {
  EXPECT_EQ(MemoryResourceName("cgtn-2025"), "memories/cgtn-2025");
  EXPECT_EQ(ParseMemoryName("memories/cgtn-2025", "name").value(), "cgtn-2025");
  const std::string name = UnitResourceName("cgtn-2025", {42});
  EXPECT_EQ(name, "memories/cgtn-2025/translationUnits/42");
  ASSERT_OK_AND_ASSIGN(const UnitName parsed, ParseUnitName(name, "name"));
  EXPECT_EQ(parsed.memory, "cgtn-2025");
  EXPECT_EQ(parsed.id.value, 42);
  EXPECT_EQ(TokenResourceName(17), "tokens/17");
  EXPECT_EQ(ParseTokenName("tokens/17", "name").value(), 17);
}

TEST(ResourceNameTest, RefusesOtherTokenNames) {
  for (const char* name :
       {"", "17", "tokens", "tokens/", "tokens/0", "tokens/017", "tokens/x",
        "token/17", "tokens/17/x"}) {
    const absl::Status status = ParseTokenName(name, "name").status();
    EXPECT_THAT(status, IsError(absl::StatusCode::kInvalidArgument,
                                ErrorReason::kInvalidArgument))
        << name;
    EXPECT_EQ(GetErrorField(status), "name") << name;
  }
}

TEST(ResourceNameTest, RefusesOtherMemoryNames) {
  for (const char* name :
       {"", "memories", "memories/", "memory/a", "memories/A", "memories/a/",
        "memories/a/b", "a", "memories/a-", "/memories/a", "memories/新闻",
        "memories/1a"}) {
    const absl::Status status = ParseMemoryName(name, "parent").status();
    EXPECT_THAT(status, IsError(absl::StatusCode::kInvalidArgument,
                                ErrorReason::kInvalidArgument))
        << name;
    EXPECT_EQ(GetErrorField(status), "parent") << name;
  }
}

TEST(ResourceNameTest, RefusesOtherUnitNames) {
  for (const char* name :
       {"", "memories/a", "memories/a/translationUnits",
        "memories/a/translationUnits/", "memories/a/translationUnits/0",
        "memories/a/translationUnits/-1", "memories/a/translationUnits/01",
        "memories/a/translationUnits/+1", "memories/a/translationUnits/x",
        "memories/a/translationUnits/9223372036854775808",
        "memories/A/translationUnits/1", "memories/a/units/1",
        "memories/a/translationUnits/1/2"}) {
    const absl::Status status = ParseUnitName(name, "name").status();
    EXPECT_THAT(status, IsError(absl::StatusCode::kInvalidArgument,
                                ErrorReason::kInvalidArgument))
        << name;
    EXPECT_EQ(GetErrorField(status), "name") << name;
  }
}

}  // namespace
}  // namespace presstm
