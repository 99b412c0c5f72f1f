#include "server/status_util.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tm_store/base/error.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr size_t kMaxMessageBytes = 1000;
constexpr char kDomain[] = "presstm";
constexpr char kTypeUrlPrefix[] = "type.googleapis.com/google.rpc.";

// Packs `detail` under the name it has in google.rpc; Any::PackFrom would
// write our own.
void AddDetail(const google::protobuf::Message& detail, v1::Status& status) {
  google::protobuf::Any& any = *status.add_details();
  any.set_type_url(
      absl::StrCat(kTypeUrlPrefix, detail.GetDescriptor()->name()));
  detail.SerializeToString(any.mutable_value());
}

}  // namespace

std::string BoundedUtf8(absl::string_view text, size_t max_bytes) {
  std::string result;
  size_t offset = 0;
  while (offset < text.size()) {
    const size_t previous_size = result.size();
    AppendUtf8(NextCodePoint(text, offset), result);
    if (result.size() <= max_bytes) continue;
    result.resize(previous_size);
    break;
  }
  return result;
}

std::string WireReason(const absl::Status& status) {
  if (status.ok()) return "";
  return GetErrorReason(status).value_or(
      absl::StatusCodeToString(status.code()));
}

v1::Status ToStatusProto(const absl::Status& status) {
  v1::Status proto;
  proto.set_code(static_cast<int>(status.code()));
  if (status.ok()) return proto;
  proto.set_message(BoundedUtf8(status.message(), kMaxMessageBytes));
  v1::ErrorInfo info;
  info.set_reason(WireReason(status));
  info.set_domain(kDomain);
  AddDetail(info, proto);
  if (const std::optional<std::string> field = GetErrorField(status)) {
    v1::BadRequest bad_request;
    v1::BadRequest::FieldViolation& violation =
        *bad_request.add_field_violations();
    violation.set_field(*field);
    violation.set_description(proto.message());
    AddDetail(bad_request, proto);
  }
  return proto;
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const v1::Status proto = ToStatusProto(status);
  return grpc::Status(static_cast<grpc::StatusCode>(proto.code()),
                      proto.message(), proto.SerializeAsString());
}

}  // namespace presstm
