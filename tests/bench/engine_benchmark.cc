// The match engine alone, by size and language. See engine_run.h for what is
// measured and corpus.h for the data.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/bench/corpus.h"
#include "tests/bench/engine_run.h"
#include "tests/bench/table_file.h"

ABSL_FLAG(std::vector<std::string>, segments, {"300000"},
          "sizes of the memory, separated by commas");
ABSL_FLAG(std::string, tsv, PRESSTM_TEST_DATA_DIR "/press_sample.tsv",
          "table of segments with the columns en, zh, ko; plain or gzip");
ABSL_FLAG(std::string, language, "all", "en, zh, ko or all");
ABSL_FLAG(std::string, queries, "",
          "file of queries, one per line, in place of the 1,000 made up");
ABSL_FLAG(std::string, json, "", "file to append the rows to, as JSON Lines");
ABSL_FLAG(int, threshold, 70, "lowest score wanted");
ABSL_FLAG(int, limit, 5, "candidates wanted");
ABSL_FLAG(int, passes, 3, "times to look up each query; the median counts");
ABSL_FLAG(int, scan_queries, 60,
          "queries to compare with the exhaustive scan; 0 for none");
ABSL_FLAG(bool, changes, true, "also measure adding and searching meanwhile");

namespace presstm {
namespace {

constexpr size_t kQueries = 1'000;

template <typename T>
T OrExit(absl::StatusOr<T> result) {
  if (result.ok()) return *std::move(result);
  std::cerr << result.status().message() << "\n";
  std::exit(2);
}

std::vector<size_t> Sizes() {
  std::vector<size_t> sizes;
  for (const std::string& text : absl::GetFlag(FLAGS_segments)) {
    uint64_t size = 0;
    if (!absl::SimpleAtoi(text, &size) || size == 0) {
      std::cerr << "--segments: not a number: " << text << "\n";
      std::exit(2);
    }
    sizes.push_back(size);
  }
  return sizes;
}

// Those of the file; or half of them edited segments of the first `segments`,
// half segments that are in no index.
std::vector<TextUnits> Queries(const Corpus& corpus, size_t segments) {
  std::vector<std::string> texts;
  if (const std::string path = absl::GetFlag(FLAGS_queries); !path.empty()) {
    texts = OrExit(ReadLines(path));
  } else {
    texts = corpus.held_out();
    SplitMix64 random(segments);
    while (texts.size() < kQueries) {
      texts.push_back(corpus.EditedText(random.Pick(segments), random));
    }
  }
  std::vector<TextUnits> queries;
  for (const std::string& text : texts) {
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
  for (const SearchFigures& search : f.searches) {
    PrintLatency(absl::StrCat("on ", search.threads, " thread(s)").c_str(),
                 search.latency);
    absl::PrintF("  %-16s %.0f look-ups/s\n", "", search.lookups_per_second);
  }
  PrintLatency(absl::StrCat("short (", f.short_queries, ")").c_str(),
               f.short_latency);
  absl::PrintF("  compared         %.1f a query\n", f.mean_compared);
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

std::string ToJson(const EngineFigures& f, const SearchFigures& search) {
  return absl::StrFormat(
      R"({"language":"%s","segments":%d,"threads":%d,"mean_us":%.2f,)"
      R"("p50_us":%.2f,"p95_us":%.2f,"p99_us":%.2f,"max_us":%.2f,)"
      R"("lookups_per_second":%.0f,"bytes_per_segment":%.1f,)"
      R"("peak_bytes_per_segment":%.1f,"build_seconds":%.3f,)"
      R"("scan_ratio":%.1f,"lossless":%s})",
      f.language, f.segments, search.threads, search.latency.mean_us,
      search.latency.p50_us, search.latency.p95_us, search.latency.p99_us,
      search.latency.max_us, search.lookups_per_second,
      f.index_bytes_per_segment, f.peak_bytes_per_segment, f.build_seconds,
      f.scan_ratio, f.lossless ? "true" : "false");
}

bool RunLanguage(const std::string& language, const EngineOptions& options) {
  const std::vector<size_t> sizes = Sizes();
  const size_t largest = *std::max_element(sizes.begin(), sizes.end());
  const Corpus corpus(
      OrExit(ReadColumn(absl::GetFlag(FLAGS_tsv), language)),
      {.language = language,
       .segments = largest + (options.changes ? kSingleAdds + kBatchAdds : 0)});
  bool lossless = true;
  for (const size_t size : sizes) {
    const EngineFigures figures =
        RunEngine(corpus, size, Queries(corpus, size), options);
    Print(figures);
    lossless = lossless && figures.lossless;
    if (absl::GetFlag(FLAGS_json).empty()) continue;
    std::ofstream json(absl::GetFlag(FLAGS_json), std::ios::app);
    for (const SearchFigures& search : figures.searches) {
      json << ToJson(figures, search) << "\n";
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
      .changes = absl::GetFlag(FLAGS_changes)};
  const std::string wanted = absl::GetFlag(FLAGS_language);
  bool lossless = true;
  for (const char* language : {"en", "zh", "ko"}) {
    if (wanted != "all" && wanted != language) continue;
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
