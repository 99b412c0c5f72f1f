#include "tests/bench/engine_run.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <thread>
#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "tests/bench/exhaustive_scan.h"
#include "tm_store/index_compactor.h"

namespace presstm {
namespace {

constexpr size_t kBatch = 1'000;

SegmentView View(const TextUnits& units) {
  return {units.units, units.characters};
}

class EngineRun {
 public:
  EngineRun(const Corpus& corpus, size_t segments,
            const std::vector<TextUnits>& queries, const EngineOptions& options)
      : corpus_(corpus), queries_(queries), options_(options) {
    figures_.language = corpus.language();
    figures_.segments = segments;
  }

  EngineFigures Run() {
    Build();
    MeasureSearches();
    if (options_.scan_queries > 0) CompareWithScan();
    if (options_.changes) {
      MeasureSingleAdds();
      MeasureWhileAdding();
    }
    return figures_;
  }

 private:
  std::vector<IndexItem> Items(size_t begin, size_t end) const {
    std::vector<IndexItem> items;
    items.reserve(end - begin);
    for (size_t k = begin; k < end; ++k) {
      items.push_back({{static_cast<int64_t>(k), 0}, corpus_[k]});
    }
    return items;
  }

  void Build() {
    const std::vector<IndexItem> items = Items(0, figures_.segments);
    const auto per_segment = [this](int64_t bytes) {
      return static_cast<double>(bytes) /
             static_cast<double>(figures_.segments);
    };
    const int64_t before = ResidentBytes();
    ResetPeakResidentBytes();
    const Stopwatch watch;
    index_->Add(items);
    figures_.build_seconds = watch.seconds();
    figures_.peak_bytes_per_segment = per_segment(PeakResidentBytes() - before);
    figures_.resident_bytes_per_segment = per_segment(ResidentBytes() - before);
    figures_.index_bytes_per_segment =
        per_segment(index_->snapshot().size_bytes());
  }

  SearchResult Search(const IndexSnapshot& snapshot, size_t query) const {
    auto result =
        snapshot.Search(View(queries_[query]), options_.search, Deadline());
    if (!result.ok()) {
      std::cerr << result.status() << "\n";
      std::abort();
    }
    return *std::move(result);
  }

  void MeasureSearches() {
    double looked_at = 0;
    double compared = 0;
    for (size_t k = 0; k < queries_.size(); ++k) {  // Warms up, too.
      const SearchResult result = Search(index_->snapshot(), k);
      looked_at += static_cast<double>(result.looked_at);
      compared += static_cast<double>(result.compared);
    }
    const auto count = static_cast<double>(queries_.size());
    figures_.mean_looked_at = looked_at / count;
    figures_.mean_compared = compared / count;
    MeasureSearchesOn(1);
    SummarizeShort(figures_.searches.back().times_us);
    MeasureSearchesOn(2);
  }

  void MeasureSearchesOn(int threads) {
    figures_.searches.push_back(
        TimeLookups(queries_.size(), threads, options_.passes,
                    [this](size_t /*thread*/, size_t query) {
                      Search(index_->snapshot(), query);
                    }));
  }

  void SummarizeShort(const std::vector<double>& times_us) {
    std::vector<double> short_times_us;
    for (size_t k = 0; k < queries_.size(); ++k) {
      if (queries_[k].units.size() <= kShortUnits) {
        short_times_us.push_back(times_us[k]);
      }
    }
    figures_.short_queries = short_times_us.size();
    figures_.short_latency = Summarize(std::move(short_times_us));
  }

  // Every n-th query, so that all kinds are among them.
  void CompareWithScan() {
    const auto wanted = static_cast<size_t>(options_.scan_queries);
    const size_t step = std::max<size_t>(1, queries_.size() / wanted);
    double scan_us = 0;
    size_t count = 0;
    for (size_t k = 0; k < queries_.size(); k += step, ++count) {
      const Stopwatch watch;
      const ScanResult expected = ExhaustiveScan(
          corpus_, figures_.segments, View(queries_[k]), options_.search);
      scan_us += watch.microseconds();
      if (!Agree(Search(index_->snapshot(), k), expected, options_.search)) {
        figures_.lossless = false;
      }
    }
    figures_.scan_us = scan_us / static_cast<double>(count);
    figures_.scan_ratio =
        figures_.scan_us / figures_.searches.front().latency.mean_us;
  }

  void MeasureSingleAdds() {
    std::vector<double> times_us;
    const size_t end = figures_.segments + kSingleAdds;
    for (size_t k = figures_.segments; k < end; ++k) {
      const std::vector<IndexItem> item = Items(k, k + 1);
      const Stopwatch watch;
      index_->Add(item);
      times_us.push_back(watch.microseconds());
    }
    figures_.add = Summarize(std::move(times_us));
  }

  // Merges in the background, like a server.
  void MeasureWhileAdding() {
    IndexCompactor compactor;
    std::atomic<bool> done = false;
    std::atomic<size_t> added = 0;
    std::thread writer([this, &compactor, &done, &added] {
      const size_t begin = figures_.segments + kSingleAdds;
      auto name = static_cast<int64_t>(corpus_.size());
      const absl::Time start = absl::Now();
      while (!done) {
        const size_t at = begin + added % kBatchAdds;
        std::vector<IndexItem> items = Items(at, at + kBatch);
        for (IndexItem& item : items) item.ref.unit = name++;
        index_->Add(items);
        compactor.Notify(index_);
        added += kBatch;
        absl::SleepFor(start + DueAfter(added) - absl::Now());
      }
    });
    const Stopwatch watch;
    std::vector<double> times_us;
    // Long enough for the writer to get through some merges.
    while (times_us.size() < queries_.size() || watch.seconds() < 3) {
      const Stopwatch search_watch;
      Search(index_->snapshot(), times_us.size() % queries_.size());
      times_us.push_back(search_watch.microseconds());
    }
    figures_.added_per_second = static_cast<double>(added) / watch.seconds();
    done = true;
    writer.join();
    figures_.while_adding = Summarize(std::move(times_us));
  }

  absl::Duration DueAfter(size_t added) const {
    if (options_.adds_per_second == 0) return absl::ZeroDuration();
    return absl::Seconds(static_cast<double>(added) / options_.adds_per_second);
  }

  const Corpus& corpus_;
  const std::vector<TextUnits>& queries_;
  const EngineOptions& options_;
  const std::shared_ptr<SegmentIndex> index_ = std::make_shared<SegmentIndex>();
  EngineFigures figures_;
};

}  // namespace

EngineFigures RunEngine(const Corpus& corpus, size_t segments,
                        const std::vector<TextUnits>& queries,
                        const EngineOptions& options) {
  return EngineRun(corpus, segments, queries, options).Run();
}

}  // namespace presstm
