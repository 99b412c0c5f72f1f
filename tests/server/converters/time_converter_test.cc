#include "server/converters/time_converter.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

TEST(TimeConverterTest, RoundTrip) {
  for (const int64_t micros :
       {int64_t{0}, int64_t{1}, int64_t{-1}, int64_t{1'700'000'000'123'456},
        int64_t{-62'135'596'800'000'000}}) {
    const absl::Time time = absl::FromUnixMicros(micros);
    EXPECT_EQ(FromProto(ToProto(time)).value(), time) << micros;
    EXPECT_GE(ToProto(time).nanos(), 0) << micros;
  }
}

TEST(TimeConverterTest, DropsWhatIsFinerThanMicroseconds) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_nanos(1'999);
  EXPECT_EQ(FromProto(timestamp).value(), absl::FromUnixMicros(1));
}

TEST(TimeConverterTest, RefusesWhatIsNoTime) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_nanos(-1);
  EXPECT_THAT(FromProto(timestamp), IsCode(absl::StatusCode::kInvalidArgument));
  timestamp.set_nanos(1'000'000'000);
  EXPECT_THAT(FromProto(timestamp), IsCode(absl::StatusCode::kInvalidArgument));
  timestamp.set_nanos(0);
  timestamp.set_seconds(253'402'300'800);
  EXPECT_THAT(FromProto(timestamp), IsCode(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace presstm
