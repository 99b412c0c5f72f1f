#include "tests/bench/filled_memory.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "absl/flags/flag.h"
#include "tests/bench/bench_flags.h"
#include "tests/bench/statistics.h"
#include "tm_store/translation_memory.h"

ABSL_FLAG(std::string, db, "",
          "file of the memory, for one size and language; used as it is if it "
          "exists, else made and kept");
ABSL_FLAG(bool, one_target, false,
          "give all units the same translation, so that the memory holds "
          "segments of one language only");

namespace presstm {
namespace {

constexpr size_t kBatch = 1'000;

}  // namespace

std::string LanguageTag(const std::string& language) {
  return language == "zh" ? "zh-CN" : language;
}

double FillMemory(const std::string& path, const Corpus& corpus,
                  size_t segments, const std::vector<std::string>& targets) {
  const std::string source_tag = LanguageTag(corpus.language());
  const std::string target_tag =
      LanguageTag(TargetLanguageOf(corpus.language()));
  const auto tm = OrExit(TranslationMemory::Open(path, {}));
  OrExit(tm->CreateMemory({.name = kBenchMemory}, "bench"));
  const Stopwatch watch;
  for (size_t begin = 0; begin < segments; begin += kBatch) {
    std::vector<TranslationUnit> units;
    for (size_t k = begin; k < std::min(segments, begin + kBatch); ++k) {
      units.push_back(
          {.source_language = source_tag,
           .variants = {
               {.language = source_tag, .segment = {.text = corpus.Text(k)}},
               {.language = target_tag,
                .segment = {.text = targets[k % targets.size()]}}}});
    }
    OrExit(tm->CreateUnits(kBenchMemory, std::move(units), WriteRule::kKeepAll,
                           "bench"));
  }
  return watch.seconds();
}

FilledMemory::FilledMemory(const Corpus& corpus, size_t segments)
    : path_(absl::GetFlag(FLAGS_db)) {
  if (path_.empty()) {
    temporary_folder_ =
        (std::filesystem::temp_directory_path() / "presstm_bench_XXXXXX")
            .string();
    if (mkdtemp(temporary_folder_.data()) == nullptr) std::abort();
    path_ = temporary_folder_ + "/tm.db";
  }
  if (std::filesystem::exists(path_)) return;
  fill_seconds_ =
      FillMemory(path_, corpus, segments, TargetsFromFlags(corpus.language()));
}

FilledMemory::~FilledMemory() {
  if (temporary_folder_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove_all(temporary_folder_, ignored);
}

}  // namespace presstm
