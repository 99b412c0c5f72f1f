#include "client/session.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/call_error.h"
#include "server/embedded_server.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// As the server reads them.
constexpr char kUserMetadataKey[] = "presstm-user-bin";
constexpr char kTokenMetadataKey[] = "authorization";
constexpr char kRequestIdMetadataKey[] = "x-request-id";
constexpr std::chrono::minutes kUnaryTimeout(1);

bool Exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

absl::StatusOr<std::string> MakeScratchFolder() {
  std::error_code error;
  std::string name =
      (std::filesystem::temp_directory_path(error) / "presstm-XXXXXX").string();
  if (error || mkdtemp(name.data()) == nullptr) {
    return absl::FailedPreconditionError(
        "cannot make a temporary folder: set TMPDIR to one that can be "
        "written to");
  }
  return name;
}

// The same for all calls of this run, which the server's log shows together.
const std::string& RequestId() {
  static const auto* const id = [] {
    absl::BitGen generator;
    return new std::string(absl::StrCat(
        absl::Hex(absl::Uniform<uint64_t>(generator), absl::kZeroPad16)));
  }();
  return *id;
}

// The server's log always has the calls that ended so.
bool IsServerFault(const absl::Status& status) {
  return absl::IsInternal(status) || absl::IsDataLoss(status) ||
         absl::IsUnknown(status) || ReasonOf(status) == "DATABASE_CORRUPT";
}

absl::StatusOr<std::unique_ptr<EmbeddedServer>> OpenDatabase(
    const std::string& path, MissingDatabase missing) {
  if (missing == MissingDatabase::kIsError && !Exists(path)) {
    return WithHint(
        absl::NotFoundError(absl::StrCat("--db: there is no file ", path)),
        "import, add and memory create make it");
  }
  auto server = EmbeddedServer::Open(path);
  if (!server.ok()) return server.status();
  return server;
}

}  // namespace

Session::Session(GlobalOptions options) : options_(std::move(options)) {}

Session::~Session() {
  stub_.reset();
  access_stub_.reset();
  status_stub_.reset();
  embedded_.reset();
  std::error_code ignored;
  if (!scratch_folder_.empty()) {
    std::filesystem::remove_all(scratch_folder_, ignored);
  }
}

absl::Status Session::Connect(MissingDatabase missing) {
  std::shared_ptr<grpc::Channel> channel;
  if (options_.db.empty()) {
    PRESSTM_ASSIGN_OR_RETURN(channel,
                             OpenChannel(options_.server, options_.tls));
  } else {
    if (missing == MissingDatabase::kIsEmpty && !Exists(options_.db)) {
      return ConnectToScratch();
    }
    PRESSTM_ASSIGN_OR_RETURN(embedded_, OpenDatabase(options_.db, missing));
    // What it answers may lack something: whoever reads it should know.
    if (const absl::Status writable = embedded_->CheckWritable();
        !writable.ok()) {
      PrintMessage(writable.message());
    }
    channel = embedded_->channel();
  }
  MakeStubs(channel);
  return absl::OkStatus();
}

absl::Status Session::ConnectToScratch() {
  PRESSTM_ASSIGN_OR_RETURN(scratch_folder_, MakeScratchFolder());
  PRESSTM_ASSIGN_OR_RETURN(
      embedded_,
      OpenDatabase(scratch_folder_ + "/empty.db", MissingDatabase::kIsMade));
  MakeStubs(embedded_->channel());
  return absl::OkStatus();
}

void Session::MakeStubs(const std::shared_ptr<grpc::Channel>& channel) {
  stub_ = v1::TranslationMemoryService::NewStub(channel);
  access_stub_ = v1::AccessService::NewStub(channel);
  status_stub_ = v1::ServerStatusService::NewStub(channel);
}

std::unique_ptr<grpc::ClientContext> Session::NewContext() const {
  auto context = std::make_unique<grpc::ClientContext>();
  if (!options_.user.empty()) {
    context->AddMetadata(kUserMetadataKey, options_.user);
  }
  // Whoever may open a file needs to prove nothing.
  if (!options_.token.empty() && options_.db.empty()) {
    context->AddMetadata(kTokenMetadataKey,
                         absl::StrCat("Bearer ", options_.token));
  }
  context->AddMetadata(kRequestIdMetadataKey, RequestId());
  return context;
}

absl::Status Session::ToStatus(const grpc::Status& status) const {
  const absl::Status converted = FromGrpcStatus(status);
  if (!options_.db.empty()) return converted;
  if (IsServerFault(converted)) {
    return WithHint(
        converted,
        absl::StrCat("the server's log has it as request ", RequestId()));
  }
  if (!absl::IsUnavailable(converted)) return converted;
  // The server's own errors have a reason; this one is gRPC's.
  if (!ReasonOf(converted).empty()) return converted;
  // Who takes a connection and closes it speaks otherwise than we do.
  const bool refused =
      !absl::StrContains(converted.message(), "Socket closed") &&
      (absl::StrContains(converted.message(), "connect") ||
       absl::StrContains(converted.message(), "DNS"));
  return WithHint(
      absl::UnavailableError(absl::StrCat(
          refused ? "cannot reach a server at " : "lost the server at ",
          options_.server, ": ", converted.message())),
      refused
          ? "start one with presstm-server --db FILE, or use --db FILE to "
            "do without"
          : "it may have ended; or it wants encryption (--tls, --tls-ca) or a "
            "certificate (--tls-cert) that this client does not show");
}

void Session::SetUnaryDeadline(grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() + kUnaryTimeout);
}

}  // namespace presstm
