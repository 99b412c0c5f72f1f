// Files of other tools and hostile XML, where there is a folder of them.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "tests/exchange/tmx_test_reading.h"
#include "tests/support/status_matchers.h"
#include "tm_store/exchange/byte_source.h"
#include "tm_store/exchange/tmx_writer.h"

namespace presstm {
namespace {

struct ListedFile {
  std::string name;
  std::string description;
};

std::filesystem::path TmxFolder() {
  return std::filesystem::path(PRESSTM_EXTRA_DATA_DIR) / "tmx";
}

std::vector<ListedFile> ListedFiles() {
  std::ifstream sources(TmxFolder() / "SOURCES.tsv");
  std::vector<ListedFile> files;
  std::string line;
  std::getline(sources, line);  // Headings.
  while (std::getline(sources, line)) {
    const std::vector<std::string> cells = absl::StrSplit(line, '\t');
    if (cells.size() > 5) files.push_back({cells[0], cells[5]});
  }
  return files;
}

bool IsHostile(const ListedFile& file) {
  return absl::StartsWith(file.name, "xml-hostile/");
}

// The N of "N tu"; -1 if none is given.
int UnitCount(const ListedFile& file) {
  if (file.name == "okapi/data.tmx") return 43;  // Listed: a comment's as well.
  for (absl::string_view part : absl::StrSplit(file.description, "; ")) {
    int count = 0;
    if (absl::EndsWith(part, " tu") &&
        absl::SimpleAtoi(part.substr(0, part.size() - 3), &count)) {
      return count;
    }
  }
  return -1;
}

TmxContents ReadFile(const std::string& name, size_t chunk_bytes) {
  absl::StatusOr<std::unique_ptr<ByteSource>> source =
      ByteSource::OpenFile((TmxFolder() / name).string());
  if (!source.ok()) return {.status = source.status()};
  std::string bytes;
  if (auto document = (*source)->NextDocument(); !document.ok()) {
    return {.status = document.status()};
  }
  while (true) {
    const absl::StatusOr<absl::string_view> chunk = (*source)->Read();
    if (!chunk.ok()) return {.status = chunk.status()};
    if (chunk->empty()) break;
    bytes.append(chunk->data(), chunk->size());
  }
  return ReadTmx(bytes, chunk_bytes);
}

class TmxFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    files_ = ListedFiles();
    if (files_.empty()) {
      GTEST_SKIP() << "no TMX files of other tools in " << TmxFolder();
    }
  }
  std::vector<ListedFile> files_;
};

TEST_F(TmxFilesTest, ReadsFilesOfOtherToolsWhole) {
  for (const ListedFile& file : files_) {
    if (IsHostile(file)) continue;
    SCOPED_TRACE(file.name);
    const TmxContents contents = ReadFile(file.name, 1 << 20);
    EXPECT_OK(contents.status);
    const int64_t read = static_cast<int64_t>(contents.units.size());
    if (UnitCount(file) >= 0) {
      EXPECT_EQ(read + contents.rejected, UnitCount(file));
    }
    for (const FileProblem& problem : contents.problems) {
      EXPECT_FALSE(problem.reason.empty());
      EXPECT_GT(problem.line, 0);
    }
    std::cout << file.name << ": read " << read << ", rejected "
              << contents.rejected << "\n";
  }
}

TEST_F(TmxFilesTest, AnswersHostileFilesCleanlyAndSoon) {
  for (const ListedFile& file : files_) {
    if (!IsHostile(file)) continue;
    SCOPED_TRACE(file.name);
    const absl::Time begin = absl::Now();
    const TmxContents contents = ReadFile(file.name, 1000);
    EXPECT_THAT(contents.status, IsError(absl::StatusCode::kInvalidArgument,
                                         ErrorReason::kTmxMalformed));
    EXPECT_THAT(std::string(contents.status.message()),
                testing::StartsWith("line "));
    EXPECT_TRUE(contents.units.empty());
    EXPECT_LT(absl::Now() - begin, absl::Seconds(5));
    std::cout << file.name << ": " << contents.status.message() << "\n";
  }
}

TEST_F(TmxFilesTest, ReadsTheSameWhateverTheChunks) {
  for (const ListedFile& file : files_) {
    SCOPED_TRACE(file.name);
    const TmxContents whole = ReadFile(file.name, 1 << 20);
    for (const size_t chunk_bytes : {1, 7, 4096}) {
      const TmxContents pieces = ReadFile(file.name, chunk_bytes);
      EXPECT_EQ(pieces.status, whole.status);
      EXPECT_EQ(pieces.problems, whole.problems);
      ASSERT_EQ(pieces.units.size(), whole.units.size());
      for (size_t k = 0; k < whole.units.size(); ++k) {
        EXPECT_EQ(pieces.units[k].unit, whole.units[k].unit);
        EXPECT_EQ(pieces.units[k].line, whole.units[k].line);
      }
    }
  }
}

TEST_F(TmxFilesTest, WritesWhatItReads) {
  ASSERT_OK_AND_ASSIGN(const TmxWriter writer, TmxWriter::Create({}));
  for (const ListedFile& file : files_) {
    SCOPED_TRACE(file.name);
    const TmxContents first = ReadFile(file.name, 1 << 20);
    std::string written = writer.Header();
    for (const FileUnit& unit : first.units) written += writer.Unit(unit.unit);
    written += writer.Footer();
    const TmxContents second = ReadTmx(written);
    EXPECT_OK(second.status);
    EXPECT_TRUE(second.problems.empty());
    ASSERT_EQ(second.units.size(), first.units.size());
    for (size_t k = 0; k < first.units.size(); ++k) {
      EXPECT_EQ(second.units[k].unit, first.units[k].unit) << written;
    }
  }
}

}  // namespace
}  // namespace presstm
