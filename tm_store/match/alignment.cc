#include "tm_store/match/alignment.h"

#include <algorithm>

namespace presstm {
namespace {

using Symbols = absl::Span<const uint64_t>;

enum Step : uint8_t { kMatch, kReplace, kDelete, kInsert };

// For every cell the step that leads to it at the least cost.
std::vector<Step> ComputeSteps(Symbols a, Symbols b) {
  const size_t width = b.size() + 1;
  std::vector<Step> steps((a.size() + 1) * width, kInsert);
  std::vector<uint32_t> row(width);
  for (size_t j = 0; j < width; ++j) row[j] = static_cast<uint32_t>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    uint32_t diagonal = row[0];
    row[0] = static_cast<uint32_t>(i);
    steps[i * width] = kDelete;
    for (size_t j = 1; j < width; ++j) {
      const bool equal = a[i - 1] == b[j - 1];
      uint32_t cost = diagonal + (equal ? 0 : 1);
      Step step = equal ? kMatch : kReplace;
      if (row[j] + 1 < cost) {
        cost = row[j] + 1;
        step = kDelete;
      }
      if (row[j - 1] + 1 < cost) {
        cost = row[j - 1] + 1;
        step = kInsert;
      }
      diagonal = row[j];
      row[j] = cost;
      steps[i * width + j] = step;
    }
  }
  return steps;
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
  if ((a.size() + 1) * (b.size() + 1) > kMaxAlignmentCells || a.empty() ||
      b.empty()) {
    builder.Extend(false, a.size(), b.size());
    return;
  }
  const std::vector<Step> steps = ComputeSteps(a, b);
  std::vector<Step> path;
  for (size_t i = a.size(), j = b.size(); i > 0 || j > 0;) {
    const Step step = steps[i * (b.size() + 1) + j];
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
