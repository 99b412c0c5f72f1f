// Every page of a small database is damaged in turn: what stands elsewhere is
// found, what stands on it is named, and nothing is written.
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/tm_store/translation_memory_fixture.h"
#include "tm_store/import_rehearsal.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {
namespace {

using ::testing::HasSubstr;

constexpr size_t kPageBytes = 4'096;
constexpr int kUnits = 240;

// A page of the file, as SQLite knows it.
struct Page {
  size_t number = 0;  // From 1.
  std::string tree;   // The table or index.
  bool is_leaf = false;
  int64_t cell_count = 0;
};

std::string EnglishText(int k) {
  return absl::StrCat(k, " is told by page ", k * 7, " of the paper");
}

class DamagedPageTest : public TranslationMemoryFixture {
 protected:
  void SetUp() override {
    TranslationMemoryFixture::SetUp();
    ASSERT_OK(tm_->CreateMemory({.name = "other"}, "tester"));
    std::vector<TranslationUnit> units;
    for (int k = 0; k < kUnits; ++k) {
      TranslationUnit unit = MakeUnit(
          {{"en", EnglishText(k)}, {"ko", absl::StrCat("신문 기사 ", k)}});
      if (k % 5 == 0) unit.notes = {absl::StrCat("note ", k)};
      units.push_back(std::move(unit));
    }
    auto written = tm_->CreateUnits("press", std::move(units),
                                    WriteRule::kKeepAll, "tester");
    ASSERT_OK(written);
    for (const BatchResult& result : *written) {
      ASSERT_OK(result);
      units_.push_back(result->unit);
    }
    tm_.reset();
    content_ = Read();
    ASSERT_NO_FATAL_FAILURE(ListPages());
  }

