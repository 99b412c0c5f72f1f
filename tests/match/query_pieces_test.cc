#include "tm_store/match/query_pieces.h"

#include <algorithm>
#include <limits>
#include <random>
#include <set>

#include "gtest/gtest.h"
#include "tests/support/reference_matching.h"

namespace presstm {
namespace {

using Units = std::vector<UnitId>;

Units RandomUnits(std::mt19937& random, size_t length, unsigned alphabet) {
  Units units;
  for (size_t k = 0; k < length; ++k)
    units.push_back('a' + random() % alphabet);
  return units;
}

struct Segments {
  std::vector<Units> all;
  Units flat;
  std::vector<uint32_t> begins = {0};

  void Add(const Units& units) {
    all.push_back(units);
    flat.insert(flat.end(), units.begin(), units.end());
    begins.push_back(static_cast<uint32_t>(flat.size()));
  }
};

Segments RandomSegments(std::mt19937& random) {
  Segments segments;
  for (int k = 0; k < 400; ++k) {
    segments.Add(RandomUnits(random, 1 + random() % 12, 9));
  }
  return segments;
}

// The least number of postings of `count` disjoint pieces of query[from ..].
int64_t LeastPostings(const Units& query, const GramPostings& postings,
                      size_t from, int count) {
  if (count == 0) return 0;
  if (from == query.size()) return std::numeric_limits<int64_t>::max() / 2;
  int64_t least = LeastPostings(query, postings, from + 1, count);
  least = std::min(least,
                   static_cast<int64_t>(postings.FindUnit(query[from]).size()) +
                       LeastPostings(query, postings, from + 1, count - 1));
  if (from + 1 == query.size()) return least;
  const auto pair = postings.FindPair(query[from], query[from + 1]);
  return std::min(least,
                  static_cast<int64_t>(pair.size()) +
                      LeastPostings(query, postings, from + 2, count - 1));
}

TEST(GramPostingsTest, ListEverySegmentThatHoldsAGram) {
  std::mt19937 random(21);
  const Segments segments = RandomSegments(random);
  const GramPostings postings(segments.flat, segments.begins);
  for (uint32_t k = 0; k < segments.all.size(); ++k) {
    const Units& units = segments.all[k];
    for (size_t i = 0; i < units.size(); ++i) {
      const auto of_unit = postings.FindUnit(units[i]).ids();
      ASSERT_TRUE(std::binary_search(of_unit.begin(), of_unit.end(), k));
      ASSERT_EQ(std::set<uint32_t>(of_unit.begin(), of_unit.end()).size(),
                of_unit.size());
      if (i == 0) continue;
      const auto of_pair = postings.FindPair(units[i - 1], units[i]).ids();
      ASSERT_TRUE(std::binary_search(of_pair.begin(), of_pair.end(), k));
    }
  }
}

TEST(QueryPiecesTest, AreTheCheapest) {
  std::mt19937 random(22);
  const Segments segments = RandomSegments(random);
  const GramPostings postings(segments.flat, segments.begins);
  for (int k = 0; k < 200; ++k) {
    const Units query = RandomUnits(random, 1 + random() % 9, 12);
    for (int count = 1; count <= static_cast<int>(query.size()); ++count) {
      const QueryPieces pieces = QueryPieces::Cheapest(query, postings, count);
      ASSERT_EQ(pieces.size(), count);
      ASSERT_EQ(pieces.PostingsOf(count),
                LeastPostings(query, postings, 0, count));
    }
  }
}

// What searching by pieces rests on: a segment within the distance is on the
// postings of as many pieces as were asked for.
TEST(QueryPiecesTest, ASegmentWithinTheDistanceHasEnoughOfThem) {
  constexpr unsigned kSeed = 23;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  const Segments segments = RandomSegments(random);
  const GramPostings postings(segments.flat, segments.begins);
  for (int k = 0; k < 300; ++k) {
    const Units query = RandomUnits(random, 1 + random() % 12, 9);
    const auto wanted = static_cast<int>(1 + random() % query.size());
    for (const QueryPieces& pieces :
         {QueryPieces::SingleUnits(query, postings),
          QueryPieces::Cheapest(query, postings, wanted)}) {
      for (uint32_t s = 0; s < segments.all.size(); ++s) {
        const int distance = ReferenceDistance<UnitId>(query, segments.all[s]);
        const int longer = std::max(
            0, static_cast<int>(segments.all[s].size() - query.size()));
        for (const int hits : {1, 2}) {
          const int needed = pieces.CountNeeded(distance, longer, hits);
          if (needed > pieces.size()) continue;
          int found = 0;
          for (int piece = 0; piece < needed; ++piece) {
            const auto list = pieces[piece].postings.ids();
            found += std::binary_search(list.begin(), list.end(), s) ? 1 : 0;
          }
          ASSERT_GE(found, hits);
        }
      }
    }
  }
}

}  // namespace
}  // namespace presstm
