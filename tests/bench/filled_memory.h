// A translation memory in a file, filled with a corpus.
#ifndef TESTS_BENCH_FILLED_MEMORY_H_
#define TESTS_BENCH_FILLED_MEMORY_H_

#include <cstddef>
#include <string>
#include <vector>

#include "tests/bench/corpus.h"
#include "tm_store/model/match.h"

namespace presstm {

inline constexpr char kBenchMemory[] = "bench";

// BCP-47 for an ISO 639 code: "zh-CN" for "zh".
std::string LanguageTag(const std::string& language);

// Writes the first `segments` segments to a new file `path`, each with one of
// `targets`, by CreateUnits in batches of 1,000. Returns the seconds it took.
// Exits on an error.
double FillMemory(const std::string& path, const Corpus& corpus,
                  size_t segments, const std::vector<std::string>& targets);

// The file of --db, or one in the system's folder for temporary files, filled
// unless it is there already. A temporary one is deleted at the end.
class FilledMemory {
 public:
  FilledMemory(const Corpus& corpus, size_t segments);
  ~FilledMemory();
  FilledMemory(const FilledMemory&) = delete;
  FilledMemory& operator=(const FilledMemory&) = delete;

  const std::string& path() const { return path_; }
  double fill_seconds() const { return fill_seconds_; }  // 0: was there.

 private:
  std::string temporary_folder_;
  std::string path_;
  double fill_seconds_ = 0;
};

}  // namespace presstm

#endif  // TESTS_BENCH_FILLED_MEMORY_H_
