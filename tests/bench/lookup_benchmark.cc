// The complete look-up in the library: text in, translation units with scores,
// penalties and differences out, from a file. And opening that file.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/bench/bench_flags.h"
#include "tests/bench/filled_memory.h"
#include "tests/bench/statistics.h"
#include "tests/bench/timed_lookups.h"
#include "tm_store/translation_memory.h"

ABSL_FLAG(std::string, only_open, "",
          "only open this file, and print the seconds and the bytes of memory "
          "it took, now and at the peak");

namespace presstm {
namespace {

struct OpenFigures {
  double seconds = 0;
  int64_t resident_bytes = 0;
  int64_t peak_bytes = 0;
};

int OnlyOpen(const std::string& path) {
  const int64_t before = ResidentBytes();
  ResetPeakResidentBytes();
  const Stopwatch watch;
  const auto tm = OrExit(TranslationMemory::Open(path, {}));
  const double seconds = watch.seconds();
  const int64_t peak = PeakResidentBytes();
  absl::PrintF("%.4f %d %d\n", seconds, ResidentBytes() - before,
               peak - before);
  return 0;
}

// In a process of its own, whose memory nothing else has grown.
OpenFigures MeasureOpen(const char* program, const std::string& path) {
  const std::string command =
      absl::StrCat("'", program, "' --only_open='", path, "'");
  FILE* const output = popen(command.c_str(), "r");
  OpenFigures figures;
  if (output == nullptr ||
      std::fscanf(output, "%lf %ld %ld", &figures.seconds,
                  &figures.resident_bytes, &figures.peak_bytes) != 3 ||
      pclose(output) != 0) {
    std::cerr << "cannot measure opening " << path << "\n";
    std::exit(2);
  }
  return figures;
}

class LookupRun {
 public:
  LookupRun(const Corpus& corpus, size_t segments)
      : language_(corpus.language()),
        segments_(segments),
        memory_(corpus, segments),
        queries_(QueriesFromFlags(corpus, segments)) {}

  void Run(const char* program) {
    const OpenFigures open = MeasureOpen(program, memory_.path());
    const auto per_segment = [this](int64_t bytes) {
      return static_cast<double>(bytes) / static_cast<double>(segments_);
    };
    absl::PrintF("%s, %d units: complete look-up\n", language_, segments_);
    absl::PrintF(
        "  opened in %.2f s; bytes a unit: %.0f resident, %.0f at the peak\n",
        open.seconds, per_segment(open.resident_bytes),
        per_segment(open.peak_bytes));
    if (memory_.fill_seconds() > 0) {
      absl::PrintF("  filled in %.1f s\n", memory_.fill_seconds());
    }
    tm_ = OrExit(TranslationMemory::Open(memory_.path(), {}));
    for (size_t k = 0; k < queries_.size(); ++k) LookUp(k);  // Warms up.
    for (const int threads : {1, 2}) {
      const TimedLookups lookups = TimeLookups(
          queries_.size(), threads, absl::GetFlag(FLAGS_passes),
          [this](size_t /*thread*/, size_t query) { LookUp(query); });
      Print(lookups);
      WriteRow({{"language", language_},
                {"segments", segments_},
                {"threads", threads},
                {"lookup_mean_us", lookups.latency.mean_us},
                {"lookup_p50_us", lookups.latency.p50_us},
                {"lookup_p99_us", lookups.latency.p99_us},
                {"lookup_per_second", lookups.lookups_per_second},
                {"load_seconds", open.seconds},
                {"load_peak_bytes_per_unit", per_segment(open.peak_bytes)}});
    }
  }

 private:
  void LookUp(size_t query) const {
    OrExit(tm_->Lookup(
        {.query = {.text = queries_[query]},
         .source_language = LanguageTag(language_),
         .target_language = LanguageTag(TargetLanguageOf(language_)),
         .memories = {{.name = kBenchMemory}},
         .threshold = absl::GetFlag(FLAGS_threshold),
         .limit = absl::GetFlag(FLAGS_limit)},
        {}));
  }

  static void Print(const TimedLookups& lookups) {
    absl::PrintF(
        "  on %d thread(s)  mean %.1f  p50 %.1f  p95 %.1f  p99 %.1f  max %.1f "
        "us; %.0f look-ups/s\n",
        lookups.threads, lookups.latency.mean_us, lookups.latency.p50_us,
        lookups.latency.p95_us, lookups.latency.p99_us, lookups.latency.max_us,
        lookups.lookups_per_second);
    std::fflush(stdout);
  }

  const std::string language_;
  const size_t segments_;
  const FilledMemory memory_;
  const std::vector<std::string> queries_;
  std::unique_ptr<TranslationMemory> tm_;
};

int Main(const char* program) {
  if (const std::string path = absl::GetFlag(FLAGS_only_open); !path.empty()) {
    return OnlyOpen(path);
  }
  const std::vector<size_t> sizes = SizesFromFlags();
  for (const std::string& language : LanguagesFromFlags()) {
    const Corpus corpus = CorpusFromFlags(language, sizes.back());
    for (const size_t size : sizes) LookupRun(corpus, size).Run(program);
  }
  return 0;
}

}  // namespace
}  // namespace presstm

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("Measures the complete look-up in the library.");
  absl::ParseCommandLine(argc, argv);
  return presstm::Main(argv[0]);
}
