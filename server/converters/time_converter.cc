#include "server/converters/time_converter.h"

#include <cstdint>

#include "google/protobuf/util/time_util.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

constexpr int64_t kYear1Seconds = -62'135'596'800;
constexpr int64_t kYear9999EndSeconds = 253'402'300'799;

}  // namespace

google::protobuf::Timestamp ToProto(absl::Time time) {
  const int64_t seconds = absl::ToUnixSeconds(time);  // Rounds down.
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(
      absl::ToInt64Microseconds(time - absl::FromUnixSeconds(seconds)) * 1000));
  return timestamp;
}

google::protobuf::Duration ToProto(absl::Duration duration) {
  return google::protobuf::util::TimeUtil::NanosecondsToDuration(
      absl::ToInt64Nanoseconds(duration));
}

absl::StatusOr<absl::Time> FromProto(
    const google::protobuf::Timestamp& timestamp) {
  if (timestamp.seconds() < kYear1Seconds ||
      timestamp.seconds() > kYear9999EndSeconds || timestamp.nanos() < 0 ||
      timestamp.nanos() > 999'999'999) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "a time must lie in the years 1 to 9999");
  }
  return absl::FromUnixSeconds(timestamp.seconds()) +
         absl::Microseconds(timestamp.nanos() / 1000);
}

}  // namespace presstm
