#include "server/request_parser.h"

#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "grpcpp/support/slice.h"
#include "tm_store/base/error.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

std::string ToString(const grpc::ByteBuffer& buffer) {
  std::string bytes;
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

// Path of a field; `index` counts the elements of repeated ones.
std::string FieldPath(const FieldDescriptor& field, int index) {
  if (!field.is_repeated()) return field.name();
  return absl::StrCat(field.name(), "[", index, "]");
}

}  // namespace

std::optional<std::string> FindInvalidUtf8Field(const Descriptor& descriptor,
                                                absl::string_view bytes) {
  CodedInputStream input(reinterpret_cast<const uint8_t*>(bytes.data()),
                         static_cast<int>(bytes.size()));
  std::map<int, int> counts;  // Elements seen, by field number.
  while (const uint32_t tag = input.ReadTag()) {
    if (WireFormatLite::GetTagWireType(tag) !=
        WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      if (!WireFormatLite::SkipField(&input, tag)) return std::nullopt;
      continue;
    }
    std::string value;
    uint32_t size = 0;
    if (!input.ReadVarint32(&size) ||
        !input.ReadString(&value, static_cast<int>(size))) {
      return std::nullopt;
    }
    const FieldDescriptor* field =
        descriptor.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
    if (field == nullptr) continue;
    const std::string path = FieldPath(*field, counts[field->number()]++);
    if (field->type() == FieldDescriptor::TYPE_STRING && !IsValidUtf8(value)) {
      return path;
    }
    if (field->type() != FieldDescriptor::TYPE_MESSAGE) continue;
    if (auto inner = FindInvalidUtf8Field(*field->message_type(), value)) {
      return absl::StrCat(path, ".", *inner);
    }
  }
  return std::nullopt;
}

absl::Status ParseRequest(const grpc::ByteBuffer& buffer,
                          google::protobuf::Message& message) {
  message.Clear();
  if (buffer.Length() == 0) return absl::OkStatus();  // No field is set.
  grpc::ByteBuffer copy = buffer;  // A reference to the same bytes.
  if (grpc::ProtoBufferReader reader(&copy);
      reader.status().ok() && message.ParseFromZeroCopyStream(&reader)) {
    return absl::OkStatus();
  }
  const Descriptor& descriptor = *message.GetDescriptor();
  if (auto field = FindInvalidUtf8Field(descriptor, ToString(buffer))) {
    return InvalidArgument(
        ErrorReason::kInvalidUtf8,
        absl::StrCat(*field, " is not valid UTF-8: encode text as UTF-8"),
        *field);
  }
  return InvalidArgument(
      ErrorReason::kInvalidArgument,
      absl::StrCat("the request is not a ", descriptor.full_name()));
}

grpc::ByteBuffer SerializeResponse(const google::protobuf::Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace presstm
