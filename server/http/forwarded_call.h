// The calls of our services that answer one HTTP request.
#ifndef SERVER_HTTP_FORWARDED_CALL_H_
#define SERVER_HTTP_FORWARDED_CALL_H_

#include <memory>
#include <string>

#include "google/protobuf/repeated_field.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "presstm/v1/access.grpc.pb.h"
#include "presstm/v1/translation_memory.grpc.pb.h"
#include "server/http/http_error.h"
#include "server/http/http_message.h"

namespace presstm {

// They go to the server as those of the HTTP client: with its token, address
// and request id, so that rights, limits, log and metrics are gRPC's.
// Thread-compatible. `request` must outlive it.
class ForwardedCall {
 public:
  // `channel` is one within the process: elsewhere the address is not believed.
  ForwardedCall(const std::shared_ptr<grpc::Channel>& channel,
                const HttpRequest& request);

  // Makes a unary call:
  //   call.Run(call.memories(), &MemoryStub::Lookup, request, response)
  template <typename Stub, typename Request, typename Response>
  grpc::Status Run(Stub& stub,
                   grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                const Request&, Response*),
                   const Request& request, Response& response) {
    grpc::ClientContext context;
    Prepare(context);
    const grpc::Status status = (stub.*method)(&context, request, &response);
    Note(context);
    return status;
  }

  // Imports `file`, at most 4 MiB less a little, and returns the totals.
  // Nothing is stored of a file that is not well-formed.
  grpc::Status Import(const v1::ImportTmxConfig& config,
                      const std::string& file, v1::ImportTmxResponse& totals);

  // Appends all memories in which the caller has a role.
  grpc::Status ListMemories(
      google::protobuf::RepeatedPtrField<v1::Memory>& memories);

  // Has all of them searched. Selects none if there are none.
  grpc::Status SelectMemories(v1::LookupRequest& request);

  v1::TranslationMemoryService::Stub& memories() { return *memories_; }
  v1::AccessService::Stub& access() { return *access_; }

  // That of the calls so far; "" before the first, if the client gave none.
  const std::string& request_id() const { return request_id_; }

  // The answer to a request that ended with this.
  HttpResponse Error(const grpc::Status& status) const {
    return ErrorResponse(status, request_id_);
  }

 private:
  void Prepare(grpc::ClientContext& context) const;
  // All calls of a request have one id.
  void Note(const grpc::ClientContext& context);

  const HttpRequest& request_;
  std::string request_id_;
  std::unique_ptr<v1::TranslationMemoryService::Stub> memories_;
  std::unique_ptr<v1::AccessService::Stub> access_;
};

using MemoryStub = v1::TranslationMemoryService::Stub;

}  // namespace presstm

#endif  // SERVER_HTTP_FORWARDED_CALL_H_
