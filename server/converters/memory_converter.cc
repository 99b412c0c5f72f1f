#include "server/converters/memory_converter.h"

#include "server/converters/annotated.h"
#include "server/converters/enum_converter.h"
#include "server/converters/time_converter.h"
#include "server/converters/translation_unit_converter.h"
#include "server/resource_name.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {

v1::Memory ToProto(const Memory& memory) {
  v1::Memory proto;
  proto.set_name(MemoryResourceName(memory.name));
  proto.set_display_name(memory.display_name);
  proto.set_description(memory.description);
  if (memory.create_time != absl::InfinitePast()) {
    *proto.mutable_create_time() = ToProto(memory.create_time);
  }
  proto.set_default_penalty(memory.default_penalty);
  proto.set_write_rule(ToProto(memory.write_rule));
  proto.set_checks_quality(memory.checks_quality);
  proto.set_translation_unit_count(memory.translation_unit_count);
  proto.set_etag(EtagFromRevision(memory.revision));
  return proto;
}

absl::StatusOr<Memory> FromProto(const v1::Memory& proto) {
  Memory memory;
  memory.display_name = proto.display_name();
  memory.description = proto.description();
  memory.default_penalty = proto.default_penalty();
  memory.checks_quality = proto.checks_quality();
  if (proto.default_penalty() < 0 || proto.default_penalty() > 100) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "default_penalty must lie in 0 to 100",
                           "default_penalty");
  }
  PRESSTM_ASSIGN_OR_RETURN(
      memory.write_rule, InField(FromProto(proto.write_rule()), "write_rule"));
  if (memory.write_rule == WriteRule::kUnspecified) {
    memory.write_rule = WriteRule::kKeepAll;
  }
  return memory;
}

}  // namespace presstm
