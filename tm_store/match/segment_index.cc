#include "tm_store/match/segment_index.h"

#include <algorithm>
#include <utility>

#include "tm_store/match/generation_builder.h"
#include "tm_store/match/index_state.h"
#include "tm_store/match/unit_vocabulary.h"

namespace presstm {
namespace {

using Generations = std::vector<GenerationPtr>;

// A generation of this size is left alone: joining it would need too much
// space for what it saves.
constexpr size_t kMaxGenerationSegments = 4'000'000;
// So many small generations are joined at once by whoever adds one more; they
// are small if they are at most so many times what is added, or so large.
constexpr size_t kSmallGenerations = 8;
constexpr size_t kSmallRatio = 16;
constexpr size_t kAlwaysSmall = 64;
// A generation is to be larger than those after it together, by this factor.
constexpr size_t kGrowth = 2;

void SortBySize(Generations& generations) {
  std::stable_sort(generations.begin(), generations.end(),
                   [](const GenerationPtr& a, const GenerationPtr& b) {
                     return a->live_ref_count() > b->live_ref_count();
                   });
}

bool Contains(const Generations& generations, const GenerationPtr& wanted) {
  return std::find(generations.begin(), generations.end(), wanted) !=
         generations.end();
}

// Whether segments and text units of all of them fit into one.
class MergeRoom {
 public:
  bool Take(const IndexGeneration& generation) {
    segments_ += generation.live_ref_count();
    units_ += generation.segments().units().size();
    bytes_ += generation.segments().character_bytes();
    return segments_ <= kMaxGenerationSegments && units_ <= kMostBytes &&
           bytes_ <= kMostBytes;
  }
  size_t segments() const { return segments_; }

