// Look-ups over gRPC on loopback, at the real server program, against calls
// that do next to nothing, in the same run: the standard health check, which
// no code of ours answers, and GetMemory, which reads one row.
#include <algorithm>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"
#include "presstm/v1/translation_memory.grpc.pb.h"
#include "tests/bench/bench_flags.h"
#include "tests/bench/filled_memory.h"
#include "tests/bench/server_process.h"
#include "tests/bench/timed_lookups.h"

ABSL_FLAG(std::string, server, "",
          "the server program; presstm-server beside this one by default");
ABSL_FLAG(int, server_threads, 2, "calls the server works on at once");

namespace presstm {
namespace {

constexpr int kClients = 2;

void OrExit(const grpc::Status& status) {
  if (status.ok()) return;
  std::cerr << status.error_message() << "\n";
  std::exit(2);
}

std::string MemoryName() { return std::string("memories/") + kBenchMemory; }

// One connection, used by one thread.
class Client {
 public:
  explicit Client(const std::string& address) {
    grpc::ChannelArguments arguments;
    // Else gRPC joins channels to one address into one connection.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    const auto channel = grpc::CreateCustomChannel(
        address, grpc::InsecureChannelCredentials(), arguments);
    memories_ = v1::TranslationMemoryService::NewStub(channel);
    health_ = std::make_unique<grpc::GenericStub>(channel);
  }

  // By hand, since Debian packages no stub of the health service: a request
  // without fields is no bytes.
  void EmptyCall() {
    grpc::ClientContext context;
    const grpc::Slice no_bytes;
    const grpc::ByteBuffer request(&no_bytes, 1);
    grpc::ByteBuffer response;
    grpc::Status status;
    const auto call = health_->PrepareUnaryCall(
        &context, "/grpc.health.v1.Health/Check", request, &queue_);
    call->StartCall();
    call->Finish(&response, &status, nullptr);
    void* tag = nullptr;
    bool ok = false;
    queue_.Next(&tag, &ok);
    OrExit(status);
  }

  void GetMemory() {
    grpc::ClientContext context;
    v1::GetMemoryRequest request;
    request.set_name(MemoryName());
    v1::Memory response;
    OrExit(memories_->GetMemory(&context, request, &response));
  }

  void LookUp(const v1::LookupRequest& request) {
    grpc::ClientContext context;
    v1::LookupResponse response;
    OrExit(memories_->Lookup(&context, request, &response));
  }

  // Sends all requests as queries of one stream, some in a message and without
  // waiting for answers, and returns once all are answered.
  void StreamLookUps(const std::vector<v1::LookupRequest>& requests) {
    grpc::ClientContext context;
    const auto stream = memories_->StreamLookup(&context);
    std::thread sender([&] { SendQueries(requests, *stream); });
    size_t answered = 0;
    v1::StreamLookupResponse response;
    while (stream->Read(&response)) {
      answered += static_cast<size_t>(response.results_size());
    }
    sender.join();
    OrExit(stream->Finish());
    if (answered != requests.size()) std::abort();
  }

 private:
  template <typename Stream>
  static void SendQueries(const std::vector<v1::LookupRequest>& requests,
                          Stream& stream) {
    constexpr int kQueriesPerMessage = 100;
    v1::StreamLookupRequest message;
    *message.mutable_config() = requests.front();
    message.mutable_config()->clear_query();
    stream.Write(message);
    message.Clear();
    for (size_t k = 0; k < requests.size(); ++k) {
      auto& queries = *message.mutable_queries();
      *queries.add_queries()->mutable_query() = requests[k].query();
      if (queries.queries_size() < kQueriesPerMessage &&
          k + 1 < requests.size()) {
        continue;
      }
      stream.Write(message);
      message.Clear();
    }
    stream.WritesDone();
  }

  std::unique_ptr<v1::TranslationMemoryService::Stub> memories_;
  std::unique_ptr<grpc::GenericStub> health_;
  grpc::CompletionQueue queue_;
};

std::vector<v1::LookupRequest> Requests(const Corpus& corpus, size_t segments) {
  std::vector<v1::LookupRequest> requests;
  for (const std::string& text : QueriesFromFlags(corpus, segments)) {
    v1::LookupRequest& request = requests.emplace_back();
    request.mutable_query()->set_text(text);
    request.set_source_language_code(LanguageTag(corpus.language()));
    request.set_target_language_code(
        LanguageTag(TargetLanguageOf(corpus.language())));
    request.add_memories()->set_memory(MemoryName());
    request.set_threshold(absl::GetFlag(FLAGS_threshold));
    request.set_limit(absl::GetFlag(FLAGS_limit));
  }
  return requests;
}

class ServiceRun {
 public:
  ServiceRun(const Corpus& corpus, size_t segments, const std::string& program)
      : language_(corpus.language()),
        segments_(segments),
        requests_(Requests(corpus, segments)),
        memory_(corpus, segments),
        server_(program, memory_.path(), absl::GetFlag(FLAGS_server_threads)) {
    for (int k = 0; k < kClients; ++k) clients_.emplace_back(server_.address());
  }

