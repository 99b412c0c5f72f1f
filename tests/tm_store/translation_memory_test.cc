#include "tm_store/translation_memory.h"

#include <thread>

#include "gmock/gmock.h"
#include "tests/tm_store/translation_memory_fixture.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using TranslationMemoryTest = TranslationMemoryFixture;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

TEST_F(TranslationMemoryTest, KeepsUnitsAcrossReopening) {
  const TranslationUnit added =
      Add({{"en", "Good morning"}, {"zh-CN", "早上好"}, {"ko", "좋은 아침"}});
  Reopen();
  ASSERT_OK_AND_ASSIGN(const TranslationUnit read,
                       tm_->GetUnit("press", added.id));
  EXPECT_EQ(read, added);
  EXPECT_THAT(Find(Request("좋은 아침", "ko", "zh")), SizeIs(1));
}

TEST_F(TranslationMemoryTest, AWrittenUnitIsFoundAtOnceInAnyDirection) {
  Add({{"en", "Good morning"}, {"zh-CN", "早上好"}, {"ko", "좋은 아침"}});
  const struct {
    const char* text;
    const char* source;
    const char* target;
    const char* found;
  } kCases[] = {
      {"Good morning", "en", "zh", "早上好"},
      {"Good morning", "en", "ko", "좋은 아침"},
      {"早上好", "zh", "en", "Good morning"},
      {"早上好", "zh", "ko", "좋은 아침"},
      {"좋은 아침", "ko", "en", "Good morning"},
      {"좋은 아침", "ko", "zh-Hans", "早上好"},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.found);
    const auto matches = Find(Request(test.text, test.source, test.target));
    ASSERT_THAT(matches, SizeIs(1));
    EXPECT_EQ(matches[0].score, 100);
    EXPECT_EQ(matches[0].target.segment.text, test.found);
  }
}

TEST_F(TranslationMemoryTest, AChangedUnitIsFoundByItsNewTextOnly) {
  TranslationUnit unit = Add({{"en", "the old text"}, {"ko", "옛 글"}});
  unit.variants[0].segment.text = "something entirely different";
  ASSERT_OK(tm_->UpdateUnit("press", unit, unit.revision, "tester"));
  EXPECT_THAT(Find(Request("the old text", "en", "ko")), IsEmpty());
  EXPECT_THAT(Find(Request("something entirely different", "en", "ko")),
              SizeIs(1));
  ASSERT_OK(tm_->DeleteUnit("press", unit.id, 0, "tester"));
  EXPECT_THAT(Find(Request("something entirely different", "en", "ko")),
              IsEmpty());
}

TEST_F(TranslationMemoryTest, AChangeOfCaseOnlyStaysFound) {
  TranslationUnit unit = Add({{"en", "Case"}, {"ko", "글"}});
  unit.variants[0].segment.text = "case";
  ASSERT_OK(tm_->UpdateUnit("press", unit, 0, "tester"));
  const auto matches = Find(Request("case", "en", "ko"));
  ASSERT_THAT(matches, SizeIs(1));
  EXPECT_EQ(matches[0].score, 100);
}

TEST_F(TranslationMemoryTest, KeepNewestLetsATranslatorCorrectWhatIsStored) {
  const auto write = [this](const char* target) {
    return tm_
        ->CreateUnit("press", MakeUnit({{"en", "Kn"}, {"ko", target}}),
                     WriteRule::kKeepNewest, "tester")
        ->outcome;
  };
  EXPECT_EQ(write("갑"), WriteOutcome::kAdded);
  EXPECT_EQ(write("을"), WriteOutcome::kReplaced);
  // A file without dates may be as old as the hills.
  EXPECT_EQ(tm_->ImportUnits("press", {MakeUnit({{"en", "Kn"}, {"ko", "병"}})},
                             WriteRule::kKeepNewest, "tester")
                ->front()
                .value(),
            WriteOutcome::kSkipped);
}

