// The match engine alone, by size and language. See engine_run.h for what is
// measured and corpus.h for the data.
#include <cstdio>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/bench/bench_flags.h"
#include "tests/bench/corpus.h"
#include "tests/bench/engine_run.h"

ABSL_FLAG(int, scan_queries, 60,
          "queries to compare with the exhaustive scan; 0 for none");
ABSL_FLAG(bool, changes, true, "also measure adding and searching meanwhile");
ABSL_FLAG(int, adds_per_second, 50'000,
          "segments added meanwhile, by default about what an import adds to "
          "the index of one language; 0 for as many as can be");

namespace presstm {
namespace {

std::vector<TextUnits> Queries(const Corpus& corpus, size_t segments) {
  std::vector<TextUnits> queries;
  for (const std::string& text : QueriesFromFlags(corpus, segments)) {
    queries.push_back(ToTextUnits(text, corpus.language()));
  }
  return queries;
}

void PrintLatency(const char* name, const Latency& latency) {
  absl::PrintF(
      "  %-16s mean %8.1f  p50 %8.1f  p95 %8.1f  p99 %8.1f  max %8.1f us\n",
      name, latency.mean_us, latency.p50_us, latency.p95_us, latency.p99_us,
      latency.max_us);
}

void Print(const EngineFigures& f) {
  absl::PrintF("%s, %d segments\n", f.language, f.segments);
  for (const TimedLookups& search : f.searches) {
    PrintLatency(absl::StrCat("on ", search.threads, " thread(s)").c_str(),
                 search.latency);
    absl::PrintF("  %-16s %.0f look-ups/s\n", "", search.lookups_per_second);
  }
  PrintLatency(absl::StrCat("short (", f.short_queries, ")").c_str(),
               f.short_latency);
  absl::PrintF("  looked at        %.0f a query, %.1f of them compared\n",
               f.mean_looked_at, f.mean_compared);
  absl::PrintF(
      "  bytes a segment  %.0f by the index, %.0f resident, %.0f at the peak\n",
      f.index_bytes_per_segment, f.resident_bytes_per_segment,
      f.peak_bytes_per_segment);
  absl::PrintF("  built in         %.2f s\n", f.build_seconds);
  if (f.scan_us > 0) {
    absl::PrintF("  scan             %.0f us, %.0f times as long; %s\n",
                 f.scan_us, f.scan_ratio,
                 f.lossless ? "lossless" : "NOT LOSSLESS");
  }
  if (f.add.max_us > 0) {
    PrintLatency("add one", f.add);
    PrintLatency("while adding", f.while_adding);
    absl::PrintF("  %-16s %.0f segments/s added meanwhile\n", "",
                 f.added_per_second);
  }
  std::fflush(stdout);
}

nlohmann::ordered_json ToRow(const EngineFigures& f,
                             const TimedLookups& search) {
  return {{"language", f.language},
          {"segments", f.segments},
          {"threads", search.threads},
          {"mean_us", search.latency.mean_us},
          {"p50_us", search.latency.p50_us},
          {"p95_us", search.latency.p95_us},
          {"p99_us", search.latency.p99_us},
          {"short_p99_us", f.short_latency.p99_us},
          {"lookups_per_second", search.lookups_per_second},
          {"bytes_per_segment", f.index_bytes_per_segment},
          {"peak_bytes_per_segment", f.peak_bytes_per_segment},
          {"build_seconds", f.build_seconds},
          {"add_mean_us", f.add.mean_us},
          {"adds_per_second", f.added_per_second},
          {"while_adding_mean_us", f.while_adding.mean_us},
          {"while_adding_p99_us", f.while_adding.p99_us},
          {"scan_us", f.scan_us},
          {"scan_ratio", f.scan_ratio},
          {"lossless", f.lossless}};
}

bool RunLanguage(const std::string& language, const EngineOptions& options) {
  const std::vector<size_t> sizes = SizesFromFlags();
  const Corpus corpus = CorpusFromFlags(
      language,
      sizes.back() + (options.changes ? kSingleAdds + kBatchAdds : 0));
  bool lossless = true;
  for (const size_t size : sizes) {
    const EngineFigures figures =
        RunEngine(corpus, size, Queries(corpus, size), options);
    Print(figures);
    lossless = lossless && figures.lossless;
    for (const TimedLookups& search : figures.searches) {
      WriteRow(ToRow(figures, search));
    }
  }
  return lossless;
}

int Main() {
  const EngineOptions options = {
      .search = {.threshold = absl::GetFlag(FLAGS_threshold),
                 .limit = absl::GetFlag(FLAGS_limit)},
      .passes = absl::GetFlag(FLAGS_passes),
      .scan_queries = absl::GetFlag(FLAGS_scan_queries),
      .changes = absl::GetFlag(FLAGS_changes),
      .adds_per_second = absl::GetFlag(FLAGS_adds_per_second)};
  bool lossless = true;
  for (const std::string& language : LanguagesFromFlags()) {
    lossless = RunLanguage(language, options) && lossless;
  }
  return lossless ? 0 : 1;
}

}  // namespace
}  // namespace presstm

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("Measures the match engine alone.");
  absl::ParseCommandLine(argc, argv);
  return presstm::Main();
}
