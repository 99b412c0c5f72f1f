#include "server/status_util.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/server/server_fixture.h"
#include "tm_store/base/error.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

TEST(StatusUtilTest, OkHasNoDetails) {
  const grpc::Status status = ToGrpcStatus(absl::OkStatus());
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(status.error_details(), "");
  EXPECT_EQ(WireReason(absl::OkStatus()), "");
}

TEST(StatusUtilTest, CarriesCodeReasonAndField) {
  const grpc::Status status = ToGrpcStatus(
      InvalidArgument(ErrorReason::kSegmentTooLong, "太长了", "query.text"));
  EXPECT_THAT(status, IsGrpcError(grpc::StatusCode::INVALID_ARGUMENT,
                                  "SEGMENT_TOO_LONG", "query.text"));
  EXPECT_EQ(status.error_message(), "太长了");
  EXPECT_EQ(DecodeDetails(status).domain, "presstm");
}

TEST(StatusUtilTest, DetailsRepeatCodeAndMessage) {
  v1::Status proto;
  ASSERT_TRUE(proto.ParseFromString(
      ToGrpcStatus(absl::AbortedError("retry")).error_details()));
  EXPECT_EQ(proto.code(), 10);
  EXPECT_EQ(proto.message(), "retry");
}

TEST(StatusUtilTest, NamesTheCodeWhereThereIsNoReason) {
  EXPECT_THAT(ToGrpcStatus(absl::CancelledError("gone")),
              IsGrpcError(grpc::StatusCode::CANCELLED, "CANCELLED", ""));
  EXPECT_THAT(ToGrpcStatus(absl::DeadlineExceededError("late")),
              IsGrpcError(grpc::StatusCode::DEADLINE_EXCEEDED,
                          "DEADLINE_EXCEEDED", ""));
}

TEST(StatusUtilTest, KeepsEveryCode) {
  for (int code = 1; code <= 16; ++code) {
    const grpc::Status status = ToGrpcStatus(
        absl::Status(static_cast<absl::StatusCode>(code), "message"));
    EXPECT_EQ(status.error_code(), code);
  }
}

TEST(StatusUtilTest, BoundsTheMessageAndKeepsItValid) {
  std::string message = "\xff";
  for (int i = 0; i < 5000; ++i) message += "한";
  const grpc::Status status = ToGrpcStatus(absl::InternalError(message));
  EXPECT_LE(status.error_message().size(), 1000U);
  EXPECT_GE(status.error_message().size(), 990U);
  EXPECT_TRUE(IsValidUtf8(status.error_message()));
}

TEST(BoundedUtf8Test, CutsBetweenCharacters) {
  EXPECT_EQ(BoundedUtf8("", 10), "");
  EXPECT_EQ(BoundedUtf8("한국", 6), "한국");
  EXPECT_EQ(BoundedUtf8("한국", 5), "한");
  EXPECT_EQ(BoundedUtf8("한국", 2), "");
  EXPECT_EQ(BoundedUtf8("a\xffz", 10), "a\uFFFDz");
  EXPECT_EQ(BoundedUtf8("中\xe4\xb8", 4), "中");
}

}  // namespace
}  // namespace presstm
