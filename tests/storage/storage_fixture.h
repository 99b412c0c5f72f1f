// What the tests of storage share: a folder, a clock, short ways to units.
#ifndef TESTS_STORAGE_STORAGE_FIXTURE_H_
#define TESTS_STORAGE_STORAGE_FIXTURE_H_

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/clock.h"
#include "tm_store/storage/sqlite_connection.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {

// Thread-safe.
class FakeClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::FromUnixMicros(micros_); }
  void Advance(absl::Duration by) { micros_ += absl::ToInt64Microseconds(by); }

 private:
  std::atomic<int64_t> micros_ = 1'700'000'000'000'000;
};

inline absl::Time Day(int day) {
  return absl::UnixEpoch() + absl::Hours(24) * day;
}

inline TranslationUnit Bilingual(const std::string& source_language,
                                 const std::string& source,
                                 const std::string& target_language,
                                 const std::string& target) {
  return {
      .source_language = source_language,
      .variants = {{.language = source_language, .segment = {.text = source}},
                   {.language = target_language, .segment = {.text = target}}}};
}

inline TranslationUnit ZhEn(const std::string& zh, const std::string& en) {
  return Bilingual("zh-CN", zh, "en", en);
}

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void WriteFile(const std::filesystem::path& path,
                      const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

// An empty folder that goes with the test.
class StorageTest : public ::testing::Test {
 protected:
  StorageTest() {
    std::string name =
        (std::filesystem::temp_directory_path() / "presstm_test_XXXXXX")
            .string();
    folder_ = mkdtemp(name.data());
  }
  ~StorageTest() override {
    db_.reset();
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }

  std::string Path(const std::string& name = "tm.db") const {
    return (folder_ / name).string();
  }

  // Closes the database, if open, and opens it again.
  void Open(int64_t max_page_count = 0) {
    db_.reset();
    auto opened = TmDatabase::Open(
        Path(), {.clock = &clock_, .max_page_count = max_page_count});
    ASSERT_OK(opened);
    db_ = *std::move(opened);
  }

  // Opens the database and makes memory "m".
  void OpenWithMemory(WriteRule rule = WriteRule::kKeepAll) {
    ASSERT_NO_FATAL_FAILURE(Open());
    memory_ = CreateMemory("m", rule);
  }

  MemoryId CreateMemory(const std::string& name,
                        WriteRule rule = WriteRule::kKeepAll) {
    auto transaction = *db_->BeginWrite("maker");
    const auto memory =
        transaction->CreateMemory({.name = name, .write_rule = rule});
    EXPECT_OK(memory);
    EXPECT_OK(transaction->Commit());
    return memory->id;
  }

  // Writes one unit into memory_ in a transaction of its own.
  WriteResult Write(TranslationUnit unit,
                    WriteRule rule = WriteRule::kUnspecified) {
    if (unit.memory_id.value == 0) unit.memory_id = memory_;
    auto transaction = *db_->BeginWrite("writer");
    auto result = transaction->Write(std::move(unit), rule);
    EXPECT_OK(result);
    EXPECT_OK(transaction->Commit());
    return *std::move(result);
  }

  std::vector<TranslationUnit> AllUnits() {
    auto units = db_->ListUnits(memory_, {}, {}, 1'000'000);
    EXPECT_OK(units);
    return *std::move(units);
  }

  // Rows of `sql` read beside the open database, columns split by '|'.
  std::vector<std::string> Rows(const std::string& sql, int columns) {
    auto connection = *SqliteConnection::Open(Path(), SqliteAccess::kRead);
    auto statement = *connection->Prepare(sql);
    std::vector<std::string> rows;
    while (true) {
      const auto more = statement.Step();
      EXPECT_OK(more);
      if (!more.ok() || !*more) return rows;
      std::string row;
      for (int k = 0; k < columns; ++k) {
        row += (k == 0 ? "" : "|") + statement.String(k);
      }
      rows.push_back(row);
    }
  }

  std::vector<std::string> FilesInFolder() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  std::filesystem::path folder_;
  FakeClock clock_;
  std::unique_ptr<TmDatabase> db_;
  MemoryId memory_;
};

// The segments' texts in order, with their languages: "zh-CN:你好 en:Hello".
inline std::string Texts(const TranslationUnit& unit) {
  std::string texts;
  for (const Variant& variant : unit.variants) {
    texts += (texts.empty() ? "" : " ") + variant.language + ":" +
             variant.segment.text;
  }
  return texts;
}

MATCHER_P(HasTexts, texts, "") {
  *result_listener << Texts(arg);
  return Texts(arg) == texts;
}

}  // namespace presstm

#endif  // TESTS_STORAGE_STORAGE_FIXTURE_H_
