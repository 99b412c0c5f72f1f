#include "server/paging.h"

#include <random>
#include <string>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

auto IsBadToken() {
  return IsError(absl::StatusCode::kInvalidArgument,
                 ErrorReason::kInvalidArgument);
}

v1::ListTranslationUnitsRequest MakeRequest() {
  v1::ListTranslationUnitsRequest request;
  request.set_parent("memories/press");
  request.set_language_code("ko");
  return request;
}

TEST(PageSizeTest, HasADefaultAndACap) {
  EXPECT_EQ(PageSize(0).value(), 50);
  EXPECT_EQ(PageSize(1).value(), 1);
  EXPECT_EQ(PageSize(1000).value(), 1000);
  EXPECT_EQ(PageSize(1001).value(), 1000);
}

TEST(PageSizeTest, RefusesNegative) {
  const absl::Status status = PageSize(-1).status();
  EXPECT_THAT(status, IsBadToken());
  EXPECT_EQ(GetErrorField(status), "page_size");
}

TEST(PageTokenTest, GivesBackThePosition) {
  v1::ListTranslationUnitsRequest request = MakeRequest();
  const std::string token = MakePageToken(request, "4711");
  request.set_page_token(token);
  request.set_page_size(7);  // May change.
  EXPECT_EQ(ParsePageToken(request, token).value(), "4711");
}

TEST(PageTokenTest, EmptyIsTheBeginning) {
  EXPECT_EQ(ParsePageToken(MakeRequest(), "").value(), "");
}

TEST(PageTokenTest, RefusesATokenOfAnotherRequest) {
  v1::ListTranslationUnitsRequest request = MakeRequest();
  const std::string token = MakePageToken(request, "4711");
  request.set_document("speech.docx");
  const absl::Status status = ParsePageToken(request, token).status();
  EXPECT_THAT(status, IsBadToken());
  EXPECT_EQ(GetErrorField(status), "page_token");
  EXPECT_THAT(ParsePageToken(v1::ListMemoriesRequest(), token), IsBadToken());
}

TEST(PageTokenTest, RefusesGarbage) {
  for (const std::string token :
       {"x", "%%%", "5", "你好", "\xff\xfe", "MTIzNDU2Nzg5MA==", "MTo="}) {
    EXPECT_THAT(ParsePageToken(MakeRequest(), token), IsBadToken()) << token;
  }
  const unsigned seed = 20240607;
  std::mt19937 random(seed);
  for (int i = 0; i < 1000; ++i) {
    std::string bytes;
    for (unsigned n = random() % 40; n > 0; --n) {
      bytes.push_back(static_cast<char>(random()));
    }
    const std::string token = absl::WebSafeBase64Escape(bytes + "!");
    EXPECT_THAT(ParsePageToken(MakeRequest(), token), IsBadToken())
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace presstm
