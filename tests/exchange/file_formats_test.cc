// JSON Lines, CSV and TSV: what they hold, and that it comes back.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/exchange/random_tmx.h"
#include "tests/support/status_matchers.h"
#include "tm_store/exchange/delimited_writer.h"
#include "tm_store/exchange/file_format.h"
#include "tm_store/exchange/json_lines_writer.h"

namespace presstm {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr uint32_t kSeed = 20'261'126;
constexpr int kRounds = 200;

struct Contents {
  absl::Status status;
  std::vector<FileUnit> units;
  std::vector<FileProblem> problems;
  int64_t rejected = 0;

  std::vector<TranslationUnit> bare_units() const {
    std::vector<TranslationUnit> bare;
    for (const FileUnit& unit : units) bare.push_back(unit.unit);
    return bare;
  }
};

Contents Read(FileFormat format, absl::string_view bytes,
              size_t chunk_bytes = size_t{1} << 20,
              std::vector<std::string> columns = {}) {
  const std::unique_ptr<UnitReader> reader =
      MakeUnitReader(format, std::move(columns));
  Contents contents;
  while (!bytes.empty() && contents.status.ok()) {
    contents.status = reader->Feed(bytes.substr(0, chunk_bytes));
    bytes.remove_prefix(std::min(bytes.size(), chunk_bytes));
  }
  contents.status.Update(reader->Finish());
  contents.units = reader->TakeUnits();
  contents.problems = reader->TakeProblems();
  contents.rejected = reader->units_rejected();
  return contents;
}

std::string Write(FileWriter& writer,
                  const std::vector<TranslationUnit>& units) {
  for (const TranslationUnit& unit : units) writer.Plan(unit);
  std::string file = writer.Header();
  for (const TranslationUnit& unit : units) file += writer.Unit(unit);
  return file + writer.Footer();
}

// Units with all that TMX may bring, and those only the API makes.
std::vector<TranslationUnit> RandomUnits(RandomTmx& random) {
  std::vector<TranslationUnit> units = {random.ApiUnit()};
  for (const FileUnit& unit : ReadTmx(random.Document()).units) {
    units.push_back(unit.unit);
  }
  return units;
}

// The order of languages is that of the columns.
std::vector<TranslationUnit> Ordered(std::vector<TranslationUnit> units) {
  for (TranslationUnit& unit : units) {
    std::ranges::stable_sort(unit.variants, {}, &Variant::language);
  }
  return units;
}

TEST(FileFormatsTest, TellsFormatsByName) {
  EXPECT_EQ(FileFormatFromName("a.tmx"), FileFormat::kTmx);
  EXPECT_EQ(FileFormatFromName("/x.csv/a.TMX.gz"), FileFormat::kTmx);
  EXPECT_EQ(FileFormatFromName("a.csv"), FileFormat::kCsv);
  EXPECT_EQ(FileFormatFromName("a.Tsv"), FileFormat::kTsv);
  EXPECT_EQ(FileFormatFromName("a.ndjson"), FileFormat::kJsonLines);
  EXPECT_EQ(FileFormatFromName("a.jsonl.gz"), FileFormat::kJsonLines);
  EXPECT_EQ(FileFormatFromName("a.xlf"), FileFormat::kXliff);
  EXPECT_EQ(FileFormatFromName("a.xliff"), FileFormat::kXliff);
  for (const char* name : {"", "-", "a.txt", "tmx", "a.zip"}) {
    EXPECT_EQ(FileFormatFromName(name), std::nullopt) << name;
  }
}

TEST(FileFormatsTest, JsonLinesGiveBackEveryField) {
  RandomTmx random(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(round);
    const std::vector<TranslationUnit> units = RandomUnits(random);
    JsonLinesWriter writer;
    const std::string file = Write(writer, units);
    for (const size_t chunk_bytes : {7, 1 << 20}) {
      const Contents contents = Read(FileFormat::kJsonLines, file, chunk_bytes);
      ASSERT_OK(contents.status);
      ASSERT_THAT(contents.problems, IsEmpty()) << file;
      ASSERT_EQ(contents.bare_units(), units) << file;
    }
  }
}

TEST(FileFormatsTest, TablesGiveBackEveryField) {
  RandomTmx random(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(round);
    const std::vector<TranslationUnit> units = RandomUnits(random);
    for (const auto& [format, delimited] :
         {std::pair(FileFormat::kCsv, DelimitedFormat::kCsv),
          std::pair(FileFormat::kTsv, DelimitedFormat::kTsv)}) {
      DelimitedWriter writer(delimited, "");
      const std::string file = Write(writer, units);
      for (const size_t chunk_bytes : {7, 1 << 20}) {
        const Contents contents = Read(format, file, chunk_bytes);
        ASSERT_OK(contents.status);
        ASSERT_THAT(contents.problems, IsEmpty()) << file;
        ASSERT_EQ(Ordered(contents.bare_units()), Ordered(units)) << file;
      }
    }
  }
}

TEST(FileFormatsTest, ReadsTablesOfOtherPrograms) {
  struct Row {
    const char* name;
    FileFormat format;
    const char* file;
  };
  const Row rows[] = {
      {"plain", FileFormat::kCsv, "id,en,ko\n1,\"a, b\",가\n"},
      {"CR LF, no end", FileFormat::kCsv, "id,en,ko\r\n1,\"a, b\",가"},
      {"semicolons", FileFormat::kCsv, "id;en;ko\n1;a, b;가\n"},
      {"mark, empty lines", FileFormat::kCsv,
       "\xEF\xBB\xBFid,en,ko\n\n1,\"a, b\",가\n\n"},
      {"quotes mean nothing", FileFormat::kTsv, "id\ten\tko\n1\ta, b\t가\n"},
      {"spelling", FileFormat::kTsv, "ID\t EN \tko\n1\ta, b\t가\n"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Contents contents = Read(row.format, row.file);
    ASSERT_OK(contents.status);
    ASSERT_THAT(contents.units, SizeIs(1));
    const TranslationUnit& unit = contents.units[0].unit;
    EXPECT_EQ(unit.external_id, "1");
    EXPECT_EQ(unit.variants[0].segment.text, "a, b");
    EXPECT_EQ(unit.variants[1].segment.text, "가");
    EXPECT_EQ(unit.origin, Origin::kImported);
  }
  EXPECT_EQ(Read(FileFormat::kTsv, "en\tko\n\"a\tb\n")
                .units.at(0)
                .unit.variants[0]
                .segment.text,
            "\"a");
}

TEST(FileFormatsTest, AnObjectThatDoesNotTellItsOriginIsImported) {
  const Contents contents =
      Read(FileFormat::kJsonLines,
           "{\"variants\":[{\"language\":\"en\",\"text\":\"a\"}]}\n"
           "{\"variants\":[{\"language\":\"en\",\"text\":\"b\"}],"
           "\"origin\":\"\"}\n");
  ASSERT_OK(contents.status);
  ASSERT_THAT(contents.units, SizeIs(2));
  EXPECT_EQ(contents.units[0].unit.origin, Origin::kImported);
  EXPECT_EQ(contents.units[1].unit.origin, Origin::kUnspecified);
}

TEST(FileFormatsTest, TakesColumnsFromElsewhere) {
  const Contents contents =
      Read(FileFormat::kCsv, "a,가\nb,나\n", 1 << 20, {"en", "ko"});
  ASSERT_OK(contents.status);
  ASSERT_THAT(contents.units, SizeIs(2));
  EXPECT_EQ(contents.units[1].line, 2);
}

TEST(FileFormatsTest, NamesLineAndFieldOfABadRow) {
  const Contents contents = Read(FileFormat::kCsv,
                                 "en,ko,usage_count,codes:ko\n"
                                 "a,\"가\n나\",1,\n"  // Good, on two lines.
                                 "b,나,many,\n"       // 4
                                 "c,다,,\"[{\"\"kind\"\":1}]\"\n"  // 5
                                 ",,1,\n"                          // 6
                                 "e,마,,,,more\n"                  // 7
                                 "\xff,바,,\n"                     // 8
                                 "f,사,,\n");
  ASSERT_OK(contents.status);
  ASSERT_THAT(contents.units, SizeIs(2));
  EXPECT_EQ(contents.units[0].line, 2);
  EXPECT_EQ(contents.units[1].line, 9);
  std::vector<int64_t> lines;
  for (const FileProblem& problem : contents.problems) {
    lines.push_back(problem.line);
    EXPECT_EQ(problem.kind, FileProblem::Kind::kRejectedUnit);
  }
  ASSERT_THAT(lines, ElementsAre(4, 5, 6, 7, 8));
  EXPECT_EQ(contents.problems[0].detail, "usage_count: not a whole number");
  EXPECT_EQ(contents.problems[1].detail, "codes:ko[0].kind: not a string");
  EXPECT_EQ(contents.rejected, 5);
}

TEST(FileFormatsTest, TakesRowsOfOneLanguageAsTheApiDoes) {
  const Contents contents =
      Read(FileFormat::kCsv, "id,en,ko\n1,a,\n2,,나\n3,,\n");
  EXPECT_THAT(contents.units, SizeIs(2));
  ASSERT_THAT(contents.problems, SizeIs(1));
  EXPECT_EQ(contents.problems[0].line, 4);
  EXPECT_EQ(contents.problems[0].reason, "The unit has no variant.");
}

TEST(FileFormatsTest, WritesAndReadsTablesOfNoUnits) {
  for (const auto& [format, delimited] :
       {std::pair(FileFormat::kCsv, DelimitedFormat::kCsv),
        std::pair(FileFormat::kTsv, DelimitedFormat::kTsv)}) {
    DelimitedWriter writer(delimited, "en");
    const std::string file = Write(writer, {});
    EXPECT_THAT(file, testing::StartsWith("external_id"));
    const Contents contents = Read(format, file);
    EXPECT_OK(contents.status);
    EXPECT_THAT(contents.units, IsEmpty());
    EXPECT_THAT(contents.problems, IsEmpty());
  }
}

TEST(FileFormatsTest, RefusesTablesItCannotRead) {
  struct Row {
    const char* file;
    const char* message;
  };
  const Row rows[] = {
      {"", "the file is empty"},
      {"source,target\na,b\n", "column 1, \"source\""},
      {"id,note\n1,2\n", "no column is named by a language"},
      {"en,ko,codes:zh\n", "column 3, \"codes:zh\""},
      {"en,ko\na,\"b\nc,d\n", "line 2: a quoted cell that begins in this row"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.file);
    const Contents contents = Read(FileFormat::kCsv, row.file);
    EXPECT_THAT(contents.status, IsError(absl::StatusCode::kInvalidArgument,
                                         ErrorReason::kFileMalformed));
    EXPECT_THAT(
        std::string(contents.status.message()),
        testing::AllOf(testing::StartsWith("line "), HasSubstr(row.message)));
  }
}

TEST(FileFormatsTest, RefusesQuotesThatNeverEnd) {
  const Contents contents =
      Read(FileFormat::kCsv, "en,ko\na,\"" + std::string(9'000'000, 'x'));
  EXPECT_THAT(contents.status, IsError(absl::StatusCode::kInvalidArgument,
                                       ErrorReason::kFileMalformed));
}

TEST(FileFormatsTest, NoticesThatAFileIsCutOff) {
  const std::string unit =
      R"({"variants":[{"language":"en","text":"a"},{"language":"ko","text":"b"}]})";
  const struct {
    FileFormat format;
    std::string file;
    std::string fault;  // "" for none.
  } rows[] = {
      {FileFormat::kJsonLines, unit + "\n" + unit.substr(0, 30), "line 2: "},
      {FileFormat::kJsonLines, unit + "\n" + unit, ""},
      {FileFormat::kTsv, "en\tko\tnotes\na\tb\t\nc\td", "line 3: "},
      {FileFormat::kTsv, "en\tko\tnotes\na\tb\t\nc\td\t", ""},
      {FileFormat::kCsv, "en,ko,notes\na,b,\nc,d", "line 3: "},
      {FileFormat::kCsv, "en,ko,notes\na,b,\nc,d,", ""},
      {FileFormat::kCsv, "en,ko,notes\na,b\nc,d\n", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.file);
    const Contents contents = Read(row.format, row.file, 5);
    EXPECT_EQ(contents.status.ok(), row.fault.empty()) << contents.status;
    EXPECT_THAT(std::string(contents.status.message()), HasSubstr(row.fault));
    EXPECT_THAT(contents.units, SizeIs(row.fault.empty() ? 2 : 1));
  }
}

TEST(FileFormatsTest, ReportsKeysThatNoUnitHas) {
  const std::string line =
      R"({"id":7,"memory":"m","etag":"1","outcome":"added","colour":1,)"
      R"("variants":[{"language":"en","text":"a","codes":[{"kind":"open",)"
      R"("position":0,"number":9,"style":"b"}]},{"language":"ko","text":"b",)"
      R"("codes":[{"kind":"open","position":0,"style":"b"}]}]})";
  const Contents contents =
      Read(FileFormat::kJsonLines, line + "\n" + line + "\n");
  ASSERT_OK(contents.status);
  EXPECT_THAT(contents.units, SizeIs(2));
  ASSERT_THAT(contents.problems, SizeIs(2));
  EXPECT_EQ(contents.problems[0].detail, "colour");
  EXPECT_EQ(contents.problems[0].line, 1);
  EXPECT_EQ(contents.problems[1].detail, "variants[].codes[].style");
  for (const FileProblem& problem : contents.problems) {
    EXPECT_EQ(problem.kind, FileProblem::Kind::kWarning);
    EXPECT_EQ(problem.cause, ErrorReason::kInvalidArgument);
  }
}

TEST(FileFormatsTest, ReportsColumnsOfHardlyKnownLanguages) {
  const Contents contents =
      Read(FileFormat::kCsv, "en,zh-Hant,kor,ref\na,b,c,d\n");
  ASSERT_OK(contents.status);
  ASSERT_THAT(contents.problems, SizeIs(1));
  EXPECT_EQ(contents.problems[0].detail, "ref");
  EXPECT_EQ(contents.problems[0].cause, std::nullopt);
}

TEST(FileFormatsTest, ReportsCharactersThatAreLeftOut) {
  const struct {
    FileFormat format;
    std::string file;
  } rows[] = {
      {FileFormat::kCsv, "en,ko\na\x01,b\x01\x02\nc,d\n\x01"},
      {FileFormat::kTsv, "en\tko\na\x01\tb\x01\x02\nc\td\n\x01"},
      {FileFormat::kJsonLines,
       "\n{\"variants\":[{\"language\":\"en\",\"text\":\"a\x01\"},"
       "{\"language\":\"ko\",\"text\":\"b\x01\x02\"}]}\n\n\x01"},
  };
  for (const auto& row : rows) {
    const Contents contents = Read(row.format, row.file, 3);
    ASSERT_OK(contents.status);
    ASSERT_FALSE(contents.units.empty());
    EXPECT_EQ(contents.units[0].unit.variants[0].segment.text, "a");
    std::vector<std::string> told;
    for (const FileProblem& problem : contents.problems) {
      EXPECT_EQ(problem.kind, FileProblem::Kind::kWarning);
      told.push_back(absl::StrCat(problem.line, " ", problem.detail));
    }
    EXPECT_THAT(told, ElementsAre("2 U+0001", "2 U+0002", "4 U+0001"));
  }
}

TEST(FileFormatsTest, NamesLineColumnAndFieldOfABadObject) {
  const Contents contents =
      Read(FileFormat::kJsonLines,
           "{\"variants\":[{\"language\":\"en\",\"text\":\"a\"},"
           "{\"language\":\"ko\",\"text\":\"가\"}],\"id\":7}\n"
           "\n"
           "{\"variants\":[가]}\n"
           "{\"external_id\":\"x\",\"variants\":[{\"language\":5}]}\n"
           "{\"create_time\":\"yesterday\"}\n"
           "[]\n" +
               std::string(100'000, '[') + "\n");
  ASSERT_OK(contents.status);
  EXPECT_THAT(contents.units, SizeIs(1));
  ASSERT_THAT(contents.problems, SizeIs(5));
  EXPECT_EQ(contents.problems[0].line, 3);
  EXPECT_EQ(contents.problems[0].column, 14);
  EXPECT_EQ(contents.problems[1].external_id, "x");
  EXPECT_EQ(contents.problems[1].detail, "variants[0].language: not a string");
  EXPECT_THAT(contents.problems[2].detail,
              HasSubstr("create_time: not a time"));
  EXPECT_EQ(contents.problems[3].detail, "not an object");
  EXPECT_EQ(contents.problems[4].reason, "The line is not JSON.");
}

}  // namespace
}  // namespace presstm
