#include "tm_store/match/edit_distance.h"

#include <algorithm>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/reference_matching.h"

namespace presstm {
namespace {

using Symbols = std::vector<uint64_t>;

int Distance(const Symbols& a, const Symbols& b, int cutoff) {
  return EditDistancePattern<uint64_t>(a).Distance(b, cutoff);
}

// All strings of up to `max_length` letters of a 3-letter alphabet.
std::vector<Symbols> AllStrings(size_t max_length) {
  std::vector<Symbols> all = {{}};
  for (size_t begin = 0; all[begin].size() < max_length; ++begin) {
    for (uint64_t letter = 1; letter <= 3; ++letter) {
      Symbols longer = all[begin];
      longer.push_back(letter);
      all.push_back(longer);
    }
  }
  return all;
}

Symbols RandomSymbols(std::mt19937& random, size_t length, uint64_t alphabet) {
  Symbols symbols(length);
  std::uniform_int_distribution<uint64_t> letter(0, alphabet - 1);
  for (uint64_t& symbol : symbols) symbol = letter(random);
  return symbols;
}

Symbols Edited(Symbols symbols, int edits, std::mt19937& random) {
  for (int k = 0; k < edits; ++k) {
    const size_t at = random() % (symbols.size() + 1);
    const auto place = symbols.begin() + static_cast<std::ptrdiff_t>(at);
    if (random() % 2 == 0 || at == symbols.size()) {
      symbols.insert(place, random() % 4);
    } else if (random() % 2 == 0) {
      symbols.erase(place);
    } else {
      *place = random() % 4;
    }
  }
  return symbols;
}

TEST(EditDistanceTest, EqualsTheReferenceOnAllShortStrings) {
  const std::vector<Symbols> all = AllStrings(5);
  for (const Symbols& a : all) {
    const EditDistancePattern<uint64_t> pattern(a);
    for (const Symbols& b : all) {
      const int expected = ReferenceDistance<uint64_t>(a, b);
      for (int cutoff = 0; cutoff <= 5; ++cutoff) {
        ASSERT_EQ(pattern.Distance(b, cutoff), std::min(expected, cutoff + 1));
      }
    }
  }
}

TEST(EditDistanceTest, EqualsTheReferenceOnRandomStringsOfAnyLength) {
  constexpr unsigned kSeed = 4711;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (int k = 0; k < 1'500; ++k) {
    const Symbols a = RandomSymbols(random, random() % 400, 1 + random() % 30);
    const Symbols b =
        k % 3 == 0 ? RandomSymbols(random, random() % 400, 1 + random() % 30)
                   : Edited(a, static_cast<int>(random() % 60), random);
    const int expected = ReferenceDistance<uint64_t>(a, b);
    for (const int cutoff :
         {0, 1, expected - 1, expected, expected + 1, 63, 64, 65, 1'000'000}) {
      if (cutoff < 0) continue;
      ASSERT_EQ(Distance(a, b, cutoff), std::min(expected, cutoff + 1))
          << a.size() << " " << b.size() << " cutoff " << cutoff;
    }
  }
}

TEST(EditDistanceTest, HandlesBlockBoundaries) {
  for (const size_t length : {63, 64, 65, 127, 128, 129, 192}) {
    const Symbols a(length, 7);
    Symbols b = a;
    b[length - 1] = 8;
    EXPECT_EQ(Distance(a, b, 10), 1);
    b.push_back(9);
    EXPECT_EQ(Distance(a, b, 10), 2);
    EXPECT_EQ(Distance(a, b, 1), 2);
    EXPECT_EQ(Distance(a, {}, 1'000), static_cast<int>(length));
  }
}

TEST(EditDistanceTest, IsSymmetricOnLongStrings) {
  std::mt19937 random(4712);
  const Symbols a = RandomSymbols(random, 5'000, 1'000);
  const Symbols b = Edited(a, 300, random);
  const int distance = Distance(a, b, 100'000);
  EXPECT_GT(distance, 0);
  EXPECT_LE(distance, 300);
  EXPECT_EQ(Distance(b, a, 100'000), distance);
  EXPECT_EQ(Distance(a, b, distance), distance);
  EXPECT_EQ(Distance(a, b, distance - 1), distance);
}

TEST(EditDistanceTest, KeepsSymbolsApartWhoseHashesCollide) {
  Symbols a;
  for (uint64_t k = 0; k < 64; ++k) a.push_back(k << 32);
  Symbols b = a;
  std::reverse(b.begin(), b.end());
  EXPECT_EQ(Distance(a, b, 1'000), ReferenceDistance<uint64_t>(a, b));
}

}  // namespace
}  // namespace presstm
