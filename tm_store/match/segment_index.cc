#include "tm_store/match/segment_index.h"

#include <utility>

#include "tm_store/match/index_generation.h"

namespace presstm {
namespace {

using Generations = std::vector<std::shared_ptr<const IndexGeneration>>;

// Restores the order of sizes: each generation is more than twice as large as
// the next, so that there are at most log2(n) of them.
void MergeSimilarSizes(Generations& generations) {
  while (generations.size() >= 2) {
    const auto& larger = generations[generations.size() - 2];
    const auto& smaller = generations.back();
    if (larger->live_ref_count() > 2 * smaller->live_ref_count()) return;
    auto merged = IndexGeneration::Merge(*larger, *smaller);
    generations.resize(generations.size() - 2);
    generations.push_back(std::move(merged));
  }
}

}  // namespace

int64_t IndexSnapshot::segment_count() const {
  int64_t count = 0;
  for (const auto& generation : generations_) {
    count += static_cast<int64_t>(generation->live_ref_count());
  }
  return count;
}

int64_t IndexSnapshot::size_bytes() const {
  int64_t bytes = 0;
  for (const auto& generation : generations_) {
    bytes += generation->size_bytes();
  }
  return bytes;
}

SegmentIndex::SegmentIndex() = default;

IndexSnapshot SegmentIndex::snapshot() const {
  absl::MutexLock lock(&mutex_);
  return current_;
}

void SegmentIndex::Publish(IndexSnapshot next) {
  absl::MutexLock lock(&mutex_);
  current_ = std::move(next);
}

void SegmentIndex::Add(absl::Span<const IndexItem> items) {
  if (items.empty()) return;
  absl::MutexLock writer_lock(&writer_mutex_);
  IndexSnapshot next = snapshot();
  next.generations_.push_back(IndexGeneration::Build(items));
  MergeSimilarSizes(next.generations_);
  Publish(std::move(next));
}

void SegmentIndex::Remove(absl::Span<const IndexItem> items) {
  absl::MutexLock writer_lock(&writer_mutex_);
  const IndexSnapshot now = snapshot();
  for (const IndexItem& item : items) {
    for (const auto& generation : now.generations_) {
      if (generation->Remove(item)) break;
    }
  }
}

}  // namespace presstm