  void Run() {
    absl::PrintF("%s, %d units: gRPC on loopback\n  ready in %.2f s\n",
                 language_, segments_, server_.ready_seconds());
    for (int threads = 1; threads <= kClients; ++threads) {
      const TimedLookups empty =
          Time("empty call", threads, &ServiceRun::EmptyCall);
      const TimedLookups get_memory =
          Time("GetMemory", threads, &ServiceRun::GetMemory);
      const TimedLookups lookup = Time("Lookup", threads, &ServiceRun::LookUp);
      const double streamed = threads == 1 ? StreamsPerSecond() : 0;
      const double ratio = lookup.latency.p50_us / empty.latency.p50_us;
      absl::PrintF("  Lookup at p50: %.2f empty calls\n", ratio);
      if (threads == 1) {
        absl::PrintF("  1 stream: %.0f look-ups/s\n", streamed);
      }
      WriteRow({{"language", language_},
                {"segments", segments_},
                {"threads", threads},
                {"ready_seconds", server_.ready_seconds()},
                {"grpc_empty_p50_us", empty.latency.p50_us},
                {"grpc_get_memory_p50_us", get_memory.latency.p50_us},
                {"grpc_p50_us", lookup.latency.p50_us},
                {"grpc_p99_us", lookup.latency.p99_us},
                {"grpc_per_second", lookup.lookups_per_second},
                {"grpc_stream_per_second", streamed},
                {"grpc_empty_ratio", ratio}});
    }
  }

 private:
  using Call = void (ServiceRun::*)(size_t client, size_t query);

  void EmptyCall(size_t client, size_t /*query*/) {
    clients_[client].EmptyCall();
  }
  void GetMemory(size_t client, size_t /*query*/) {
    clients_[client].GetMemory();
  }
  void LookUp(size_t client, size_t query) {
    clients_[client].LookUp(requests_[query]);
  }

  // Of one stream, which the server answers on one thread.
  double StreamsPerSecond() {
    constexpr int kRounds = 5;
    clients_[0].StreamLookUps(requests_);
    const absl::Time start = absl::Now();
    for (int k = 0; k < kRounds; ++k) clients_[0].StreamLookUps(requests_);
    return kRounds * static_cast<double>(requests_.size()) /
           absl::ToDoubleSeconds(absl::Now() - start);
  }

  // The first pass, by every client, is to warm up.
  TimedLookups Time(const char* name, int threads, Call call) {
    const auto run = [&](size_t client, size_t query) {
      (this->*call)(client, query);
    };
    TimeLookups(requests_.size(), threads, 1, run);
    const TimedLookups timed = TimeLookups(requests_.size(), threads,
                                           absl::GetFlag(FLAGS_passes), run);
    absl::PrintF(
        "  %d client(s), %-10s  mean %.1f  p50 %.1f  p95 %.1f  p99 %.1f us; "
        "%.0f calls/s\n",
        threads, name, timed.latency.mean_us, timed.latency.p50_us,
        timed.latency.p95_us, timed.latency.p99_us, timed.lookups_per_second);
    std::fflush(stdout);
    return timed;
  }

  const std::string language_;
  const size_t segments_;
  const std::vector<v1::LookupRequest> requests_;
  const FilledMemory memory_;
  const ServerProcess server_;
  std::deque<Client> clients_;  // They cannot move.
};

int Main(const char* program) {
  std::string server = absl::GetFlag(FLAGS_server);
  if (server.empty()) {
    server = std::filesystem::path(program).replace_filename("presstm-server");
  }
  const std::vector<size_t> sizes = SizesFromFlags();
  for (const std::string& language : LanguagesFromFlags()) {
    const Corpus corpus = CorpusFromFlags(language, sizes.back());
    for (const size_t size : sizes) ServiceRun(corpus, size, server).Run();
  }
  return 0;
}

}  // namespace
}  // namespace presstm

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("Measures look-ups over gRPC on loopback.");
  absl::ParseCommandLine(argc, argv);
  return presstm::Main(argv[0]);
}