TEST_F(TranslationMemoryTest, ABatchStoresTheGoodAndNamesTheBad) {
  std::vector<TranslationUnit> units = {
      MakeUnit({{"en", "one"}, {"ko", "하나"}}),
      MakeUnit({{"en", "  "}, {"ko", "둘"}}),
      MakeUnit({{"en", "three"}, {"ko", "셋"}})};
  ASSERT_OK_AND_ASSIGN(
      const auto results,
      tm_->CreateUnits("press", units, WriteRule::kUnspecified, "tester"));
  ASSERT_THAT(results, SizeIs(3));
  EXPECT_OK(results[0]);
  EXPECT_THAT(results[1], IsError(kInvalid, ErrorReason::kSegmentEmpty));
  EXPECT_EQ(GetErrorField(results[1].status()), "variants[0].segment.text");
  EXPECT_OK(results[2]);
  EXPECT_THAT(tm_->ListUnits("press", {}, {}, 10).value(), SizeIs(2));
}

// Large enough for its languages to be indexed side by side.
TEST_F(TranslationMemoryTest, AllOfALargeBatchIsFoundAtOnce) {
  constexpr int kCount = 1'500;
  std::vector<TranslationUnit> units;
  for (int k = 0; k < kCount; ++k) {
    const std::string name = "x" + std::to_string(k) + "y";
    units.push_back(MakeUnit({{"en", "The " + name},
                              {"ko", name + " 문장"},
                              {"zh-CN", name + "句"},
                              {"zh-TW", name + "語句"}}));
  }
  ASSERT_OK(tm_->CreateUnits("press", units, WriteRule::kKeepAll, "tester"));
  for (int k = 0; k < kCount; k += 7) {
    const TranslationUnit& unit = units[static_cast<size_t>(k)];
    for (const auto& [source, target] :
         {std::pair(0, "zh-TW"), std::pair(1, "en"), std::pair(3, "ko")}) {
      const Variant& variant = unit.variants[static_cast<size_t>(source)];
      LookupRequest request =
          Request(variant.segment.text, variant.language.c_str(), target);
      request.threshold = 100;
      ASSERT_THAT(Find(request), SizeIs(1)) << variant.segment.text;
    }
  }
}

TEST_F(TranslationMemoryTest, RefusesWhatIsNotValid) {
  const struct {
    const char* name;
    TranslationUnit unit;
    ErrorReason reason;
  } kCases[] = {
      {"no variants", MakeUnit({}), ErrorReason::kInvalidArgument},
      {"unknown language", MakeUnit({{"xx", "a"}, {"ko", "b"}}),
       ErrorReason::kUnknownLanguage},
      {"empty segment", MakeUnit({{"en", ""}, {"ko", "b"}}),
       ErrorReason::kSegmentEmpty},
      {"invalid UTF-8", MakeUnit({{"en", "a\xFFz"}, {"ko", "b"}}),
       ErrorReason::kInvalidUtf8},
      {"control character", MakeUnit({{"en", "a\x0bz"}, {"ko", "b"}}),
       ErrorReason::kInvalidArgument},
      {"no character", MakeUnit({{"en", "a"}, {"ko", "\xEF\xBF\xBE"}}),
       ErrorReason::kInvalidArgument},
      {"1 MB", MakeUnit({{"en", std::string(1'000'000, 'a')}, {"ko", "b"}}),
       ErrorReason::kSegmentTooLong},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.name);
    EXPECT_THAT(
        tm_->CreateUnit("press", test.unit, WriteRule::kUnspecified, "tester"),
        IsError(kInvalid, test.reason));
  }
  EXPECT_THAT(tm_->ListUnits("press", {}, {}, 10).value(), IsEmpty());
  // Full-width signs begin with the same byte; white space is no fault.
  EXPECT_OK(tm_->CreateUnit("press",
                            MakeUnit({{"en", "a\tb\n"}, {"zh", "（）"}}),
                            WriteRule::kUnspecified, "tester"));
}

