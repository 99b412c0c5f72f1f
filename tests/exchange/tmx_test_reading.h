// Reads whole TMX texts in tests.
#ifndef TESTS_EXCHANGE_TMX_TEST_READING_H_
#define TESTS_EXCHANGE_TMX_TEST_READING_H_

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tm_store/exchange/tmx_reader.h"

namespace presstm {

// All that a reader gives for one file.
struct TmxContents {
  absl::Status status;
  TmxHeader header;
  std::vector<FileUnit> units;
  std::vector<FileProblem> problems;
  int64_t rejected = 0;
  std::map<char32_t, int64_t> dropped_characters;
};

// Feeds `bytes` in chunks of `chunk_bytes`, which is not 0.
inline TmxContents ReadTmx(absl::string_view bytes,
                           size_t chunk_bytes = size_t{1} << 20) {
  TmxReader reader;
  TmxContents contents;
  const auto take = [&] {
    std::ranges::move(reader.TakeUnits(), std::back_inserter(contents.units));
    std::ranges::move(reader.TakeProblems(),
                      std::back_inserter(contents.problems));
  };
  while (!bytes.empty() && contents.status.ok()) {
    contents.status = reader.Feed(bytes.substr(0, chunk_bytes));
    bytes.remove_prefix(std::min(bytes.size(), chunk_bytes));
    take();
  }
  contents.status.Update(reader.Finish());
  take();
  contents.header = reader.header();
  contents.rejected = reader.units_rejected();
  contents.dropped_characters = reader.dropped_characters();
  return contents;
}

// A TMX 1.4 document around `body`, the first line of which is line 2.
inline std::string TmxDocument(absl::string_view body,
                               absl::string_view srclang = "en") {
  return absl::StrCat(
      "<tmx version=\"1.4\"><header srclang=\"", srclang,
      "\" segtype=\"sentence\" creationtool=\"t\" creationtoolversion=\"1\" "
      "o-tmf=\"t\" adminlang=\"en\" datatype=\"plaintext\"/><body>\n",
      body, "\n</body></tmx>\n");
}

// A unit in English and Korean, the segments' XML given.
inline std::string TmxPair(absl::string_view en, absl::string_view ko,
                           absl::string_view attributes = "") {
  return absl::StrCat("<tu", attributes.empty() ? "" : " ", attributes,
                      "><tuv xml:lang=\"en\"><seg>", en,
                      "</seg></tuv><tuv xml:lang=\"ko\"><seg>", ko,
                      "</seg></tuv></tu>");
}

}  // namespace presstm

#endif  // TESTS_EXCHANGE_TMX_TEST_READING_H_
