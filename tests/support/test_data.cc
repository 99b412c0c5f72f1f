#include "tests/support/test_data.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "absl/strings/str_split.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

size_t Pick(std::mt19937& random, size_t count) {
  return std::uniform_int_distribution<size_t>(0, count - 1)(random);
}

constexpr std::array<const char*, 26> kPieces = {
    "press", "Press",  "press's", "a",        "b",     "a.b", "x1",
    "12",    "1,000",  "-3.5",    " ",        " ",     " ",   "，",
    ".",     "新",     "闻",      "聞",       "发",    "뉴",  "스",
    "は",    "\u0e01", "é",       "www.a.cn", "a@b.cn"};

}  // namespace

std::vector<PressRow> ReadPressSample() {
  const std::string path =
      std::string(PRESSTM_TEST_DATA_DIR) + "/press_sample.tsv";
  std::ifstream file(path);
  if (!file) {
    std::cerr << "cannot read " << path << "\n";
    std::abort();
  }
  std::vector<PressRow> rows;
  std::string line;
  std::getline(file, line);  // The header.
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = absl::StrSplit(line, '\t');
    rows.push_back({cells.at(1), cells.at(2), cells.at(3)});
  }
  return rows;
}

std::string RandomText(std::mt19937& random, int max_pieces) {
  std::string text;
  const size_t count = 1 + Pick(random, static_cast<size_t>(max_pieces));
  for (size_t k = 0; k < count; ++k) {
    text += kPieces[Pick(random, kPieces.size())];
  }
  return text;
}

std::string Mutate(absl::string_view text, int count, std::mt19937& random) {
  std::u32string characters;
  for (size_t offset = 0; offset < text.size();) {
    characters.push_back(NextCodePoint(text, offset));
  }
  constexpr std::u32string_view kReplacements = U"a b1,.新闻뉴x的이";
  for (int k = 0; k < count; ++k) {
    const size_t at = Pick(random, characters.size() + 1);
    const char32_t c = kReplacements[Pick(random, kReplacements.size())];
    const size_t edit = Pick(random, 3);
    if (edit == 0 || at == characters.size()) {
      characters.insert(at, 1, c);
    } else if (edit == 1) {
      characters[at] = c;
    } else {
      characters.erase(at, 1);
    }
  }
  std::string result;
  for (const char32_t c : characters) AppendUtf8(c, result);
  return result;
}

std::string RandomStretch(const std::string& text, size_t most,
                          std::mt19937& random) {
  std::vector<size_t> offsets;
  for (size_t offset = 0; offset < text.size(); NextCodePoint(text, offset)) {
    offsets.push_back(offset);
  }
  offsets.push_back(text.size());
  if (offsets.size() < 2) return text;
  const size_t begin = random() % (offsets.size() - 1);
  const size_t end = std::min(begin + 1 + random() % most, offsets.size() - 1);
  return text.substr(offsets[begin], offsets[end] - offsets[begin]);
}

}  // namespace presstm
