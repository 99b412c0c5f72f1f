#include "server/http/credentials.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace presstm {
namespace {

std::string Basic(absl::string_view text) {
  return absl::StrCat("Basic ", absl::Base64Escape(text));
}

TEST(CredentialsTest, ReadsBearerAndBasic) {
  EXPECT_EQ(ReadCredentials("").authorization, "");
  EXPECT_EQ(ReadCredentials("Bearer ptm_1_x").authorization, "Bearer ptm_1_x");
  EXPECT_EQ(ReadCredentials("bearer  ptm_1_x ").authorization,
            "Bearer ptm_1_x");
  const HttpCredentials basic = ReadCredentials(Basic("kim:ptm_1_x"));
  EXPECT_EQ(basic.authorization, "Bearer ptm_1_x");
  EXPECT_EQ(basic.user, "kim");
  EXPECT_EQ(ReadCredentials(Basic("김:a:b")).authorization, "Bearer a:b");
  EXPECT_EQ(ReadCredentials(Basic("김:a:b")).user, "김");
}

TEST(CredentialsTest, NeverGivesGrpcWhatItCannotSend) {
  for (const std::string& header :
       {std::string("Bearer"), std::string("Bearer "),
        std::string("Bearer a\nb"), std::string("Bearer 토큰"),
        std::string("Digest x"), std::string("ptm_1_x"),
        std::string("Basic %%%"), Basic("kim"), Basic("kim:"), Basic("kim:a b"),
        Basic(absl::string_view("kim:a\0b", 7))}) {
    EXPECT_EQ(ReadCredentials(header).authorization, "Bearer unreadable")
        << header;
  }
  EXPECT_EQ(ReadCredentials(Basic("\xFF:x")).user, "");
}

}  // namespace
}  // namespace presstm
