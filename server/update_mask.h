// Partial updates by field mask.
#ifndef SERVER_UPDATE_MASK_H_
#define SERVER_UPDATE_MASK_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"

namespace presstm {

// Sets the fields of `target` that `mask` names to what they are in `update`,
// a message of the same type. Paths are names of the resource's own fields;
// "*" names all, an empty mask those that are set in `update`. Fields in
// `ignored` are passed over. InvalidArgument on any other path.
absl::Status ApplyUpdate(const google::protobuf::Message& update,
                         const google::protobuf::FieldMask& mask,
                         absl::Span<const absl::string_view> ignored,
                         google::protobuf::Message& target);

}  // namespace presstm

#endif  // SERVER_UPDATE_MASK_H_
