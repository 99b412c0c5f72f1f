// Finds, among the segments of one memory in one language, those most like a
// query: exactly those that comparing the query with every segment would give,
// by the score of score.h.
//
// A search for segments that score at least t asks in turn, cheapest first:
//
// 1. Which lengths? With d_u edits of text units go at least
//    max(d_u / 3, d_u - words) edits of characters, so t gives a largest d_u
//    for every length n (score.h), and n can differ from the query's m by no
//    more. The fewer words a segment has the smaller it is, so segments are
//    kept in classes by their words: at t = 70 it is about 0.33 m in Chinese
//    and Korean, 0.57 m in English. (search_plan.h)
// 2. Which segments share enough? Of d_u + h disjoint pieces of the query, one
//    or two text units long, a segment holds at least h unspoilt. So only the
//    postings of the d_u + h cheapest pieces are read, h = 1 or 2; where they
//    are longer than all the segments in question, those are gone through.
//    (query_pieces.h: Wu and Manber 1992, Bayardo et al. 2007, Wang et al.
//    2012; gram_postings.h) The longest of them are read in parts: segments of
//    words lie by their lengths in characters, p for the query's and q, and the
//    more |p - q| / max(p, q) costs the fewer d_u are left, and pieces needed.
// 3. Can it reach t? Lengths, a 128-bit signature of the text units and counts
//    of 32 classes of characters, of 64 classes of units in long segments,
//    bound both distances from below: what one side lacks must be edited in.
//    All but the last lie in one cache line. (segment_sketch.h, class_counts.h)
// 4. Does it? Bit-parallel distances with cutoffs. (edit_distance.h: Myers
//    1999, Hyyro 2003, Ukkonen 1985)
//
// Once `limit` segments are found, the score of the worst takes the place of
// t. Each step discards only what cannot reach t; each has a property test,
// and all together are compared with scoring every segment.
//
// Space: 4 bytes a text unit, 1-4 a character, 8 a unit for postings, and 136
// a segment. Adding, removing and merging: see SegmentIndex below.
#ifndef TM_STORE_MATCH_SEGMENT_INDEX_H_
#define TM_STORE_MATCH_SEGMENT_INDEX_H_

#include <compare>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "tm_store/base/deadline.h"
#include "tm_store/text/text_units.h"

namespace presstm {

// Names a stored segment: a translation unit's id and the place of the variant
// in it. With what tells segments with the same characters apart before they
// are read: the time the unit was last changed, in microseconds since 1970, the
// least number if unknown; HashValues of the segment's numbers; and a hash of
// its text as it is written. All opaque here.
struct SegmentRef {
  int64_t unit = 0;
  int32_t variant = 0;
  uint32_t values_hash = 0;
  int64_t change_time = 0;
  uint64_t text_hash = 0;
  friend auto operator<=>(const SegmentRef&, const SegmentRef&) = default;
};

// A segment as the index sees it. Borrowed.
struct SegmentView {
  absl::Span<const TextUnit> units;
  absl::Span<const char32_t> characters;
};

// A segment with its name, borrowed, on its way into the index.
struct IndexItem {
  SegmentRef ref;
  SegmentView segment;
};

// Segments with the same characters, and what they score at best.
struct Candidate {
  // BaseScore: the score before penalties, which only lower it. 1-100 points.
  int base_score = 0;
  int unit_distance = 0;       // d_u
  int character_distance = 0;  // d_c; 0 only if the characters are equal.
  std::vector<SegmentRef> refs;
};

struct SearchResult {
  // By base score, best first; equal ones in a fixed order.
  std::vector<Candidate> candidates;
  // Every segment of at least this base score is among the candidates: the
  // threshold asked for, or higher where the limit cut the list off.
  int complete_from = 0;
  // For measurements: segments looked at, and of those compared.
  int64_t looked_at = 0;
  int64_t compared = 0;
};

struct SearchOptions {
  int threshold = 70;  // Lowest base score, 1-100 points.
  // The list may end after this many candidates, at least 1; all that share
  // the last one's base score are still on it.
  int limit = 10;
  // The next two make no difference to the result; less lets tests of small
  // indexes take all ways. Where fewer segments than this have lengths in
  // question, all of them are looked at: sooner done than choosing postings.
  int scan_below = 1'000;
  // From how many postings to read for each length in text units, those of
  // lengths in characters out of reach are skipped: takes as long as reading.
  int skip_from = 128;
};

struct ContainingOptions;  // See concordance.h.
struct ContainingResult;
class IndexGeneration;
class SegmentBatch;
class UnitVocabulary;
struct IndexState;

// A state of the index. Immutable but for one thing: segments removed later
// disappear from it at once. Thread-safe; costs nothing to copy.
class IndexSnapshot {
 public:
  // DeadlineExceeded or Cancelled if `deadline` says so; it is asked every
  // few thousand comparisons, and before each long one.
  absl::StatusOr<SearchResult> Search(const SegmentView& query,
                                      const SearchOptions& options,
                                      const Deadline& deadline) const;

