#include "server/server.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/types/span.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "server/access_service.h"
#include "server/caller.h"
#include "server/import_counter.h"
#include "server/log.h"
#include "server/quick_reads.h"
#include "server/rate_limiter.h"
#include "server/reflection_service.h"
#include "server/server_gauges.h"
#include "server/status_service.h"
#include "server/tls.h"
#include "server/transfer_limiter.h"
#include "server/translation_memory_service.h"
#include "server/worker_pool.h"
#include "tm_store/access_rights.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/translation_memory.h"

namespace presstm {
namespace {

// Calls that may wait for a thread before new ones are refused.
constexpr int kMaxUnaryCalls = 1000;
// So many callers who keep all their threads busy leave none to others. Each
// has the processors' share that the system gives its threads.
constexpr int kCallersAtOnce = 4;
constexpr int kMaxTransfers = 100;
// Streams with queries that wait; each waits once.
constexpr int kMaxStreams = 10'000;

// What both directions of a message may have; said in the proto.
constexpr int kMaxMessageBytes = 4 * 1024 * 1024;

// Connections whose other end has gone without a word are found out and closed,
// those that never get as far as HTTP/2 soon. Clients may do the same.
void SetConnectionLimits(const Limits& limits, grpc::ServerBuilder& builder) {
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS,
                             limits.calls_per_connection);
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, 20'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 120'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 20'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(
      GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 20'000);
}

// `credentials` of the port; `listen` gets the port that was chosen.
std::unique_ptr<grpc::Server> StartGrpc(
    absl::Span<const std::unique_ptr<grpc::Service>> services,
    const std::shared_ptr<grpc::ServerCredentials>& credentials,
    const Limits& limits, std::optional<ListenAddress>& listen) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::ServerBuilder builder;
  for (const auto& service : services) builder.RegisterService(service.get());
  builder.SetMaxReceiveMessageSize(kMaxMessageBytes);
  builder.SetResourceQuota(grpc::ResourceQuota("presstm").Resize(
      static_cast<size_t>(limits.buffer_bytes)));
  SetConnectionLimits(limits, builder);
  // By default two servers may share a port, each getting some of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  int port = 0;
  if (listen) {
    builder.AddListeningPort(ToString(*listen), credentials, &port);
  }
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || (listen && port == 0)) return nullptr;
  if (listen) listen->port = port;
  for (const char* name : {v1::TranslationMemoryService::service_full_name(),
                           v1::AccessService::service_full_name(),
                           v1::ServerStatusService::service_full_name()}) {
    server->GetHealthCheckService()->SetServingStatus(name, true);
  }
  return server;
}

void LogOpened(TranslationMemory& memory, absl::Duration took) {
  int64_t segments = 0;
  for (const auto& [language, size] : memory.maintenance().IndexSizes()) {
    segments += size.segments;
  }
  LogInfo(absl::StrCat("built the index of ", segments, " segments in ",
                       absl::ToInt64Milliseconds(took), " ms"));
}

}  // namespace

