#include "server/http/request_target.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace presstm {
namespace {

using ::testing::Optional;

RequestTarget Parsed(absl::string_view text) {
  auto target = RequestTarget::Parse(text);
  EXPECT_TRUE(target.ok()) << text << ": " << target.status();
  return target.ok() ? *std::move(target) : RequestTarget();
}

struct Row {
  const char* target;
  std::vector<std::string> parts;  // By Next.
  const char* rest;                // After them.
};

TEST(RequestTargetTest, TakesAPathApart) {
  const Row rows[] = {
      {"/", {}, ""},
      {"/tmserver/en/zh_hant/unit/Good%20morning",
       {"tmserver", "en", "zh_hant", "unit"},
       "Good morning"},
      {"/api/v1//en/af/unit/a", {"api", "v1", "en", "af", "unit"}, "a"},
      {"/unit/%E4%BD%A0%E5%A5%BD", {"unit"}, "你好"},
      {"/unit/%EC%95%88%EB%85%95", {"unit"}, "안녕"},
      {"/unit/\xE4\xBD\xA0", {"unit"}, "你"},
      {"/unit/and%2For", {"unit"}, "and/or"},
      {"/unit/and/or//", {"unit"}, "and/or//"},
      {"/unit/1+1%3F", {"unit"}, "1+1?"},
      {"/unit/%25", {"unit"}, "%"},
      {"/unit/a%00b?x=1", {"unit"}, nullptr},
      {"/unit/?source=a", {"unit"}, ""},
      {"/unit?source=a", {"unit"}, ""},
      {"/%F0%9F%98%80/", {"😀"}, ""},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.target);
    RequestTarget target = Parsed(row.target);
    for (const std::string& part : row.parts) {
      EXPECT_THAT(target.Next(), Optional(part));
    }
    const std::string rest =
        row.rest == nullptr ? std::string("a\0b", 3) : row.rest;
    EXPECT_EQ(target.Rest(), rest);
    if (rest.empty()) {
      EXPECT_EQ(target.Next(), std::nullopt);
    }
  }
}

TEST(RequestTargetTest, ReadsParameters) {
  const RequestTarget target = Parsed(
      "/unit/?source=%EC%95%88+a%2Bb&min_similarity=80&empty=&flag&a%26b=%3D"
      "&min_similarity=90");
  EXPECT_THAT(target.Parameter("source"), Optional(std::string("안 a+b")));
  EXPECT_THAT(target.Parameter("min_similarity"), Optional(std::string("80")));
  EXPECT_THAT(target.Parameter("empty"), Optional(std::string()));
  EXPECT_THAT(target.Parameter("flag"), Optional(std::string()));
  EXPECT_THAT(target.Parameter("a&b"), Optional(std::string("=")));
  EXPECT_EQ(target.Parameter("none"), std::nullopt);
}

TEST(RequestTargetTest, RefusesWhatIsNotPercentEncodedUtf8) {
  for (const char* text :
       {"/%", "/%4", "/%zz", "/%E4%BD", "/%FF", "/\xFF", "/?a=%", "/?%F0=1",
        // Half a character each.
        "/%E4/%BD%A0", "/%ED%A0%80"}) {
    EXPECT_FALSE(RequestTarget::Parse(text).ok()) << text;
  }
}

}  // namespace
}  // namespace presstm
