#include "server/http/json_api.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "server/status_util.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

absl::Status ReadBody(const std::string& body,
                      google::protobuf::Message& message) {
  const auto status = google::protobuf::util::JsonStringToMessage(
      body, &message, google::protobuf::util::JsonParseOptions());
  if (status.ok()) return absl::OkStatus();
  return InvalidArgument(
      ErrorReason::kInvalidArgument,
      absl::StrCat("the body is not a ", message.GetDescriptor()->name(),
                   " as JSON: ", std::string(status.message())));
}

HttpResponse Answer(const google::protobuf::Message& message) {
  HttpResponse response;
  const auto status =
      google::protobuf::util::MessageToJsonString(message, &response.body);
  if (status.ok()) return response;
  return ErrorResponse(absl::InternalError(std::string(status.message())));
}

}  // namespace

HttpResponse ServeLookup(const HttpRequest& request, ForwardedCall& call) {
  if (request.method != "POST") return MethodNotAllowed("POST");
  v1::LookupRequest lookup;
  if (const absl::Status status = ReadBody(request.body, lookup);
      !status.ok()) {
    return ErrorResponse(status);
  }
  v1::LookupResponse response;
  grpc::Status status;
  if (lookup.memories().empty()) status = call.SelectMemories(lookup);
  if (status.ok() && !lookup.memories().empty()) {
    status = call.Run(call.memories(), &MemoryStub::Lookup, lookup, response);
  }
  return status.ok() ? Answer(response) : call.Error(status);
}

HttpResponse ServeConcordance(const HttpRequest& request, ForwardedCall& call) {
  if (request.method != "POST") return MethodNotAllowed("POST");
  v1::SearchConcordanceRequest search;
  if (const absl::Status status = ReadBody(request.body, search);
      !status.ok()) {
    return ErrorResponse(status);
  }
  v1::SearchConcordanceResponse response;
  grpc::Status status;
  if (search.memories().empty()) {
    google::protobuf::RepeatedPtrField<v1::Memory> memories;
    status = call.ListMemories(memories);
    for (const v1::Memory& memory : memories) {
      search.add_memories(memory.name());
    }
  }
  if (status.ok() && !search.memories().empty()) {
    status = call.Run(call.memories(), &MemoryStub::SearchConcordance, search,
                      response);
  }
  return status.ok() ? Answer(response) : call.Error(status);
}

HttpResponse ServeMemories(const HttpRequest& request, ForwardedCall& call) {
  if (request.method != "GET") return MethodNotAllowed("GET");
  v1::ListMemoriesResponse response;
  const grpc::Status status = call.ListMemories(*response.mutable_memories());
  return status.ok() ? Answer(response) : call.Error(status);
}

grpc::Status CheckAdministrator(ForwardedCall& call) {
  v1::GetIdentityResponse identity;
  const grpc::Status status =
      call.Run(call.access(), &v1::AccessService::Stub::GetIdentity,
               v1::GetIdentityRequest(), identity);
  if (!status.ok()) return status;
  for (const v1::Grant& grant : identity.grants()) {
    if (grant.role() == v1::ROLE_ADMINISTRATOR) return grpc::Status::OK;
  }
  return ToGrpcStatus(MakeError(absl::StatusCode::kPermissionDenied,
                                ErrorReason::kRoleTooLow,
                                "this is for administrators"));
}

}  // namespace presstm
