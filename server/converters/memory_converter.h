// Memories.
#ifndef SERVER_CONVERTERS_MEMORY_CONVERTER_H_
#define SERVER_CONVERTERS_MEMORY_CONVERTER_H_

#include "absl/status/statusor.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

v1::Memory ToProto(const Memory& memory);

// Converts all but the name and the fields only the server sets.
// InvalidArgument names the field if the penalty is not in 0-100 or the write
// rule is unknown.
absl::StatusOr<Memory> FromProto(const v1::Memory& proto);

}  // namespace presstm

#endif  // SERVER_CONVERTERS_MEMORY_CONVERTER_H_
