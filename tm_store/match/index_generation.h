// A batch of segments in flat arrays: the immutable building block of the
// segment index. Internal to match/.
#ifndef TM_STORE_MATCH_INDEX_GENERATION_H_
#define TM_STORE_MATCH_INDEX_GENERATION_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/types/span.h"
#include "tm_store/match/segment_index.h"
#include "tm_store/match/signature_scan.h"
#include "tm_store/match/unit_counts.h"
#include "tm_store/match/unit_postings.h"

namespace presstm {

// Segments of one length in text units: [begin, end).
struct LengthRun {
  int length_text_units = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
};

// Distinct segments ordered by length in text units, then by hash. Immutable
// but for the bits of removed refs; thread-safe.
class IndexGeneration {
 public:
  // Distinct segments of `items`, each with its refs.
  static std::shared_ptr<const IndexGeneration> Build(
      absl::Span<const IndexItem> items);
  // What is left in `a` and `b` after removals.
  static std::shared_ptr<const IndexGeneration> Merge(const IndexGeneration& a,
                                                      const IndexGeneration& b);

  size_t size() const { return hashes_.size(); }
  size_t live_ref_count() const {
    return live_ref_count_.load(std::memory_order_relaxed);
  }
  int64_t size_bytes() const;

  SegmentView segment(size_t k) const;
  absl::Span<const UnitSignature> signatures() const { return signatures_; }
  int length_in_units(size_t k) const {
    return static_cast<int>(units_begin_[k + 1] - units_begin_[k]);
  }
  int length_in_characters(size_t k) const {
    return static_cast<int>(characters_begin_[k + 1] - characters_begin_[k]);
  }
  // Null for segments of fewer than kMinLengthForCounts text units: there the
  // signature says enough.
  const UnitCounts* unit_counts(size_t k) const {
    return k < first_counted_ ? nullptr : &unit_counts_[k - first_counted_];
  }
  static constexpr int kMinLengthForCounts = 24;
  // Empty in small generations, which are scanned.
  const UnitPostings& postings() const { return postings_; }
  static constexpr size_t kMinSizeForPostings = 200;
  // By length.
  absl::Span<const LengthRun> runs() const { return runs_; }
  // Refs of segment `k` that have not been removed.
  std::vector<SegmentRef> LiveRefs(size_t k) const;
  bool HasLiveRefs(size_t k) const;

  // Marks the ref as removed. Returns false if it is not here, or no longer.
  bool Remove(const IndexItem& item) const;

 private:
  IndexGeneration() = default;
  void Append(const SegmentView& segment, uint64_t hash);
  void Seal();
  bool IsRemoved(size_t ref) const;

  // Segment k holds units_[units_begin_[k] .. units_begin_[k + 1]), and so on.
  std::vector<LengthRun> runs_;
  UnitPostings postings_;
  std::vector<uint64_t> hashes_;
  std::vector<UnitSignature> signatures_;
  size_t first_counted_ = 0;  // Segments before it have no counts.
  std::vector<UnitCounts> unit_counts_;
  std::vector<uint32_t> units_begin_ = {0};
  std::vector<uint32_t> characters_begin_ = {0};
  std::vector<uint32_t> refs_begin_ = {0};
  std::vector<TextUnit> units_;
  std::vector<char32_t> characters_;
  std::vector<SegmentRef> refs_;
  // One bit for each ref.
  mutable std::vector<std::atomic<uint64_t>> removed_;
  mutable std::atomic<size_t> live_ref_count_ = 0;
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_INDEX_GENERATION_H_