// In the order in which they need each other: destroyed from the end.
struct Server::Parts {
  Metrics own_metrics;
  std::unique_ptr<TlsCertificates> certificates;  // Null: none.
  std::shared_ptr<grpc::ServerCredentials> credentials =
      grpc::InsecureServerCredentials();
  std::unique_ptr<TranslationMemory> memory;
  std::unique_ptr<WorkerPool> unary_pool;
  std::unique_ptr<WorkerPool> stream_pool;
  std::unique_ptr<WorkerPool> write_pool;
  std::unique_ptr<WorkerPool> transfer_pool;
  Limits limits;
  std::unique_ptr<Authenticator> authenticator;
  std::unique_ptr<RateLimiter> rate_limiter;
  std::unique_ptr<TransferLimiter> transfer_limiter;
  QuickReads quick_reads;
  std::vector<std::unique_ptr<grpc::Service>> services;
  std::unique_ptr<grpc::Server> grpc_server;
  std::optional<ListenAddress> address;
  Metrics* metrics = &own_metrics;
};

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Options& options) {
  auto parts = std::make_unique<Parts>();
  if (options.tls.has_value()) {
    PRESSTM_ASSIGN_OR_RETURN(parts->certificates,
                             TlsCertificates::Open(*options.tls));
    parts->credentials = MakeTlsCredentials(*parts->certificates);
  }
  const absl::Time opening = absl::Now();
  LogInfo(absl::StrCat("opening ", options.db_path));
  PRESSTM_ASSIGN_OR_RETURN(parts->memory,
                           TranslationMemory::Open(options.db_path, {}));
  if (const absl::Status writable = parts->memory->CheckWritable();
      !writable.ok()) {
    LogError(writable.message());
  }
  LogOpened(*parts->memory, absl::Now() - opening);
  PRESSTM_ASSIGN_OR_RETURN(
      parts->unary_pool,
      WorkerPool::Create({.threads = options.unary_threads * kCallersAtOnce,
                          .threads_per_caller = options.unary_threads,
                          .max_tasks = kMaxUnaryCalls}));
  PRESSTM_ASSIGN_OR_RETURN(
      parts->stream_pool,
      WorkerPool::Create({.threads = options.unary_threads,
                          .threads_per_caller = options.unary_threads,
                          .max_tasks = kMaxStreams}));
  PRESSTM_ASSIGN_OR_RETURN(
      parts->write_pool,
      WorkerPool::Create(
          {.threads = options.write_threads,
           .threads_per_caller = WorkerPool::ShareOf(options.write_threads),
           .max_tasks = kMaxUnaryCalls}));
  PRESSTM_ASSIGN_OR_RETURN(
      parts->transfer_pool,
      WorkerPool::Create({.threads = options.transfer_threads,
                          .threads_per_caller = options.transfer_threads,
                          .max_tasks = kMaxTransfers}));
  AccessRights& rights = parts->memory->access();
  parts->authenticator =
      std::make_unique<Authenticator>(rights, options.requires_authentication);
  parts->limits = options.limits;
  if (options.metrics != nullptr) parts->metrics = options.metrics;
  ImportCounter::Begin(*parts->metrics);
  parts->rate_limiter =
      std::make_unique<RateLimiter>(options.limits.calls_per_second);
  parts->transfer_limiter =
      std::make_unique<TransferLimiter>(options.limits.transfers_per_caller);
  const ServiceResources resources = {
      .pools = {.unary = *parts->unary_pool,
                .stream = *parts->stream_pool,
                .write = *parts->write_pool,
                .transfer = *parts->transfer_pool},
      .authenticator = *parts->authenticator,
      .rate_limiter = *parts->rate_limiter,
      .transfer_limiter = *parts->transfer_limiter,
      .quick_reads = parts->quick_reads,
      .limits = parts->limits,
      .metrics = *parts->metrics};
  parts->services.push_back(
      MakeTranslationMemoryService(*parts->memory, resources));
  parts->services.push_back(MakeAccessService(rights, resources));
  parts->services.push_back(MakeStatusService(resources));
  parts->services.push_back(MakeReflectionService());
  parts->address = options.listen;
  parts->grpc_server = StartGrpc(parts->services, parts->credentials,
                                 options.limits, parts->address);
  if (parts->grpc_server == nullptr) {
    return absl::UnavailableError(absl::StrCat(
        "cannot listen on ",
        options.listen ? ToString(*options.listen) : "the process's channel",
        ": the address is taken or not this machine's"));
  }
  parts->metrics->SetReady([parts = parts.get(), path = options.db_path] {
    return CollectGauges({.db_path = path,
                          .memory = *parts->memory,
                          .certificates = parts->certificates.get(),
                          .pools = {{"read", *parts->unary_pool},
                                    {"stream", *parts->stream_pool},
                                    {"write", *parts->write_pool},
                                    {"transfer", *parts->transfer_pool}}});
  });
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() { Shutdown(absl::ZeroDuration()); }

bool Server::HasAdministrator() const {
  return parts_->memory->access().HasAdministrator();
}

const std::optional<ListenAddress>& Server::address() const {
  return parts_->address;
}

absl::Status Server::CheckWritable() const {
  return parts_->memory->CheckWritable();
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  return parts_->grpc_server->InProcessChannel(arguments);
}

absl::StatusOr<std::vector<std::string>> Server::LanguagesOf(
    absl::string_view memory) const {
  PRESSTM_ASSIGN_OR_RETURN(const Memory found,
                           parts_->memory->GetMemory(memory));
  return parts_->memory->LanguagesOf(found);
}

void Server::Shutdown(absl::Duration grace) {
  parts_->metrics->SetNotReady();
  parts_->grpc_server->GetHealthCheckService()->Shutdown();
  parts_->grpc_server->Shutdown(absl::ToChronoTime(absl::Now() + grace));
  parts_->grpc_server->Wait();
}

}  // namespace presstm
