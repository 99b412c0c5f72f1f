// Durable single writes a second: each unit is a call of its own, answered
// once it is on disk. Clients write at the same time, so they share commits.
// In the library, and with --server_program over gRPC on loopback. One JSON
// object a line for each number of clients.
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "nlohmann/json.hpp"
#include "presstm/v1/translation_memory.grpc.pb.h"
#include "tests/bench/server_process.h"
#include "tests/bench/statistics.h"
#include "tm_store/translation_memory.h"

ABSL_FLAG(std::vector<std::string>, clients,
          std::vector<std::string>({"1", "32"}), "Clients that write at once.");
ABSL_FLAG(double, seconds, 3, "How long to write, for each number of clients.");
ABSL_FLAG(std::string, folder, "",
          "Where to make the database; the disk that is measured.");
ABSL_FLAG(std::string, server_program, "",
          "Also over gRPC: the server's program.");

namespace presstm {
namespace {

// Writes one unit, which says what no other does; false on error.
using WriteOne = std::function<bool(int client, int64_t number)>;

std::string SourceText(int client, int64_t number) {
  return absl::StrCat("The spokesperson of office ", client,
                      " took question number ", number,
                      " of the press conference on Thursday.");
}
constexpr char kTargetText[] = "대변인은 목요일 기자회견에서 질문에 답했다.";

// Writes from `clients` threads for the time of the flag; prints how many.
void Measure(const char* layer, int clients, const WriteOne& write) {
  std::atomic<int64_t> written = 0;
  const Stopwatch watch;
  const double seconds = absl::GetFlag(FLAGS_seconds);
  std::vector<std::thread> threads;
  for (int client = 0; client < clients; ++client) {
    threads.emplace_back([&, client] {
      for (int64_t number = 0; watch.seconds() < seconds; ++number) {
        if (!write(client, number)) std::abort();
        ++written;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double elapsed = watch.seconds();
  nlohmann::ordered_json json = {
      {"layer", layer},
      {"clients", clients},
      {"writes", written.load()},
      {"writes_per_second", static_cast<double>(written) / elapsed},
      {"latency_ms", 1'000 * elapsed * clients / static_cast<double>(written)}};
  std::cout << json.dump() << std::endl;
}

class Folder {
 public:
  Folder() {
    std::string parent = absl::GetFlag(FLAGS_folder);
    if (parent.empty()) {
      parent = std::filesystem::temp_directory_path().string();
    }
    path_ = absl::StrCat(parent, "/presstm_bench_XXXXXX");
    if (mkdtemp(path_.data()) == nullptr) {
      std::cerr << path_ << ": cannot be made" << std::endl;
      std::exit(1);
    }
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string db() const { return path_ + "/tm.db"; }

 private:
  std::string path_;
};

void MeasureLibrary(int clients) {
  const Folder folder;
  const auto memory = *TranslationMemory::Open(folder.db(), {});
  if (!memory->CreateMemory({.name = "m"}, "bench").ok()) std::abort();
  Measure("library", clients, [&](int client, int64_t number) {
    TranslationUnit unit = {
        .variants = {
            {.language = "en", .segment = {.text = SourceText(client, number)}},
            {.language = "ko", .segment = {.text = kTargetText}}}};
    return memory
        ->CreateUnit("m", std::move(unit), WriteRule::kKeepAll, "bench")
        .ok();
  });
}

void MeasureService(const std::string& program, int clients) {
  const Folder folder;
  const ServerProcess server(program, folder.db(), /*threads=*/2);
  const auto stub = v1::TranslationMemoryService::NewStub(grpc::CreateChannel(
      server.address(), grpc::InsecureChannelCredentials()));
  {
    grpc::ClientContext context;
    v1::CreateMemoryRequest request;
    request.set_memory_id("m");
    v1::Memory memory;
    if (!stub->CreateMemory(&context, request, &memory).ok()) std::abort();
  }
  Measure("service", clients, [&](int client, int64_t number) {
    v1::CreateTranslationUnitRequest request;
    request.set_parent("memories/m");
    for (const auto& [language, text] :
         {std::pair<std::string, std::string>("en", SourceText(client, number)),
          std::pair<std::string, std::string>("ko", kTargetText)}) {
      v1::Variant& variant =
          *request.mutable_translation_unit()->add_variants();
      variant.set_language_code(language);
      variant.mutable_segment()->set_text(text);
    }
    grpc::ClientContext context;
    v1::TranslationUnit unit;
    return stub->CreateTranslationUnit(&context, request, &unit).ok();
  });
}

void Run() {
  const std::string program = absl::GetFlag(FLAGS_server_program);
  for (const std::string& flag : absl::GetFlag(FLAGS_clients)) {
    int clients = 0;
    if (!absl::SimpleAtoi(flag, &clients) || clients < 1) {
      std::cerr << "--clients: numbers above 0" << std::endl;
      std::exit(2);
    }
    MeasureLibrary(clients);
    if (!program.empty()) MeasureService(program, clients);
  }
}

}  // namespace
}  // namespace presstm

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  presstm::Run();
}
