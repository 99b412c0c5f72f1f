// Which segments contain a text: the index alone, a page of 50.
#include <cstdio>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_format.h"
#include "tests/bench/bench_flags.h"
#include "tests/bench/statistics.h"
#include "tm_store/match/concordance.h"

namespace presstm {
namespace {

struct NamedQuery {
  const char* name;
  std::string text;
};

// Texts of the volume sample; with other data they may be rare.
std::vector<NamedQuery> QueriesFor(const std::string& language) {
  if (language == "zh") {
    return {{"rare phrase", "隐马尔可夫模型"},
            {"phrase", "命令行工具"},
            {"common word", "文件"},
            {"common character", "的"},
            {"one character", "鼠"},
            {"two characters", "窗口"},
            {"Traditional", "視窗"},
            {"word and Han", "python程序"},
            {"number", "2006年"},
            {"mark", "——"}};
  }
  if (language == "ko") {
    return {{"rare phrase", "광년 공간으로"}, {"phrase", "명령줄 도구"},
            {"common word", "파일"},          {"common syllable", "이"},
            {"one syllable", "쥐"},           {"stem", "작성"},
            {"inside an eojeol", "용자"},     {"number", "2006년"}};
  }
  return {{"rare phrase", "light years into space"},
          {"phrase", "command line tool"},
          {"unfinished phrase", "command line to"},
          {"common word", "the"},
          {"word", "window"},
          {"rare word", "viterbi"},
          {"beginning of words", "segm"},
          {"absent word", "zxcvbnm"},
          {"ending", "'s"},
          {"number", "2006"}};
}

class ConcordanceRun {
 public:
  ConcordanceRun(const Corpus& corpus, size_t segments)
      : language_(corpus.language()), segments_(segments) {
    for (size_t k = 0; k < segments; ++k) {
      index_.Stage({{static_cast<int64_t>(k) + 1, 0}, corpus[k]});
    }
    index_.PublishStaged();
  }

  void Run() const {
    absl::PrintF("%s, %d segments: concordance\n", language_, segments_);
    for (const NamedQuery& query : QueriesFor(language_)) Measure(query);
  }

 private:
  void Measure(const NamedQuery& query) const {
    const TextUnits units = ToTextUnits(query.text, language_);
    const SegmentView view = {units.units, units.characters};
    std::vector<double> times_us;
    ContainingResult result;
    for (int pass = 0; pass < 20 * absl::GetFlag(FLAGS_passes); ++pass) {
      const Stopwatch watch;
      result = OrExit(index_.snapshot().FindContaining(view, {}, Deadline()));
      times_us.push_back(watch.microseconds());
    }
    const Latency latency = Summarize(std::move(times_us));
    absl::PrintF("  %-18s p50 %8.1f us  found %2d  postings %6d  scanned %d\n",
                 query.name, latency.p50_us, result.segments.size(),
                 result.looked_at, result.scanned_bytes);
    WriteRow({{"language", language_},
              {"segments", segments_},
              {"concordance", query.name},
              {"concordance_p50_us", latency.p50_us}});
  }

  const std::string language_;
  const size_t segments_;
  SegmentIndex index_;
};

}  // namespace
}  // namespace presstm

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("Measures the search for segments with a text.");
  absl::ParseCommandLine(argc, argv);
  for (const std::string& language : presstm::LanguagesFromFlags()) {
    const std::vector<size_t> sizes = presstm::SizesFromFlags();
    const presstm::Corpus corpus =
        presstm::CorpusFromFlags(language, sizes.back());
    for (const size_t size : sizes) presstm::ConcordanceRun(corpus, size).Run();
  }
  return 0;
}
