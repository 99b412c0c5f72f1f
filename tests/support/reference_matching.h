// Plain, slow and obviously right versions of what match/ does fast.
#ifndef TESTS_SUPPORT_REFERENCE_MATCHING_H_
#define TESTS_SUPPORT_REFERENCE_MATCHING_H_

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "tm_store/text/text_units.h"

namespace presstm {

// The Levenshtein distance by the full matrix.
template <typename Symbol>
int ReferenceDistance(absl::Span<const Symbol> a, absl::Span<const Symbol> b) {
  std::vector<std::vector<int>> cost(a.size() + 1,
                                     std::vector<int>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = static_cast<int>(i + j);
        continue;
      }
      cost[i][j] =
          std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1,
                    cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
    }
  }
  return cost[a.size()][b.size()];
}

// The score of design and score.h, computed in floating point from the
// formula, exact for the lengths that tests use.
int ReferenceScore(const TextUnits& query, const TextUnits& segment);

// Whether the folded characters of `query`, at least one, stand in those of
// `segment`, place by place: nothing if they do not, else whether somewhere
// their last word does not go on.
std::optional<bool> ReferenceContains(absl::Span<const char32_t> segment,
                                      absl::Span<const char32_t> query);

}  // namespace presstm

#endif  // TESTS_SUPPORT_REFERENCE_MATCHING_H_
