// One run of the client: its global options and its connection.
#ifndef CLIENT_SESSION_H_
#define CLIENT_SESSION_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/channel.h"
#include "grpcpp/client_context.h"
#include "presstm/v1/access.grpc.pb.h"
#include "presstm/v1/server_status.grpc.pb.h"
#include "presstm/v1/translation_memory.grpc.pb.h"

namespace presstm {

class EmbeddedServer;

struct GlobalOptions {
  std::string server;  // HOST:PORT.
  TlsOptions tls;      // For the server.
  std::string db;      // A file, used in this process; "" = the server.
  std::string user;    // Who asks; becomes the author of what is written.
  std::string token;   // What proves it to a server; "" = none.
  bool json = false;
  bool color = false;  // Already decided: --color, NO_COLOR, the terminal.
};

// Whether a missing --db file is made or an error: asking a file that is not
// there is mostly a slip in its name. What only tells what a write would come
// to takes it for an empty one.
enum class MissingDatabase { kIsError, kIsMade, kIsEmpty };

// Thread-compatible; contexts and the stub may be used by several threads.
class Session {
 public:
  using Stub = v1::TranslationMemoryService::Stub;
  using AccessStub = v1::AccessService::Stub;
  using StatusStub = v1::ServerStatusService::Stub;

  explicit Session(GlobalOptions options);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const GlobalOptions& options() const { return options_; }

  // Opens the channel or the database; call once, before what follows. A
  // server that is away is found out by the first call only. Errors: those of
  // OpenChannel and of opening the database.
  absl::Status Connect(MissingDatabase missing);

  // Opens an empty database of its own instead, which goes with the session.
  absl::Status ConnectToScratch();

  Stub& stub() { return *stub_; }

  // A context that carries the user's name, the token and the request id of
  // this run, by which the server's log has its calls, and has no deadline.
  std::unique_ptr<grpc::ClientContext> NewContext() const;

  // As FromGrpcStatus; says which server could not be reached, and under which
  // id the log of one that is to blame has the call.
  absl::Status ToStatus(const grpc::Status& status) const;

  // Makes a unary call, which fails after a minute without answer.
  //   session.Call(&Session::Stub::GetMemory, request)
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    return CallOn(*stub_, method, request);
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(
      grpc::Status (AccessStub::*method)(grpc::ClientContext*, const Request&,
                                         Response*),
      const Request& request) {
    return CallOn(*access_stub_, method, request);
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(
      grpc::Status (StatusStub::*method)(grpc::ClientContext*, const Request&,
                                         Response*),
      const Request& request) {
    return CallOn(*status_stub_, method, request);
  }

 private:
  template <typename AnyStub, typename Request, typename Response>
  absl::StatusOr<Response> CallOn(
      AnyStub& stub,
      grpc::Status (AnyStub::*method)(grpc::ClientContext*, const Request&,
                                      Response*),
      const Request& request) {
    const std::unique_ptr<grpc::ClientContext> context = NewContext();
    SetUnaryDeadline(*context);
    Response response;
    const grpc::Status status =
        (stub.*method)(context.get(), request, &response);
    if (!status.ok()) return ToStatus(status);
    return response;
  }

  static void SetUnaryDeadline(grpc::ClientContext& context);
  void MakeStubs(const std::shared_ptr<grpc::Channel>& channel);

  const GlobalOptions options_;
  std::string scratch_folder_;  // Holds what stands for a missing file.
  std::unique_ptr<EmbeddedServer> embedded_;
  // Before embedded_ in destruction.
  std::unique_ptr<Stub> stub_;
  std::unique_ptr<AccessStub> access_stub_;
  std::unique_ptr<StatusStub> status_stub_;
};

}  // namespace presstm

#endif  // CLIENT_SESSION_H_