 private:
  static constexpr size_t kMostBytes = size_t{1} << 30;
  size_t segments_ = 0;
  size_t units_ = 0;
  size_t bytes_ = 0;
};

// Returns the smallest generations that are too many for their sizes: as many
// of them as there are up to the last that is not larger, by kGrowth, than
// those after it. `generations` is in order of size.
Generations ChooseForMerge(const Generations& generations) {
  MergeRoom room;
  size_t chosen = 0;
  for (size_t count = 1; count <= generations.size(); ++count) {
    const GenerationPtr& next = generations[generations.size() - count];
    const size_t smaller = room.segments();
    if (!room.Take(*next)) break;
    if (count > 1 && next->live_ref_count() <= kGrowth * smaller) {
      chosen = count;
    }
  }
  return {generations.end() - static_cast<std::ptrdiff_t>(chosen),
          generations.end()};
}

}  // namespace

IndexSnapshot::IndexSnapshot(std::shared_ptr<const IndexState> state)
    : state_(std::move(state)) {}

int64_t IndexSnapshot::segment_count() const {
  int64_t count = 0;
  for (const GenerationPtr& generation : state_->generations) {
    count += static_cast<int64_t>(generation->live_ref_count());
  }
  return count;
}

int64_t IndexSnapshot::size_bytes() const {
  int64_t bytes = state_->words->size_bytes();
  for (const GenerationPtr& generation : state_->generations) {
    bytes += generation->size_bytes();
  }
  return bytes;
}

int IndexSnapshot::generation_count() const {
  return static_cast<int>(state_->generations.size());
}

SegmentIndex::SegmentIndex()
    : vocabulary_(std::make_unique<UnitVocabulary>()),
      staged_(std::make_unique<SegmentBatch>()),
      state_(std::make_shared<const IndexState>(
          IndexState{{}, vocabulary_->table()})) {}

SegmentIndex::~SegmentIndex() = default;

IndexSnapshot SegmentIndex::snapshot() const { return IndexSnapshot(state()); }

std::shared_ptr<const IndexState> SegmentIndex::state() const {
  absl::MutexLock lock(&mutex_);
  return state_;
}

void SegmentIndex::Publish(Generations generations) {
  SortBySize(generations);
  auto next = std::make_shared<const IndexState>(
      IndexState{std::move(generations), vocabulary_->table()});
  absl::MutexLock lock(&mutex_);
  state_.swap(next);
}

void SegmentIndex::Add(absl::Span<const IndexItem> items) {
  absl::MutexLock writer_lock(&writer_mutex_);
  for (const IndexItem& item : items) StageItem(item);
  PublishBatch();
}

void SegmentIndex::Stage(const IndexItem& item) {
  absl::MutexLock writer_lock(&writer_mutex_);
  StageItem(item);
}

void SegmentIndex::PublishStaged() {
  absl::MutexLock writer_lock(&writer_mutex_);
  PublishBatch();
}

void SegmentIndex::StageItem(const IndexItem& item) {
  std::vector<UnitId> ids;
  ids.reserve(item.segment.units.size());
  for (const TextUnit unit : item.segment.units) {
    ids.push_back(vocabulary_->Intern(unit));
  }
  const PackedSegment packed(std::move(ids), item.segment);
  if (staged_->size() >= kMaxGenerationSegments ||
      !staged_->HasRoomFor(packed.view())) {
    PublishBatch();
  }
  staged_->Append(packed.view(), item.ref);
}

void SegmentIndex::PublishBatch() {
  const size_t added = staged_->size();
  if (added == 0) return;
  Generations generations = state()->generations;
  generations.push_back(staged_->Build());
  JoinSmallOnes(added, generations);
  Publish(std::move(generations));
}

void SegmentIndex::JoinSmallOnes(size_t added, Generations& generations) const {
  const size_t small = std::max(kAlwaysSmall, kSmallRatio * added);
  MergeRoom room;
  Generations to_join;
  for (const GenerationPtr& generation : generations) {
    if (generation->live_ref_count() > small ||
        Contains(merging_, generation) || !room.Take(*generation)) {
      continue;
    }
    to_join.push_back(generation);
  }
  if (to_join.size() < kSmallGenerations) return;
  std::erase_if(generations, [&](const GenerationPtr& generation) {
    return Contains(to_join, generation);
  });
  generations.push_back(MergeGenerations(to_join));
}

void SegmentIndex::Remove(absl::Span<const IndexItem> items) {
  absl::MutexLock writer_lock(&writer_mutex_);
  const std::shared_ptr<const IndexState> now = state();
  for (const IndexItem& item : items) {
    const PackedSegment packed(FindUnitIds(item.segment.units, *now->words),
                               item.segment);
    for (const GenerationPtr& generation : now->generations) {
      if (generation->Remove(packed.view(), item.ref)) break;
    }
  }
}

bool SegmentIndex::NeedsMerge() const {
  return !ChooseForMerge(state()->generations).empty();
}

// What is removed while the new generation is made is removed from it before
// it is shown.
bool SegmentIndex::MergeStep() {
  absl::MutexLock merge_lock(&merge_mutex_);
  Generations chosen;
  std::vector<std::vector<uint64_t>> removed_before;
  {
    absl::MutexLock writer_lock(&writer_mutex_);
    chosen = ChooseForMerge(state()->generations);
    if (chosen.empty()) return false;
    merging_ = chosen;
    for (const GenerationPtr& generation : chosen) {
      removed_before.push_back(generation->removed_bits());
    }
  }
  const GenerationPtr merged = MergeGenerations(chosen);
  absl::MutexLock writer_lock(&writer_mutex_);
  for (size_t k = 0; k < chosen.size(); ++k) {
    for (const auto& [segment, ref] :
         chosen[k]->RemovedSince(removed_before[k])) {
      merged->Remove(chosen[k]->segments()[segment], ref);
    }
  }
  Generations generations = state()->generations;
  std::erase_if(generations, [&](const GenerationPtr& generation) {
    return Contains(chosen, generation);
  });
  if (merged->size() > 0) generations.push_back(merged);
  merging_.clear();
  Publish(std::move(generations));
  return true;
}

}  // namespace presstm