TEST_F(TranslationMemoryTest, NamesAnUnknownMemory) {
  const auto code = absl::StatusCode::kNotFound;
  const auto reason = ErrorReason::kMemoryNotFound;
  EXPECT_THAT(tm_->GetMemory("none"), IsError(code, reason));
  EXPECT_THAT(tm_->DeleteMemory("none", 0, "tester"), IsError(code, reason));
  EXPECT_THAT(tm_->ListUnits("none", {}, {}, 1), IsError(code, reason));
  LookupRequest request = Request("a", "en", "ko");
  request.memories = {{"none", 0}};
  EXPECT_THAT(tm_->Lookup(request, {}), IsError(code, reason));
}

TEST_F(TranslationMemoryTest, AChangedMemoryCountsForTheNextLookUp) {
  Add({{"en", "a b c"}, {"ko", "가"}});
  ASSERT_OK_AND_ASSIGN(const PreparedLookup lookup,
                       tm_->PrepareLookup(Request("", "en", "ko")));
  const auto score = [&]() -> absl::StatusOr<int> {
    auto response = lookup.Run({.segment = {"a b c", {}}}, {});
    if (!response.ok()) return response.status();
    return response->matches.empty() ? 0 : response->matches[0].score;
  };
  EXPECT_EQ(score().value(), 100);
  ASSERT_OK(tm_->UpdateMemory({.name = "press", .default_penalty = 8}, "t"));
  EXPECT_EQ(score().value(), 92);
  ASSERT_OK(tm_->DeleteMemory("press", 0, "t"));
  EXPECT_THAT(score(), IsError(absl::StatusCode::kNotFound,
                               ErrorReason::kMemoryNotFound));
  ASSERT_OK(tm_->CreateMemory({.name = "press"}, "t"));
  EXPECT_EQ(score().value(), 0);
}

TEST_F(TranslationMemoryTest, AUnitBelongsToItsMemory) {
  ASSERT_OK(tm_->CreateMemory({.name = "other"}, "tester"));
  const TranslationUnit unit = Add({{"en", "a"}, {"ko", "b"}});
  const auto not_found = IsError(absl::StatusCode::kNotFound,
                                 ErrorReason::kTranslationUnitNotFound);
  EXPECT_THAT(tm_->GetUnit("other", unit.id), not_found);
  EXPECT_THAT(tm_->UpdateUnit("other", unit, 0, "tester"), not_found);
  EXPECT_THAT(tm_->DeleteUnit("other", unit.id, 0, "tester"), not_found);
  EXPECT_OK(tm_->GetUnit("press", unit.id));
}

TEST_F(TranslationMemoryTest, ADeletedMemoryTakesItsUnitsAlong) {
  Add({{"en", "a sentence"}, {"ko", "문장"}});
  ASSERT_OK(tm_->DeleteMemory("press", 0, "tester"));
  ASSERT_OK(tm_->CreateMemory({.name = "press"}, "tester"));
  EXPECT_THAT(Find(Request("a sentence", "en", "ko")), IsEmpty());
}

TEST_F(TranslationMemoryTest, MemoryNamesAreChecked) {
  for (const char* name :
       {"", "A", "a_b", "1a", "a-", "-a", "한글", "a b", "\xFF"}) {
    SCOPED_TRACE(name);
    EXPECT_THAT(tm_->CreateMemory({.name = name}, "tester"), IsCode(kInvalid));
  }
  EXPECT_OK(tm_->CreateMemory({.name = std::string(63, 'a')}, "tester"));
  EXPECT_THAT(tm_->CreateMemory({.name = std::string(64, 'a')}, "tester"),
              IsCode(kInvalid));
}

TEST_F(TranslationMemoryTest, LookUpsGoOnWhileUnitsAreWritten) {
  Add({{"en", "the sentence that is always there"}, {"ko", "항상 있는 문장"}});
  std::thread writer([this] {
    for (int k = 0; k < 60; ++k) {
      Add({{"en", "sentence number " + std::to_string(k)}, {"ko", "문장"}});
    }
  });
  for (int k = 0; k < 60; ++k) {
    EXPECT_THAT(Find(Request("the sentence that is always there", "en", "ko")),
                testing::Not(IsEmpty()));
  }
  writer.join();
  EXPECT_EQ(tm_->GetMemory("press")->translation_unit_count, 61);
}

}  // namespace
}  // namespace presstm
