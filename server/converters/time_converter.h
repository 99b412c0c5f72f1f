// Points in time: absl::Time <-> google.protobuf.Timestamp. And durations.
#ifndef SERVER_CONVERTERS_TIME_CONVERTER_H_
#define SERVER_CONVERTERS_TIME_CONVERTER_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace presstm {

// Returns `time` in whole microseconds, as the library keeps it. It must be
// finite.
google::protobuf::Timestamp ToProto(absl::Time time);

// In whole nanoseconds. It must be finite.
google::protobuf::Duration ToProto(absl::Duration duration);

// InvalidArgument, without a field, outside the years 1-9999 or if the
// nanoseconds are not in 0-999,999,999.
absl::StatusOr<absl::Time> FromProto(
    const google::protobuf::Timestamp& timestamp);

}  // namespace presstm

#endif  // SERVER_CONVERTERS_TIME_CONVERTER_H_
