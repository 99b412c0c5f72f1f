#include "server/update_mask.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::vector<const FieldDescriptor*> AllFields(const Descriptor& descriptor) {
  std::vector<const FieldDescriptor*> fields;
  fields.reserve(static_cast<size_t>(descriptor.field_count()));
  for (int i = 0; i < descriptor.field_count(); ++i) {
    fields.push_back(descriptor.field(i));
  }
  return fields;
}

absl::StatusOr<std::vector<const FieldDescriptor*>> MaskedFields(
    const Message& update, const google::protobuf::FieldMask& mask) {
  std::vector<const FieldDescriptor*> fields;
  if (mask.paths().empty()) {
    update.GetReflection()->ListFields(update, &fields);
    return fields;
  }
  for (const std::string& path : mask.paths()) {
    if (path == "*") return AllFields(*update.GetDescriptor());
    const FieldDescriptor* field =
        update.GetDescriptor()->FindFieldByName(path);
    if (field == nullptr) {
      return InvalidArgument(
          ErrorReason::kInvalidArgument,
          absl::StrCat("update_mask: ", update.GetDescriptor()->name(),
                       " has no field \"", path, "\""),
          "update_mask");
    }
    fields.push_back(field);
  }
  return fields;
}

}  // namespace

absl::Status ApplyUpdate(const Message& update,
                         const google::protobuf::FieldMask& mask,
                         absl::Span<const absl::string_view> ignored,
                         Message& target) {
  PRESSTM_ASSIGN_OR_RETURN(std::vector<const FieldDescriptor*> fields,
                           MaskedFields(update, mask));
  std::erase_if(fields, [&](const FieldDescriptor* field) {
    return std::ranges::find(ignored, absl::string_view(field->name())) !=
           ignored.end();
  });
  std::ranges::sort(fields, {}, &FieldDescriptor::number);
  fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
  std::unique_ptr<Message> values(update.New());
  values->CopyFrom(update);
  target.GetReflection()->SwapFields(&target, values.get(), fields);
  return absl::OkStatus();
}

}  // namespace presstm