  std::string Read() const {
    std::ifstream file(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  void ListPages() {
    const auto connection =
        *SqliteConnection::Open(path(), SqliteAccess::kReadImmutable);
    auto row = connection->Prepare(
        "SELECT pageno, name, pagetype, ncell FROM dbstat ORDER BY name, path");
    ASSERT_OK(row);
    while (*row->Step()) {
      pages_.push_back({.number = static_cast<size_t>(row->Integer(0)),
                        .tree = row->String(1),
                        .is_leaf = row->Text(2) == "leaf",
                        .cell_count = row->Integer(3)});
    }
  }

  // Puts noise in the place of pages and opens the file.
  absl::Status OpenDamaged(const std::vector<Page>& pages) {
    tm_.reset();
    std::string damaged = content_;
    std::mt19937 random(7);
    for (const Page& page : pages) {
      for (size_t k = 0; k < kPageBytes; ++k) {
        damaged[(page.number - 1) * kPageBytes + k] =
            static_cast<char>(random());
      }
    }
    std::ofstream(path(), std::ios::binary) << damaged;
    auto opened = TranslationMemory::Open(path(), {});
    if (opened.ok()) tm_ = *std::move(opened);
    return opened.status();
  }

  std::vector<Page> PagesOf(const std::string& tree) const {
    std::vector<Page> pages;
    for (const Page& page : pages_) {
      if (page.tree == tree) pages.push_back(page);
    }
    return pages;
  }

  // Expects the units that can be read to be found and listed, the others to
  // be named. Returns the latter.
  std::set<TranslationUnitId> ExpectTheRestIsServed() {
    std::set<TranslationUnitId> unreadable;
    std::set<TranslationUnitId> readable;
    for (size_t k = 0; k < units_.size(); ++k) {
      const auto unit = tm_->GetUnit("press", units_[k].id);
      if (!unit.ok()) {
        EXPECT_THAT(unit, IsError(absl::StatusCode::kDataLoss,
                                  ErrorReason::kDatabaseCorrupt));
        unreadable.insert(units_[k].id);
        continue;
      }
      EXPECT_EQ(*unit, units_[k]);
      readable.insert(unit->id);
      LookupRequest request =
          Request(EnglishText(static_cast<int>(k)), "en", "ko");
      request.threshold = 100;
      request.limit = 1;  // So it need not read the others, which are alike.
      const std::vector<Match> matches = Find(request);
      EXPECT_TRUE(matches.size() == 1 && matches[0].unit.id == unit->id);
    }
    ExpectListed(readable, unreadable);
    return unreadable;
  }

  void ExpectListed(const std::set<TranslationUnitId>& readable,
                    const std::set<TranslationUnitId>& unreadable) {
    std::set<TranslationUnitId> listed;
    std::set<TranslationUnitId> left_out;
    for (UnitPage page; !page.is_at_end;) {
      auto next = tm_->ListReadableUnits("press", {}, page.last, 50);
      ASSERT_OK(next);
      page = *std::move(next);
      for (const TranslationUnit& unit : page.units) listed.insert(unit.id);
      left_out.insert(page.unreadable.begin(), page.unreadable.end());
    }
    EXPECT_EQ(listed, readable);
    EXPECT_EQ(left_out, unreadable);
    const auto other = tm_->ListReadableUnits("other", {}, {}, 50);
    ASSERT_OK(other);
    EXPECT_TRUE(other->units.empty());
  }

  void ExpectWritesAreRefused() {
    const auto refused = IsError(absl::StatusCode::kFailedPrecondition,
                                 ErrorReason::kDatabaseCorrupt);
    EXPECT_THAT(tm_->CheckWritable(), refused);
    EXPECT_THAT(std::string(tm_->CheckWritable().message()),
                testing::AllOf(HasSubstr(path()), HasSubstr("cannot be read"),
                               HasSubstr("restore a backup")));
    EXPECT_THAT(tm_->CreateMemory({.name = "new"}, "t"), refused);
    EXPECT_THAT(
        tm_->CreateUnit("press", MakeUnit({{"en", "new"}, {"ko", "새"}}),
                        WriteRule::kUnspecified, "t"),
        refused);
    EXPECT_THAT(tm_->RehearseImport("press", false, "t"), refused);
    EXPECT_THAT(tm_->maintenance().Compact(
                    {}, {}, [](const auto&) { return absl::OkStatus(); }),
                refused);
  }

  std::vector<TranslationUnit> units_;
  std::string content_;
  std::vector<Page> pages_;
};

TEST_F(DamagedPageTest, EachCostsOnlyWhatStandsOnIt) {
  // Without them nobody knows what is there, and who may see it.
  const std::set<std::string> kNeeded = {"sqlite_schema", "memory",
                                         "sqlite_autoindex_memory_1",
                                         "access_token", "access_grant"};
  int opened = 0;
  int failed = 0;
  for (const Page& page : pages_) {
    SCOPED_TRACE(absl::StrCat("page ", page.number, " of ", page.tree));
    const absl::Status status = OpenDamaged({page});
    const bool is_needed = page.number == 1 || kNeeded.contains(page.tree);
    EXPECT_EQ(status.ok(), !is_needed) << status;
    if (!status.ok()) {
      ++failed;
      EXPECT_THAT(std::string(status.message()), HasSubstr(path()));
      continue;
    }
    ++opened;
    const auto unreadable = ExpectTheRestIsServed();
    const auto count = static_cast<int64_t>(unreadable.size());
    if (page.tree == "translation_unit" || page.tree == "variant") {
      EXPECT_GT(count, 0);
      ExpectWritesAreRefused();
    } else if (page.tree != "note") {
      EXPECT_EQ(count, 0);
    }
    if (page.is_leaf) {
      EXPECT_LE(count, page.cell_count + 1);
    }
    if (page.is_leaf && page.tree == "translation_unit") {
      EXPECT_EQ(count, page.cell_count);
    }
  }
  size_t needed = 0;
  for (const std::string& tree : kNeeded) needed += PagesOf(tree).size();
  EXPECT_EQ(failed, static_cast<int>(needed));
  EXPECT_EQ(opened + failed, static_cast<int>(pages_.size()));
  EXPECT_GT(opened, 20);
}

// The same ids cut out of all that name them: their number is still known.
TEST_F(DamagedPageTest, WhatHasNoIdAnyMoreIsCounted) {
  std::vector<Page> pages = PagesOf("translation_unit");
  for (const Page& page : PagesOf("variant")) pages.push_back(page);
  ASSERT_OK(OpenDamaged(pages));
  EXPECT_THAT(std::string(tm_->CheckWritable().message()),
              HasSubstr(absl::StrCat(kUnits,
                                     " translation units cannot be "
                                     "read")));
  ExpectWritesAreRefused();
}

TEST_F(DamagedPageTest, ChecksSayWhichUnitsAreDamaged) {
  std::vector<Page> leaves;
  for (const Page& page : PagesOf("translation_unit")) {
    if (page.is_leaf) leaves.push_back(page);
  }
  ASSERT_GT(leaves.size(), 2U);
  ASSERT_OK(OpenDamaged({leaves[1]}));
  const int64_t first = leaves[0].cell_count + 1;
  const int64_t last = first + leaves[1].cell_count - 1;
  const std::string range = absl::StrCat(first, "-", last);
  EXPECT_THAT(std::string(tm_->CheckWritable().message()),
              HasSubstr(absl::StrCat("(ids ", range, ")")));
  const auto units = tm_->maintenance().CheckUnits({});
  ASSERT_OK(units);
  EXPECT_EQ(units->checked_count, kUnits);
  EXPECT_GE(units->problem_count, leaves[1].cell_count);
  ASSERT_LE(units->problems.size(), 3U);
  EXPECT_THAT(units->problems[0], HasSubstr(range));
  // What was left out of the index is not missing from it.
  const auto index = tm_->maintenance().CheckIndex({});
  ASSERT_OK(index);
  EXPECT_EQ(index->problem_count, 0);
  EXPECT_EQ(index->checked_count, 2 * (kUnits - leaves[1].cell_count));
  const auto round_trip = tm_->maintenance().CheckTmxRoundTrip({});
  ASSERT_OK(round_trip);
  EXPECT_EQ(round_trip->problem_count, 0);
  EXPECT_EQ(round_trip->checked_count, kUnits - leaves[1].cell_count);
}

}  // namespace
}  // namespace presstm
