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
#include "server/converters/named_memories.h"
#include "server/converters/segment_converter.h"
#include "server/converters/time_converter.h"
#include "server/converters/translation_unit_converter.h"
#include "server/resource_name.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

absl::StatusOr<std::vector<MemorySelection>> MemoriesFromProto(
    const v1::LookupRequest& proto) {
  PRESSTM_ASSIGN_OR_RETURN(
      std::vector<std::string> names,
      ParseNamedMemories(proto.memories_size(), [&proto](int i) {
        return NamedMemory{proto.memories(i).memory(),
                           ElementName("memories", i) + ".memory"};
      }));
  std::vector<MemorySelection> memories;
  for (int i = 0; i < proto.memories_size(); ++i) {
    memories.push_back({.name = std::move(names[static_cast<size_t>(i)]),
                        .penalty = proto.memories(i).penalty()});
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

PenaltySettings PenaltiesFromProto(const v1::PenaltySettings& proto) {
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
  PRESSTM_COPY_IF_SET(pivot);
#undef PRESSTM_COPY_IF_SET
  return settings;
}

// What decides which matches there are, besides query and score.
absl::Status TakeChoices(const v1::LookupRequest& proto,
                         LookupRequest& request) {
  PRESSTM_ASSIGN_OR_RETURN(request.filter,
                           InField(FromProto(proto.filter()), "filter"));
  request.exclude_exact = proto.exclude_exact();
  PRESSTM_ASSIGN_OR_RETURN(
      request.region_preference,
      InField(FromProto(proto.region_preference()), "region_preference"));
  PRESSTM_ASSIGN_OR_RETURN(
      request.pivot_mode, InField(FromProto(proto.pivot_mode()), "pivot_mode"));
  request.pivot_languages.assign(proto.pivot_language_codes().begin(),
                                 proto.pivot_language_codes().end());
  request.preferred_properties =
      PropertiesFromProto(proto.preferred_properties());
  return absl::OkStatus();
}

void DifferencesToProto(const Match& match, absl::string_view query_text,
                        v1::Match& proto) {
  CodePointOffsets query(query_text);
  CodePointOffsets source(match.source.segment.text);
  proto.mutable_differences()->Reserve(
      static_cast<int>(match.differences.size()));
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
}

v1::Pivot ToProto(const Pivot& pivot) {
  v1::Pivot proto;
  *proto.mutable_first() = ToProto(pivot.first);
  *proto.mutable_second() = ToProto(pivot.second);
  proto.set_memory(MemoryResourceName(pivot.memory_name));
  *proto.mutable_translation_unit() = ToProto(pivot.unit, pivot.memory_name);
  return proto;
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
  if (match.pivot) *proto.mutable_pivot() = ToProto(*match.pivot);
  DifferencesToProto(match, query_text, proto);
  return proto;
}

}  // namespace

absl::StatusOr<LookupFilter> FromProto(const v1::LookupFilter& proto) {
  LookupFilter filter;
  filter.documents.assign(proto.documents().begin(), proto.documents().end());
  filter.properties = PropertiesFromProto(proto.properties());
  for (int i = 0; i < proto.origins_size(); ++i) {
    PRESSTM_ASSIGN_OR_RETURN(
        const Origin origin,
        InField(FromProto(proto.origins(i)), ElementName("origins", i)));
    filter.origins.push_back(origin);
  }
  filter.authors.assign(proto.authors().begin(), proto.authors().end());
  if (proto.has_change_time_from()) {
    PRESSTM_ASSIGN_OR_RETURN(
        filter.change_time_from,
        InField(FromProto(proto.change_time_from()), "change_time_from"));
  }
  if (proto.has_change_time_before()) {
    PRESSTM_ASSIGN_OR_RETURN(
        filter.change_time_before,
        InField(FromProto(proto.change_time_before()), "change_time_before"));
  }
  return filter;
}

absl::StatusOr<LookupRequest> SettingsFromProto(
    const v1::LookupRequest& proto) {
  LookupRequest request;
  request.source_language = proto.source_language_code();
  request.target_language = proto.target_language_code();
  request.document = proto.document();
  PRESSTM_ASSIGN_OR_RETURN(request.memories, MemoriesFromProto(proto));
  if (proto.threshold() != 0) request.threshold = proto.threshold();
  if (proto.limit() != 0) {
    request.limit = std::min(proto.limit(), kMaxLookupLimit);
  }
  PRESSTM_RETURN_IF_ERROR(CheckRange(proto.penalty_settings()));
  request.penalties = PenaltiesFromProto(proto.penalty_settings());
  PRESSTM_RETURN_IF_ERROR(TakeChoices(proto, request));
  return request;
}

absl::StatusOr<LookupRequest> FromProto(const v1::LookupRequest& proto) {
  PRESSTM_ASSIGN_OR_RETURN(LookupRequest request, SettingsFromProto(proto));
  PRESSTM_ASSIGN_OR_RETURN(request.query,
                           InField(FromProto(proto.query()), "query"));
  request.previous_text = proto.previous_text();
  request.next_text = proto.next_text();
  request.context_key = proto.context_key();
  return request;
}

absl::StatusOr<LookupQuery> FromProto(const v1::LookupQuery& proto) {
  LookupQuery query;
  PRESSTM_ASSIGN_OR_RETURN(query.segment,
                           InField(FromProto(proto.query()), "query"));
  query.previous_text = proto.previous_text();
  query.next_text = proto.next_text();
  query.context_key = proto.context_key();
  return query;
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
