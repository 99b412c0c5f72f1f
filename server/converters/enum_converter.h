// Enums of the model <-> enums of the API. A value from outside that this
// version does not know is InvalidArgument, without a field: the caller
// annotates it.
#ifndef SERVER_CONVERTERS_ENUM_CONVERTER_H_
#define SERVER_CONVERTERS_ENUM_CONVERTER_H_

#include "absl/status/statusor.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/model/change.h"
#include "tm_store/model/match.h"
#include "tm_store/model/quality.h"
#include "tm_store/model/segment.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

v1::Origin ToProto(Origin origin);
v1::TranslationStatus ToProto(TranslationStatus status);
v1::WriteRule ToProto(WriteRule rule);
v1::WriteOutcome ToProto(WriteOutcome outcome);
v1::QualityIssue ToProto(QualityIssue issue);
v1::ChangeKind ToProto(ChangeKind kind);
v1::MatchType ToProto(MatchType type);
v1::PenaltyKind ToProto(PenaltyKind kind);
v1::DifferenceKind ToProto(DifferenceKind kind);
v1::InlineCodeKind ToProto(InlineCodeKind kind);
v1::TmxElement ToProto(TmxElement element);

absl::StatusOr<Origin> FromProto(v1::Origin origin);
absl::StatusOr<TranslationStatus> FromProto(v1::TranslationStatus status);
absl::StatusOr<WriteRule> FromProto(v1::WriteRule rule);
absl::StatusOr<RegionPreference> FromProto(v1::RegionPreference preference);
absl::StatusOr<PivotMode> FromProto(v1::PivotMode mode);
// Unspecified is InvalidArgument, too.
absl::StatusOr<InlineCodeKind> FromProto(v1::InlineCodeKind kind);
absl::StatusOr<TmxElement> FromProto(v1::TmxElement element);

}  // namespace presstm

#endif  // SERVER_CONVERTERS_ENUM_CONVERTER_H_
