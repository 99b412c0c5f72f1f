#include "tm_store/match/alignment.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace presstm {
namespace {

using Symbols = absl::Span<const uint64_t>;

enum Step : uint8_t { kMatch, kReplace, kDelete, kInsert };

constexpr uint32_t kFar = std::numeric_limits<uint32_t>::max() / 2;
// The first guess at the distance: most sentences that are shown together
// differ by less.
constexpr size_t kFirstReach = 8;

// The cells (i, j) of the matrix with |i - j| <= reach, and for each the step
// that leads to it at the least cost. A path that costs at most `reach` cannot
// leave them (Ukkonen 1985).
struct Band {
  size_t reach = 0;
  std::vector<Step> steps;
  size_t cost = 0;  // Of the best path in the band.

  size_t width() const { return 2 * reach + 1; }
  size_t IndexOf(size_t i, size_t j) const {
    return i * width() + (j + reach - i);
  }
};

// `row` holds the costs of row i - 1, each at j + reach - (i - 1), and then
// those of row i: the cell above is one place to the right.
void FillRow(size_t i, Symbols a, Symbols b, Band& band,
             std::vector<uint32_t>& row) {
  const size_t reach = band.reach;
  size_t j = i > reach ? i - reach : 0;
  if (j == 0) {
    row[reach - i] = static_cast<uint32_t>(i);
    band.steps[band.IndexOf(i, 0)] = kDelete;
    j = 1;
  }
  for (; j <= std::min(b.size(), i + reach); ++j) {
    const size_t k = j + reach - i;
    const bool equal = a[i - 1] == b[j - 1];
    uint32_t cost = row[k] + (equal ? 0 : 1);
    Step step = equal ? kMatch : kReplace;
    if (row[k + 1] + 1 < cost) {
      cost = row[k + 1] + 1;
      step = kDelete;
    }
    if (k > 0 && row[k - 1] + 1 < cost) {
      cost = row[k - 1] + 1;
      step = kInsert;
    }
    row[k] = cost;
    band.steps[i * band.width() + k] = step;
  }
}

// `reach` is at least the difference of the lengths.
Band ComputeBand(Symbols a, Symbols b, size_t reach) {
  Band band = {.reach = reach};
  band.steps.assign((a.size() + 1) * band.width(), kInsert);
  std::vector<uint32_t> row(band.width() + 1, kFar);
  for (size_t j = 0; j <= std::min(b.size(), reach); ++j) {
    row[j + reach] = static_cast<uint32_t>(j);
  }
  for (size_t i = 1; i <= a.size(); ++i) FillRow(i, a, b, band, row);
  band.cost = row[b.size() + reach - a.size()];
  return band;
}

// A band wide enough to hold a best path; nothing if it would be too large.
// All bands tried together cost twice the last one.
std::optional<Band> FindBand(Symbols a, Symbols b) {
  const size_t longer = std::max(a.size(), b.size());
  const size_t difference = longer - std::min(a.size(), b.size());
  size_t reach = std::max(difference, std::min(kFirstReach, longer));
  while ((a.size() + 1) * (2 * reach + 1) <= kMaxAlignmentCells) {
    Band band = ComputeBand(a, b, reach);
    if (band.cost <= reach) return band;
    reach = std::min(2 * reach, longer);
  }
  return std::nullopt;
}

// Puts single steps together to stretches, from the beginning on.
class StretchBuilder {
 public:
  void Extend(bool equal, size_t a_count, size_t b_count) {
    if (a_count == 0 && b_count == 0) return;
    if (stretches_.empty() || stretches_.back().equal != equal) {
      stretches_.push_back({equal, a_, a_, b_, b_});
    }
    a_ += a_count;
    b_ += b_count;
    stretches_.back().a_end = a_;
    stretches_.back().b_end = b_;
  }

  std::vector<AlignedStretch> Take() { return std::move(stretches_); }

 private:
  size_t a_ = 0;
  size_t b_ = 0;
  std::vector<AlignedStretch> stretches_;
};

void AlignMiddle(Symbols a, Symbols b, StretchBuilder& builder) {
  std::optional<Band> band;
  if (!a.empty() && !b.empty()) band = FindBand(a, b);
  if (!band.has_value()) {
    builder.Extend(false, a.size(), b.size());
    return;
  }
  std::vector<Step> path;
  for (size_t i = a.size(), j = b.size(); i > 0 || j > 0;) {
    const Step step = band->steps[band->IndexOf(i, j)];
    path.push_back(step);
    if (step != kInsert) --i;
    if (step != kDelete) --j;
  }
  for (auto step = path.rbegin(); step != path.rend(); ++step) {
    builder.Extend(*step == kMatch, *step != kInsert ? 1 : 0,
                   *step != kDelete ? 1 : 0);
  }
}

}  // namespace

std::vector<AlignedStretch> Align(Symbols a, Symbols b) {
  const size_t shorter = std::min(a.size(), b.size());
  size_t prefix = 0;
  while (prefix < shorter && a[prefix] == b[prefix]) ++prefix;
  size_t suffix = 0;
  while (suffix < shorter - prefix &&
         a[a.size() - 1 - suffix] == b[b.size() - 1 - suffix]) {
    ++suffix;
  }
  StretchBuilder builder;
  builder.Extend(true, prefix, prefix);
  AlignMiddle(a.subspan(prefix, a.size() - prefix - suffix),
              b.subspan(prefix, b.size() - prefix - suffix), builder);
  builder.Extend(true, suffix, suffix);
  return builder.Take();
}

}  // namespace presstm
