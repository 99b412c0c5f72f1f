#include "tm_store/match/gram_postings.h"

#include <algorithm>
#include <bit>

namespace presstm {
namespace {

constexpr uint64_t kUnitFactor = 0x9E3779B97F4A7C15u;
constexpr uint64_t kPairFactor = 0xD6E8FEB86659FD93u;
// Twice as many buckets as segments, at least: then strangers in a bucket are
// about as many as the grams of half a segment.
constexpr size_t kBucketsPerSegment = 2;

}  // namespace

size_t GramPostings::BucketOfUnit(UnitId unit) const {
  return static_cast<size_t>((unit * kUnitFactor) >> shift_);
}

size_t GramPostings::BucketOfPair(UnitId first, UnitId second) const {
  uint64_t pair = (uint64_t{first} << 32 | second) * kPairFactor;
  pair ^= pair >> 32;
  return static_cast<size_t>((pair * kUnitFactor) >> shift_);
}

template <typename Visit>
void GramPostings::VisitBuckets(absl::Span<const UnitId> units,
                                Visit visit) const {
  for (size_t k = 0; k < units.size(); ++k) {
    visit(BucketOfUnit(units[k]));
    if (k > 0) visit(BucketOfPair(units[k - 1], units[k]));
  }
}

// Counts first, then fills: begins_[b + 1] counts bucket b, then is where its
// list begins, after room for the directory, and then, bumped with each
// segment, where it ends.
GramPostings::GramPostings(absl::Span<const UnitId> units,
                           absl::Span<const uint32_t> begins) {
  const size_t segment_count = begins.size() - 1;
  const size_t bucket_count =
      std::bit_ceil(std::max<size_t>(16, kBucketsPerSegment * segment_count));
  shift_ = 64 - std::countr_zero(bucket_count);
  segment_bits_ = static_cast<int>(std::bit_width(segment_count));
  begins_.resize(bucket_count + 1);
  // The segment last seen in a bucket, plus 1.
  HugePageVector<uint32_t> last_segment(bucket_count);
  const auto visit_all = [&](auto visit) {
    std::fill(last_segment.begin(), last_segment.end(), 0);
    for (uint32_t k = 0; k < segment_count; ++k) {
      VisitBuckets(units.subspan(begins[k], begins[k + 1] - begins[k]),
                   [&](size_t bucket) {
                     if (last_segment[bucket] == k + 1) return;
                     last_segment[bucket] = k + 1;
                     visit(bucket, k);
                   });
    }
  };
  visit_all([&](size_t bucket, uint32_t) { ++begins_[bucket + 1]; });
  uint32_t total = 0;
  for (size_t bucket = 1; bucket <= bucket_count; ++bucket) {
    const size_t count = begins_[bucket];
    begins_[bucket] =
        total + static_cast<uint32_t>(PostingList::DirectorySize(count));
    total += static_cast<uint32_t>(PostingList::RegionSize(count));
  }
  regions_.resize(total);
  visit_all(
      [&](size_t bucket, uint32_t k) { regions_[begins_[bucket + 1]++] = k; });
  for (size_t bucket = 0; bucket < bucket_count; ++bucket) {
    PostingList::Seal(
        absl::MakeSpan(regions_).subspan(begins_[bucket],
                                         begins_[bucket + 1] - begins_[bucket]),
        segment_bits_);
  }
}

PostingList GramPostings::Bucket(size_t bucket) const {
  return PostingList(
      absl::MakeConstSpan(regions_).subspan(
          begins_[bucket], begins_[bucket + 1] - begins_[bucket]),
      segment_bits_);
}

PostingList GramPostings::FindUnit(UnitId unit) const {
  if (empty()) return {};
  return Bucket(BucketOfUnit(unit));
}

PostingList GramPostings::FindPair(UnitId first, UnitId second) const {
  if (empty()) return {};
  return Bucket(BucketOfPair(first, second));
}

int64_t GramPostings::size_bytes() const {
  return static_cast<int64_t>((begins_.capacity() + regions_.capacity()) *
                              sizeof(uint32_t));
}

}  // namespace presstm
