#include "server/reflection_service.h"

#include <utility>

#include "grpc/reflection/v1alpha/reflection.grpc.pb.h"
#include "server/described_files.h"

namespace presstm {
namespace {

namespace reflection = grpc::reflection::v1alpha;
using Request = reflection::ServerReflectionRequest;
using Response = reflection::ServerReflectionResponse;

// Read when somebody first asks: most servers, and every client with --db,
// are never asked.
const DescribedFiles& Files() {
  static const auto* const files = new DescribedFiles();
  return *files;
}

void SetError(const absl::Status& status, Response& response) {
  reflection::ErrorResponse& error = *response.mutable_error_response();
  error.set_error_code(static_cast<int>(status.code()));
  error.set_error_message(std::string(status.message()));
}

void SetFiles(const absl::StatusOr<std::vector<std::string>>& files,
              Response& response) {
  if (!files.ok()) return SetError(files.status(), response);
  reflection::FileDescriptorResponse& answer =
      *response.mutable_file_descriptor_response();
  answer.mutable_file_descriptor_proto()->Add(files->begin(), files->end());
}

void SetExtensions(const DescribedFiles& files, const std::string& type,
                   Response& response) {
  const absl::StatusOr<std::vector<int>> numbers = files.Extensions(type);
  if (!numbers.ok()) return SetError(numbers.status(), response);
  reflection::ExtensionNumberResponse& answer =
      *response.mutable_all_extension_numbers_response();
  answer.set_base_type_name(type);
  answer.mutable_extension_number()->Add(numbers->begin(), numbers->end());
}

Response Answer(const DescribedFiles& files, const Request& request) {
  Response response;
  response.set_valid_host(request.host());
  *response.mutable_original_request() = request;
  switch (request.message_request_case()) {
    case Request::kFileByFilename:
      SetFiles(files.FileNamed(request.file_by_filename()), response);
      break;
    case Request::kFileContainingSymbol:
      SetFiles(files.FileWith(request.file_containing_symbol()), response);
      break;
    case Request::kFileContainingExtension: {
      const auto& extension = request.file_containing_extension();
      SetFiles(files.FileWithExtension(extension.containing_type(),
                                       extension.extension_number()),
               response);
      break;
    }
    case Request::kAllExtensionNumbersOfType:
      SetExtensions(files, request.all_extension_numbers_of_type(), response);
      break;
    case Request::kListServices:
      for (std::string& name : files.Services()) {
        response.mutable_list_services_response()->add_service()->set_name(
            std::move(name));
      }
      break;
    case Request::MESSAGE_REQUEST_NOT_SET:
      SetError(absl::InvalidArgumentError("the request asks for nothing"),
               response);
  }
  return response;
}

// Answers one request after the other, on gRPC's threads: it takes
// microseconds.
class Reactor final : public grpc::ServerBidiReactor<Request, Response> {
 public:
  Reactor() { StartRead(&request_); }
  void OnReadDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::OK);
    response_ = Answer(Files(), request_);
    StartWrite(&response_);
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::CANCELLED);
    StartRead(&request_);
  }
  void OnDone() override { delete this; }

 private:
  Request request_;
  Response response_;
};

class ReflectionService final
    : public reflection::ServerReflection::CallbackService {
 public:
  grpc::ServerBidiReactor<Request, Response>* ServerReflectionInfo(
      grpc::CallbackServerContext* /*context*/) override {
    return new Reactor();
  }
};

}  // namespace

std::unique_ptr<grpc::Service> MakeReflectionService() {
  return std::make_unique<ReflectionService>();
}

}  // namespace presstm
