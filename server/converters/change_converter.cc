#include "server/converters/change_converter.h"

#include "server/converters/access_converter.h"
#include "server/converters/enum_converter.h"
#include "server/converters/time_converter.h"
#include "server/converters/translation_unit_converter.h"
#include "server/resource_name.h"

namespace presstm {

v1::Change ToProto(const Change& change) {
  v1::Change proto;
  proto.set_sequence(change.sequence);
  *proto.mutable_change_time() = ToProto(change.time);
  proto.set_author(change.actor);
  proto.set_kind(ToProto(change.kind));
  proto.set_revision(change.revision);
  if (!change.memory.empty()) {
    proto.set_memory(MemoryResourceName(change.memory));
  }
  if (change.unit_id.value != 0 && !change.memory.empty()) {
    proto.set_translation_unit(UnitResourceName(change.memory, change.unit_id));
  }
  if (change.before.has_value()) {
    *proto.mutable_before() = ToProto(*change.before, change.memory);
  }
  if (change.after.has_value()) {
    *proto.mutable_after() = ToProto(*change.after, change.memory);
  }
  if (change.access.has_value()) {
    *proto.mutable_access() = ToProto(*change.access);
  }
  return proto;
}

}  // namespace presstm
