// Files in and out at the real server through the real client: how many
// translation units a second, and how much memory either needs.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/bench/bench_flags.h"
#include "tests/bench/child_process.h"
#include "tests/bench/filled_memory.h"
#include "tests/bench/server_process.h"
#include "tests/bench/statistics.h"
#include "tm_store/exchange/tmx_reader.h"
#include "tm_store/exchange/tmx_writer.h"

ABSL_FLAG(std::string, programs, "",
          "folder of presstm and presstm-server; that of this program by "
          "default");
ABSL_FLAG(std::string, folder, "",
          "where to make the files, some 700 bytes a unit; the system's for "
          "temporary files by default");

namespace presstm {
namespace {

constexpr size_t kChunkBytes = 256 * 1024;
constexpr double kMegabyte = 1e6;

// A folder that goes with the benchmark.
class Workplace {
 public:
  Workplace() {
    std::string parent = absl::GetFlag(FLAGS_folder);
    if (parent.empty()) parent = std::filesystem::temp_directory_path();
    path_ = parent + "/presstm-bench-XXXXXX";
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~Workplace() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// As computer-aided translation writes it: an id, dates and an author, no
// inline codes.
void WriteTmx(const Corpus& corpus, size_t units, const std::string& path) {
  const std::vector<std::string> targets = TargetsFromFlags(corpus.language());
  const std::string source = LanguageTag(corpus.language());
  const std::string target = LanguageTag(TargetLanguageOf(corpus.language()));
  const TmxWriter tmx = OrExit(TmxWriter::Create({.source_language = source}));
  std::ofstream out(path, std::ios::binary);
  out << tmx.Header();
  for (size_t k = 0; k < units; ++k) {
    out << tmx.Unit(
        {.source_language = source,
         .variants = {{.language = source, .segment = {.text = corpus.Text(k)}},
                      {.language = target,
                       .segment = {.text = targets[k % targets.size()]}}},
         .external_id = absl::StrCat(k),
         .origin = Origin::kImported,
         .create_time = absl::FromUnixSeconds(1'700'000'000 + int64_t(k)),
         .created_by = "kim",
         .change_time = absl::FromUnixSeconds(1'710'000'000 + int64_t(k)),
         .changed_by = "li"});
  }
  out << tmx.Footer();
  if (!out.flush()) std::abort();
}

// Seconds to read the file, on this thread, without storing anything.
double ParseSeconds(const std::string& path, size_t units) {
  std::ifstream file(path, std::ios::binary);
  std::vector<char> chunk(kChunkBytes);
  TmxReader reader;
  const Stopwatch watch;
  size_t taken = 0;
  while (file.read(chunk.data(), kChunkBytes) || file.gcount() > 0) {
    const auto size = static_cast<size_t>(file.gcount());
    if (!reader.Feed({chunk.data(), size}).ok()) std::abort();
    taken += reader.TakeUnits().size();
  }
  if (!reader.Finish().ok()) std::abort();
  taken += reader.TakeUnits().size();
  if (taken != units) std::abort();
  return watch.seconds();
}

class ExchangeRun {
 public:
  ExchangeRun(const Corpus& corpus, size_t units, const std::string& programs)
      : units_(units),
        language_(corpus.language()),
        client_(programs + "/presstm"),
        server_(programs + "/presstm-server", workplace_.File("memory.db"),
                /*threads=*/2) {
    WriteTmx(corpus, units, Tmx());
  }

  void Run() {
    const double megabytes =
        static_cast<double>(std::filesystem::file_size(Tmx())) / kMegabyte;
    const double parse_seconds = ParseSeconds(Tmx(), units_);
    absl::PrintF("%s, %d units, %.1f MB\n  parse: %.0f MB/s, %.0f units/s\n",
                 language_, units_, megabytes, megabytes / parse_seconds,
                 static_cast<double>(units_) / parse_seconds);
    row_ = {{"language", language_},
            {"segments", units_},
            {"threads", 1},
            {"parse_mb_per_second", megabytes / parse_seconds}};
    Time("import", {"import", Tmx(), "--memory", "bench", "--create"});
    Time("repeat", {"import", Tmx(), "--memory", "bench"});
    Time("export", {"export", workplace_.File("out.tmx"), "--memory", "bench"});
    WriteRow(row_);
  }

 private:
  std::string Tmx() const { return workplace_.File("in.tmx"); }

  void Time(const std::string& what, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(),
                     {client_, "--server", server_.address()});
    const ProcessCost before = CostSoFar(server_.pid());
    const ProcessCost client = RunToEnd(arguments);
    const ProcessCost server = CostSoFar(server_.pid());
    const double rate = static_cast<double>(units_) / client.seconds;
    absl::PrintF(
        "  %s: %.0f units/s; %.2f s; CPU: client %.2f s, server %.2f s; "
        "peak: client %.0f MB, server %.0f MB\n",
        what, rate, client.seconds, client.cpu_seconds,
        server.cpu_seconds - before.cpu_seconds,
        static_cast<double>(client.peak_bytes) / kMegabyte,
        static_cast<double>(server.peak_bytes) / kMegabyte);
    std::fflush(stdout);
    row_[what + "_units_per_second"] = rate;
    row_[what + "_client_peak_bytes"] = client.peak_bytes;
    row_[what + "_server_peak_bytes"] = server.peak_bytes;
  }

  const Workplace workplace_;
  const size_t units_;
  const std::string language_;
  const std::string client_;
  const ServerProcess server_;
  nlohmann::ordered_json row_;
};

int Main(const char* program) {
  std::string programs = absl::GetFlag(FLAGS_programs);
  if (programs.empty()) {
    programs = std::filesystem::absolute(program).parent_path();
  }
  const std::vector<size_t> sizes = SizesFromFlags();
  for (const std::string& language : LanguagesFromFlags()) {
    const Corpus corpus = CorpusFromFlags(language, sizes.back());
    for (const size_t size : sizes) ExchangeRun(corpus, size, programs).Run();
  }
  return 0;
}

}  // namespace
}  // namespace presstm

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "Measures imports and exports through the client and the server.");
  absl::ParseCommandLine(argc, argv);
  return presstm::Main(argv[0]);
}
