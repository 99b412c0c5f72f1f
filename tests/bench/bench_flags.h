// The flags that the benchmarks share, and what they choose: data and queries.
#ifndef TESTS_BENCH_BENCH_FLAGS_H_
#define TESTS_BENCH_BENCH_FLAGS_H_

#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/declare.h"
#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"
#include "tests/bench/corpus.h"

ABSL_DECLARE_FLAG(int, threshold);
ABSL_DECLARE_FLAG(int, limit);
ABSL_DECLARE_FLAG(int, passes);

namespace presstm {

// Ends the program with a message on an error: a benchmark has nobody to pass
// it to.
template <typename T>
T OrExit(absl::StatusOr<T> result) {
  if (result.ok()) return *std::move(result);
  std::cerr << result.status() << "\n";
  std::exit(2);
}

// --segments, smallest first.
std::vector<size_t> SizesFromFlags();
// --language.
std::vector<std::string> LanguagesFromFlags();
// The column of --tsv, then mutations.
Corpus CorpusFromFlags(const std::string& language, size_t segments);
// A language to translate `language` into, and its column of --tsv without the
// empty cells.
const char* TargetLanguageOf(const std::string& language);
std::vector<std::string> TargetsFromFlags(const std::string& language);
// --queries, or those held out and as many edited ones of the first
// `segments` segments.
std::vector<std::string> QueriesFromFlags(const Corpus& corpus,
                                          size_t segments);
// Appends a line to --json, if given.
void WriteRow(const nlohmann::ordered_json& row);

}  // namespace presstm

#endif  // TESTS_BENCH_BENCH_FLAGS_H_
