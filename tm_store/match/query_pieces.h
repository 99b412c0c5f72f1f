// The parts of a query that a segment close to it must have. Internal to
// match/.
#ifndef TM_STORE_MATCH_QUERY_PIECES_H_
#define TM_STORE_MATCH_QUERY_PIECES_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "tm_store/match/gram_postings.h"
#include "tm_store/match/unit_vocabulary.h"

namespace presstm {

// Disjoint pieces of a query, single text units or two in a row, the ones with
// the shortest postings first.
//
// An edit of text units spoils at most one of them: a replacement or deletion
// the piece it falls into, an insertion only a pair it falls between. So of
// d + h pieces a segment at distance d holds at least h, unspoilt: it is on
// the postings of h of them. (The pigeonhole principle, as in Wu and Manber
// 1992, "Fast text searching allowing errors", for pieces of a pattern, and as
// prefixes in Bayardo et al. 2007, "Scaling up all pairs similarity search";
// for h > 1 Wang et al. 2012, "Can we beat the prefix filtering?".) Of the d
// edits that lead to a segment longer by e at least e are insertions, which
// spoil no single units.
class QueryPieces {
 public:
  struct Piece {
    PostingList postings;
    bool is_pair = false;
  };

  // All units, one by one.
  static QueryPieces SingleUnits(absl::Span<const UnitId> query,
                                 const GramPostings& postings);
  // Exactly `count` <= query.size() pieces, those with the fewest postings
  // together. O(query.size() * count).
  static QueryPieces Cheapest(absl::Span<const UnitId> query,
                              const GramPostings& postings, int count);

  int size() const { return static_cast<int>(pieces_.size()); }
  const Piece& operator[](int k) const {
    return pieces_[static_cast<size_t>(k)];
  }

  // How many pieces, from the first one on, are so many that every segment
  // within `max_distance` and longer than the query by `longer` (0 if it is
  // not) holds `hits` of them; size() + 1 if there are not enough. Equal
  // pieces count as often as they stand in the query.
  int CountNeeded(int max_distance, int longer, int hits) const;
  // The length of the postings of the first `count` pieces together.
  int64_t PostingsOf(int count) const {
    return postings_before_[static_cast<size_t>(count)];
  }

 private:
  explicit QueryPieces(std::vector<Piece> pieces);

  std::vector<Piece> pieces_;
  // Of the first k pieces.
  std::vector<int> pairs_before_;
  std::vector<int64_t> postings_before_;
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_QUERY_PIECES_H_
