#include "tm_store/match/posting_list.h"

#include <algorithm>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace presstm {
namespace {

// `size` numbers less than 2^bits, in a region of their own.
std::vector<uint32_t> RandomRegion(std::mt19937& random, size_t size,
                                   int bits) {
  std::vector<uint32_t> numbers(size_t{1} << bits);
  for (uint32_t k = 0; k < numbers.size(); ++k) numbers[k] = k;
  std::vector<uint32_t> region(PostingList::RegionSize(size));
  std::sample(numbers.begin(), numbers.end(), region.end() - size, size,
              random);
  PostingList::Seal(absl::MakeSpan(region), bits);
  return region;
}

TEST(PostingListTest, CountsWhatIsBelow) {
  constexpr unsigned kSeed = 31;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (const size_t size : {0, 1, 2, 31, 4'095, 4'096, 4'097, 4'223, 4'224,
                            8'191, 8'192, 9'000, 65'535, 65'536}) {
    SCOPED_TRACE(size);
    constexpr int kBits = 16;
    const std::vector<uint32_t> region = RandomRegion(random, size, kBits);
    const PostingList list(region, kBits);
    ASSERT_EQ(list.size(), size);
    ASSERT_TRUE(std::is_sorted(list.ids().begin(), list.ids().end()));
    const auto expect = [&](uint32_t bound) {
      const auto expected = static_cast<size_t>(
          std::count_if(list.ids().begin(), list.ids().end(),
                        [bound](uint32_t id) { return id < bound; }));
      ASSERT_EQ(list.CountBelow(bound), expected);
      ASSERT_EQ(list.CountBelow(bound, random() % (expected + 1)), expected);
    };
    for (const uint32_t bound : {0u, 1u, 65'535u, 65'536u}) expect(bound);
    for (int k = 0; k < 50; ++k) expect(random() % 65'537);
  }
}

TEST(PostingListTest, FindsAllWhereTheNumbersCrowd) {
  // All in the first stretch, and all in the last.
  for (const uint32_t first : {0u, 100'000u - 5'000u}) {
    std::vector<uint32_t> region(PostingList::RegionSize(5'000));
    for (uint32_t k = 0; k < 5'000; ++k) {
      region[PostingList::DirectorySize(5'000) + k] = first + k;
    }
    PostingList::Seal(absl::MakeSpan(region), 17);
    const PostingList list(region, 17);
    ASSERT_EQ(list.ids().front(), first);
    for (uint32_t k = 0; k <= 5'000; ++k) {
      ASSERT_EQ(list.CountBelow(first + k), k);
    }
    ASSERT_EQ(list.CountBelow(100'000), 5'000);
  }
}

}  // namespace
}  // namespace presstm
