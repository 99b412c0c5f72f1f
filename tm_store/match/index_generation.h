// A batch of segments ready to be searched: the immutable building block of
// the segment index. Internal to match/.
#ifndef TM_STORE_MATCH_INDEX_GENERATION_H_
#define TM_STORE_MATCH_INDEX_GENERATION_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/types/span.h"
#include "tm_store/base/huge_page_allocator.h"
#include "tm_store/match/class_counts.h"
#include "tm_store/match/gram_postings.h"
#include "tm_store/match/score.h"
#include "tm_store/match/segment_arrays.h"
#include "tm_store/match/segment_index.h"
#include "tm_store/match/segment_sketch.h"

namespace presstm {

// Segments by how many of their text units are words: 0, 1, 2, 3-4, 5-8, more
// or most of them. The fewer, the closer a distance in text units holds the
// one in characters (score.h); so those of one class are kept together.
inline constexpr int kWordClasses = 6;
int WordClassOf(absl::Span<const UnitId> units);
// The most words a segment of the class can have; a large number for the last.
int MostWordsIn(int word_class);

// Within a word class and a length in text units segments go by bands of their
// lengths in characters, four to each doubling: the closer to the query's, the
// more text units may differ (score.h). Only those made of words have several:
// where text units are characters, their number says the same.
int CharacterBandOf(int word_class, int length_characters);

// Segments of one band: [begin, end).
struct CharacterBand {
  CharacterRange length_characters;
  uint32_t begin = 0;
  uint32_t end = 0;
};

// Segments of one word class and one length in text units: [begin, end).
struct LengthRun {
  int word_class = 0;
  int length_text_units = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
  // See IndexGeneration::BandsOf.
  uint32_t first_band = 0;
  uint32_t band_count = 0;
};

// Names of segments in the order of the segments: those of segment k are
// refs[begins[k] .. begins[k + 1]).
struct RefLists {
  std::vector<SegmentRef> refs;
  std::vector<uint32_t> begins = {0};
};

// Distinct segments ordered by word class, length in text units, character band
// and hash.
// Immutable but for the bits of removed refs; thread-safe.
class IndexGeneration {
 public:
  // Of segments in that order, each with its refs.
  IndexGeneration(SegmentArrays segments, RefLists refs);

  size_t size() const { return segments_.size(); }
  size_t live_ref_count() const {
    return live_ref_count_.load(std::memory_order_relaxed);
  }
  int64_t size_bytes() const;

  const SegmentArrays& segments() const { return segments_; }
  absl::Span<const SegmentSketch> sketches() const { return sketches_; }
  // Of segments of at least kMinLengthForCounts text units; for shorter ones
  // the signature says enough. See SegmentSketch::unit_counts_index.
  absl::Span<const UnitCounts> unit_counts() const { return unit_counts_; }
  static constexpr size_t kMinLengthForCounts = 24;
  // Empty in small generations, which are scanned.
  const GramPostings& postings() const { return postings_; }
  static constexpr size_t kMinSizeForPostings = 64;
  // In the order of the segments.
  absl::Span<const LengthRun> runs() const { return runs_; }
  absl::Span<const CharacterBand> BandsOf(const LengthRun& run) const {
    return absl::MakeConstSpan(bands_).subspan(run.first_band, run.band_count);
  }

  // All refs of segment `k` are removed ones where it returns false.
  bool HasLiveRefs(size_t k) const;
  void AppendLiveRefs(size_t k, std::vector<SegmentRef>& refs) const;

  // Returns the segment with just these characters, or size().
  size_t Find(const StoredSegment& segment) const;
  // Marks the ref of the segment as removed. Returns false if it is not here,
  // or no longer.
  bool Remove(const StoredSegment& segment, const SegmentRef& ref) const;

  // The bits of the removed refs as they are now; and what has been removed
  // since `earlier` bits.
  std::vector<uint64_t> removed_bits() const;
  struct RemovedRef {
    size_t segment = 0;
    SegmentRef ref;
  };
  std::vector<RemovedRef> RemovedSince(
      absl::Span<const uint64_t> earlier) const;

 private:
  void AddSketch(const StoredSegment& segment);
  void AddToRun(size_t k, const StoredSegment& segment);
  bool IsRemoved(size_t ref) const;

  SegmentArrays segments_;
  RefLists refs_;
  std::vector<LengthRun> runs_;
  std::vector<CharacterBand> bands_;  // Of all runs.
  HugePageVector<SegmentSketch> sketches_;
  std::vector<UnitCounts> unit_counts_;
  GramPostings postings_;
  // One bit for each ref.
  mutable std::vector<std::atomic<uint64_t>> removed_;
  mutable std::atomic<size_t> live_ref_count_;
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_INDEX_GENERATION_H_
