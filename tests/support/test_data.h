// Sentences to test with: made up at random, or real press text.
#ifndef TESTS_SUPPORT_TEST_DATA_H_
#define TESTS_SUPPORT_TEST_DATA_H_

#include <random>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace presstm {

// One sentence in three languages.
struct PressRow {
  std::string en;
  std::string zh;
  std::string ko;
};

// The rows of tests/data/press_sample.tsv.
std::vector<PressRow> ReadPressSample();

// Returns a random text of up to `max_pieces` words, characters, numbers and
// marks from small alphabets, so that texts resemble each other by chance.
std::string RandomText(std::mt19937& random, int max_pieces);

// Returns a stretch of up to `most` >= 1 code points of `text`.
std::string RandomStretch(const std::string& text, size_t most,
                          std::mt19937& random);

// Returns `text` after `count` random edits of single code points.
std::string Mutate(absl::string_view text, int count, std::mt19937& random);

}  // namespace presstm

#endif  // TESTS_SUPPORT_TEST_DATA_H_
