#include "tm_store/match/query_pieces.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace presstm {
namespace {

using Piece = QueryPieces::Piece;

// Chooses by dynamic programming over the ends of the query's beginnings:
// cost(i, j), the least number of postings of j disjoint pieces within the
// first i units, is the least of
//   cost(i - 1, j)                              unit i is in no piece
//   cost(i - 1, j - 1) + postings of unit i     it is one
//   cost(i - 2, j - 1) + postings of the pair   it ends one.
class CheapestChoice {
 public:
  CheapestChoice(std::vector<Piece> units, std::vector<Piece> pairs, int count)
      : units_(std::move(units)),
        pairs_(std::move(pairs)),
        width_(static_cast<size_t>(count) + 1),
        costs_((units_.size() + 1) * width_, kImpossible) {
    costs_[0] = 0;
    for (size_t i = 1; i <= units_.size(); ++i) {
      for (size_t j = 0; j < width_; ++j) {
        Cost(i, j) = std::min({Cost(i - 1, j), WithUnit(i, j), WithPair(i, j)});
      }
    }
  }

  std::vector<Piece> Take() const {
    std::vector<Piece> chosen;
    size_t j = width_ - 1;
    for (size_t i = units_.size(); j > 0;) {
      if (Cost(i, j) == Cost(i - 1, j)) {
        i -= 1;
      } else if (Cost(i, j) == WithUnit(i, j)) {
        chosen.push_back(units_[--i]);
        --j;
      } else {
        chosen.push_back(pairs_[i - 1]);
        i -= 2;
        --j;
      }
    }
    return chosen;
  }

 private:
  static constexpr int64_t kImpossible =
      std::numeric_limits<int64_t>::max() / 2;

  int64_t& Cost(size_t i, size_t j) { return costs_[i * width_ + j]; }
  int64_t Cost(size_t i, size_t j) const { return costs_[i * width_ + j]; }
  static int64_t CostOf(const Piece& piece) {
    return static_cast<int64_t>(piece.postings.size());
  }
  int64_t WithUnit(size_t i, size_t j) const {
    return j == 0 ? kImpossible : Cost(i - 1, j - 1) + CostOf(units_[i - 1]);
  }
  int64_t WithPair(size_t i, size_t j) const {
    return j == 0 || i < 2 ? kImpossible
                           : Cost(i - 2, j - 1) + CostOf(pairs_[i - 1]);
  }

  const std::vector<Piece> units_;
  const std::vector<Piece> pairs_;  // pairs_[k] ends with unit k; [0] unused.
  const size_t width_;
  std::vector<int64_t> costs_;
};

std::vector<Piece> UnitPieces(absl::Span<const UnitId> query,
                              const GramPostings& postings) {
  std::vector<Piece> pieces;
  pieces.reserve(query.size());
  for (const UnitId unit : query) {
    pieces.push_back({postings.FindUnit(unit), false});
  }
  return pieces;
}

std::vector<Piece> PairPieces(absl::Span<const UnitId> query,
                              const GramPostings& postings) {
  std::vector<Piece> pieces(query.size());
  for (size_t k = 1; k < query.size(); ++k) {
    pieces[k] = {postings.FindPair(query[k - 1], query[k]), true};
  }
  return pieces;
}

}  // namespace

QueryPieces::QueryPieces(std::vector<Piece> pieces)
    : pieces_(std::move(pieces)) {
  // By address where sizes are equal: so equal pieces stand together.
  std::sort(pieces_.begin(), pieces_.end(), [](const Piece& a, const Piece& b) {
    if (a.postings.size() != b.postings.size()) {
      return a.postings.size() < b.postings.size();
    }
    return std::less<>()(a.postings.ids().data(), b.postings.ids().data());
  });
  pairs_before_.push_back(0);
  postings_before_.push_back(0);
  for (const Piece& piece : pieces_) {
    pairs_before_.push_back(pairs_before_.back() + (piece.is_pair ? 1 : 0));
    postings_before_.push_back(postings_before_.back() +
                               static_cast<int64_t>(piece.postings.size()));
  }
}

QueryPieces QueryPieces::SingleUnits(absl::Span<const UnitId> query,
                                     const GramPostings& postings) {
  return QueryPieces(UnitPieces(query, postings));
}

QueryPieces QueryPieces::Cheapest(absl::Span<const UnitId> query,
                                  const GramPostings& postings, int count) {
  return QueryPieces(CheapestChoice(UnitPieces(query, postings),
                                    PairPieces(query, postings), count)
                         .Take());
}

// With `pairs` pairs among k pieces, d edits of which at least `longer` are
// insertions spoil at most d - longer pieces and as many pairs as there are
// insertions and pairs: `hits` are left of k pieces if
// k - hits >= d - longer + min(longer, pairs) = d - max(0, longer - pairs).
int QueryPieces::CountNeeded(int max_distance, int longer, int hits) const {
  for (int k = std::max(hits, max_distance - longer + hits); k <= size(); ++k) {
    const int pairs = pairs_before_[static_cast<size_t>(k)];
    if (k - hits >= max_distance - std::max(0, longer - pairs)) return k;
  }
  return size() + 1;
}

}  // namespace presstm
