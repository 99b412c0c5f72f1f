#include "server/converters/lookup_converter.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "server/converters/annotated.h"
#include "server/converters/code_points.h"
#include "server/converters/enum_converter.h"
#include "server/converters/segment_converter.h"
#include "server/converters/translation_unit_converter.h"
#include "server/resource_name.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

absl::StatusOr<std::vector<MemorySelection>> MemoriesFromProto(
    const v1::LookupRequest& proto) {
  std::vector<MemorySelection> memories;
  absl::flat_hash_set<std::string> names;
  for (int i = 0; i < proto.memories_size(); ++i) {
    const v1::MemorySelection& selection = proto.memories(i);
    const std::string field = ElementName("memories", i) + ".memory";
    PRESSTM_ASSIGN_OR_RETURN(std::string name,
                             ParseMemoryName(selection.memory(), field));
    if (!names.insert(name).second) {
      return InvalidArgument(
          ErrorReason::kInvalidArgument,
          absl::StrCat(field, ": ", selection.memory(), " is named twice"),
          field);
    }
    memories.push_back(
        {.name = std::move(name), .penalty = selection.penalty()});
  }
  return memories;
}

// Checks all fields at once by reflection: they are all points.
absl::Status CheckRange(const v1::PenaltySettings& proto) {
  const google::protobuf::Descriptor& descriptor = *proto.GetDescriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const google::protobuf::FieldDescriptor* field = descriptor.field(i);
    const int points = proto.GetReflection()->GetInt32(proto, field);
    if (points >= 0 && points <= 100) continue;
    const std::string name = absl::StrCat("penalty_settings.", field->name());
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           absl::StrCat(name, " must lie in 0 to 100"), name);
  }
  return absl::OkStatus();
}

PenaltySettings FromProto(const v1::PenaltySettings& proto) {
  PenaltySettings settings;
#define PRESSTM_COPY_IF_SET(field) \
  if (proto.has_##field()) settings.field = proto.field()
  PRESSTM_COPY_IF_SET(letter_case);
  PRESSTM_COPY_IF_SET(character_width);
  PRESSTM_COPY_IF_SET(punctuation);
  PRESSTM_COPY_IF_SET(script_variant);
  PRESSTM_COPY_IF_SET(inline_code);
  PRESSTM_COPY_IF_SET(inline_code_cap);
  PRESSTM_COPY_IF_SET(number_carried_over);
  PRESSTM_COPY_IF_SET(number);
  PRESSTM_COPY_IF_SET(number_cap);
  PRESSTM_COPY_IF_SET(ambiguous);
  PRESSTM_COPY_IF_SET(aligned);
  PRESSTM_COPY_IF_SET(machine);
  PRESSTM_COPY_IF_SET(draft);
#undef PRESSTM_COPY_IF_SET
  return settings;
}

v1::Match ToProto(const Match& match, absl::string_view query_text) {
  v1::Match proto;
  proto.set_score(match.score);
  proto.set_type(ToProto(match.type));
  for (const Penalty& penalty : match.penalties) {
    v1::Penalty& out = *proto.add_penalties();
    out.set_kind(ToProto(penalty.kind));
    out.set_points(penalty.points);
  }
  *proto.mutable_source() = ToProto(match.source);
  *proto.mutable_target() = ToProto(match.target);
  proto.set_memory(MemoryResourceName(match.memory_name));
  *proto.mutable_translation_unit() = ToProto(match.unit, match.memory_name);
  CodePointOffsets query(query_text);
  CodePointOffsets source(match.source.segment.text);
  for (const Difference& difference : match.differences) {
    v1::Difference& out = *proto.add_differences();
    out.set_kind(ToProto(difference.kind));
    out.set_query_begin_code_points(
        query.FromBytes(difference.query_begin_bytes));
    out.set_query_end_code_points(query.FromBytes(difference.query_end_bytes));
    out.set_source_begin_code_points(
        source.FromBytes(difference.source_begin_bytes));
    out.set_source_end_code_points(
        source.FromBytes(difference.source_end_bytes));
  }
  return proto;
}

}  // namespace

absl::StatusOr<LookupRequest> FromProto(const v1::LookupRequest& proto) {
  LookupRequest request;
  request.source_language = proto.source_language_code();
  request.target_language = proto.target_language_code();
  request.previous_text = proto.previous_text();
  request.next_text = proto.next_text();
  request.context_key = proto.context_key();
  request.document = proto.document();
  PRESSTM_ASSIGN_OR_RETURN(request.query,
                           InField(FromProto(proto.query()), "query"));
  PRESSTM_ASSIGN_OR_RETURN(request.memories, MemoriesFromProto(proto));
  if (proto.threshold() != 0) request.threshold = proto.threshold();
  if (proto.limit() != 0) {
    request.limit = std::min(proto.limit(), kMaxLookupLimit);
  }
  PRESSTM_RETURN_IF_ERROR(CheckRange(proto.penalty_settings()));
  request.penalties = FromProto(proto.penalty_settings());
  return request;
}

v1::LookupResponse ToProto(const LookupResponse& response,
                           absl::string_view query_text) {
  v1::LookupResponse proto;
  for (const Match& match : response.matches) {
    *proto.add_matches() = ToProto(match, query_text);
  }
  return proto;
}

}  // namespace presstm
