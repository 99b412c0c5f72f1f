// A memory in a fresh file for each test.
#ifndef TESTS_TM_STORE_TRANSLATION_MEMORY_FIXTURE_H_
#define TESTS_TM_STORE_TRANSLATION_MEMORY_FIXTURE_H_

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tm_store/translation_memory.h"

namespace presstm {

class TranslationMemoryFixture : public testing::Test {
 protected:
  using Texts = std::vector<std::pair<const char*, std::string>>;

  void SetUp() override {
    const testing::TestInfo* info =
        testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(testing::TempDir()) /
              (std::string("presstm_") + info->test_suite_name() + "_" +
               info->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    Reopen();
    ASSERT_OK(tm_->CreateMemory({.name = "press"}, "tester"));
  }

  void TearDown() override {
    tm_.reset();
    std::filesystem::remove_all(folder_);
  }

  // Closes the file and opens it again.
  void Reopen() {
    tm_.reset();
    auto opened = TranslationMemory::Open(path(), {});
    ASSERT_OK(opened);
    tm_ = *std::move(opened);
  }

  std::string path() const { return (folder_ / "tm.db").string(); }

  static TranslationUnit MakeUnit(const Texts& texts) {
    TranslationUnit unit;
    for (const auto& [language, text] : texts) {
      unit.variants.push_back({.language = language, .segment = {text, {}}});
    }
    return unit;
  }

  TranslationUnit Add(TranslationUnit unit, const char* memory = "press") {
    auto result = tm_->CreateUnit(memory, std::move(unit),
                                  WriteRule::kUnspecified, "tester");
    EXPECT_THAT(result, IsOk());
    return result.ok() ? result->unit : TranslationUnit();
  }

  TranslationUnit Add(const Texts& texts, const char* memory = "press") {
    return Add(MakeUnit(texts), memory);
  }

  static LookupRequest Request(const std::string& text, const char* source,
                               const char* target) {
    return {.query = {text, {}},
            .source_language = source,
            .target_language = target,
            .memories = {{"press", 0}}};
  }

  std::vector<Match> Find(const LookupRequest& request) {
    auto response = tm_->Lookup(request, {});
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->matches : std::vector<Match>();
  }

  std::filesystem::path folder_;
  std::unique_ptr<TranslationMemory> tm_;
};

}  // namespace presstm

#endif  // TESTS_TM_STORE_TRANSLATION_MEMORY_FIXTURE_H_