  // Returns the first segments that contain the query: see concordance.h.
  // None if it has no characters. Errors as above.
  absl::StatusOr<ContainingResult> FindContaining(
      const SegmentView& query, const ContainingOptions& options,
      const Deadline& deadline) const;

  // Segments added and not removed.
  int64_t segment_count() const;
  int64_t size_bytes() const;
  // Of how many parts it is made: a search goes through each.
  int generation_count() const;

 private:
  friend class SegmentIndex;
  explicit IndexSnapshot(std::shared_ptr<const IndexState> state);
  std::shared_ptr<const IndexState> state_;
};

// The index that changes. Thread-safe: changes wait for each other, readers
// take a snapshot and wait for nobody.
//
// Segments live in generations, immutable sorted arrays (the log-structured
// merge-tree of O'Neil et al. 1996, in memory). Adding makes a new generation;
// where there are several as small as what is added, they are joined at once,
// so that an addition costs about the same whatever the size of the index.
// Larger ones are joined by MergeStep, which is left to a thread of the
// owner's choice. Removing sets a bit.
class SegmentIndex {
 public:
  SegmentIndex();
  ~SegmentIndex();

  void Add(absl::Span<const IndexItem> items)
      ABSL_LOCKS_EXCLUDED(writer_mutex_, mutex_);
  // For building an index: segments that PublishStaged will add, in as few
  // generations as can be.
  void Stage(const IndexItem& item) ABSL_LOCKS_EXCLUDED(writer_mutex_, mutex_);
  void PublishStaged() ABSL_LOCKS_EXCLUDED(writer_mutex_, mutex_);
  // Items that are not there are passed over.
  void Remove(absl::Span<const IndexItem> items)
      ABSL_LOCKS_EXCLUDED(writer_mutex_, mutex_);

  // Joins the generations that should be one, if any, and returns whether
  // there were some; else there are O(log n) of them. May take seconds, and
  // keeps changes waiting for microseconds of them only.
  bool MergeStep() ABSL_LOCKS_EXCLUDED(merge_mutex_, writer_mutex_, mutex_);
  bool NeedsMerge() const ABSL_LOCKS_EXCLUDED(mutex_);

  IndexSnapshot snapshot() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  using Generations = std::vector<std::shared_ptr<const IndexGeneration>>;

  void StageItem(const IndexItem& item)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_mutex_) ABSL_LOCKS_EXCLUDED(mutex_);
  void PublishBatch() ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_mutex_)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void JoinSmallOnes(size_t added, Generations& generations) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_mutex_);
  void Publish(Generations generations)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_mutex_) ABSL_LOCKS_EXCLUDED(mutex_);
  std::shared_ptr<const IndexState> state() const ABSL_LOCKS_EXCLUDED(mutex_);

  absl::Mutex merge_mutex_ ABSL_ACQUIRED_BEFORE(writer_mutex_);
  absl::Mutex writer_mutex_;  // Held by a change from beginning to end.
  std::unique_ptr<UnitVocabulary> vocabulary_ ABSL_GUARDED_BY(writer_mutex_);
  std::unique_ptr<SegmentBatch> staged_ ABSL_GUARDED_BY(writer_mutex_);
  // What MergeStep is about to replace; nobody else may join them.
  Generations merging_ ABSL_GUARDED_BY(writer_mutex_);
  mutable absl::Mutex mutex_;  // Held to copy or set state_ only.
  std::shared_ptr<const IndexState> state_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_SEGMENT_INDEX_H_
