// Finds, among the segments of one memory in one language, those most like a
// query: exactly those that comparing the query with every segment would give.
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

// Names a stored segment: a translation unit's id and the place of the
// variant in it. Opaque here.
struct SegmentRef {
  int64_t unit = 0;
  int32_t variant = 0;
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
  // Segments whose distance was computed; for measurements.
  int64_t compared = 0;
};

struct SearchOptions {
  int threshold = 70;  // Lowest base score, 1-100 points.
  // The list may end after this many candidates, at least 1; all that share
  // the last one's base score are still on it.
  int limit = 10;
};

class IndexGeneration;

// A state of the index. Immutable but for one thing: segments removed later
// disappear from it at once. Thread-safe; costs nothing to copy.
class IndexSnapshot {
 public:
  // DeadlineExceeded or Cancelled if `deadline` says so; it is asked every
  // few thousand comparisons, and before each long one.
  absl::StatusOr<SearchResult> Search(const SegmentView& query,
                                      const SearchOptions& options,
                                      const Deadline& deadline) const;

  // Segments added and not removed.
  int64_t segment_count() const;
  int64_t size_bytes() const;

 private:
  friend class SegmentIndex;
  std::vector<std::shared_ptr<const IndexGeneration>> generations_;
};

// The index that changes. Thread-safe: changes wait for each other, readers
// take a snapshot and wait for nobody.
//
// Segments live in generations, immutable sorted arrays. Adding makes a new
// generation; generations of similar size are merged, so that there are
// O(log n) of them and each segment is copied O(log n) times (O'Neil et al.
// 1996, "The log-structured merge-tree"). Removing sets a bit.
class SegmentIndex {
 public:
  SegmentIndex();

  void Add(absl::Span<const IndexItem> items) ABSL_LOCKS_EXCLUDED(mutex_);
  // Items that are not there are passed over.
  void Remove(absl::Span<const IndexItem> items) ABSL_LOCKS_EXCLUDED(mutex_);

  IndexSnapshot snapshot() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Publish(IndexSnapshot next) ABSL_LOCKS_EXCLUDED(mutex_);

  absl::Mutex writer_mutex_;   // Held by a change from beginning to end.
  mutable absl::Mutex mutex_;  // Held to copy or set current_ only.
  IndexSnapshot current_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_SEGMENT_INDEX_H_
