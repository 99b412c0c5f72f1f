#include "tests/bench/bench_flags.h"

#include <algorithm>
#include <fstream>

#include "absl/flags/flag.h"
#include "absl/strings/numbers.h"
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
ABSL_FLAG(int, limit, 5, "matches wanted");
ABSL_FLAG(int, passes, 3, "times to look up each query; the median counts");

namespace presstm {
namespace {

constexpr size_t kQueries = 1'000;

[[noreturn]] void UsageError(const std::string& message) {
  std::cerr << message << "\n";
  std::exit(2);
}

}  // namespace

std::vector<size_t> SizesFromFlags() {
  std::vector<size_t> sizes;
  for (const std::string& text : absl::GetFlag(FLAGS_segments)) {
    uint64_t size = 0;
    if (!absl::SimpleAtoi(text, &size) || size == 0) {
      UsageError("--segments: not a number: " + text);
    }
    sizes.push_back(size);
  }
  std::sort(sizes.begin(), sizes.end());
  return sizes;
}

std::vector<std::string> LanguagesFromFlags() {
  const std::vector<std::string> all = {"en", "zh", "ko"};
  const std::string wanted = absl::GetFlag(FLAGS_language);
  if (wanted == "all") return all;
  if (std::find(all.begin(), all.end(), wanted) == all.end()) {
    UsageError("--language: en, zh, ko or all");
  }
  return {wanted};
}

Corpus CorpusFromFlags(const std::string& language, size_t segments) {
  return Corpus(OrExit(ReadColumn(absl::GetFlag(FLAGS_tsv), language)),
                {.language = language, .segments = segments});
}

const char* TargetLanguageOf(const std::string& language) {
  return language == "en" ? "zh" : "en";
}

std::vector<std::string> TargetsFromFlags(const std::string& language) {
  std::vector<std::string> targets =
      OrExit(ReadColumn(absl::GetFlag(FLAGS_tsv), TargetLanguageOf(language)));
  std::erase(targets, "");
  return targets;
}

std::vector<std::string> QueriesFromFlags(const Corpus& corpus,
                                          size_t segments) {
  if (const std::string path = absl::GetFlag(FLAGS_queries); !path.empty()) {
    return OrExit(ReadLines(path));
  }
  std::vector<std::string> queries = corpus.held_out();
  SplitMix64 random(segments);
  while (queries.size() < kQueries) {
    queries.push_back(corpus.EditedText(random.Pick(segments), random));
  }
  return queries;
}

void WriteRow(const nlohmann::ordered_json& row) {
  if (absl::GetFlag(FLAGS_json).empty()) return;
  std::ofstream(absl::GetFlag(FLAGS_json), std::ios::app) << row << "\n";
}

}  // namespace presstm
