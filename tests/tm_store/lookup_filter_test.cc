// Which units a look-up may propose, and in what order equal ones come.
#include <functional>
#include <set>

#include "gmock/gmock.h"
#include "tests/tm_store/translation_memory_fixture.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

absl::Time Day(int day) {
  return absl::FromCivil(absl::CivilDay(2025, 3, day), absl::UTCTimeZone());
}

class LookupFilterTest : public TranslationMemoryFixture {
 protected:
  using Change = std::function<void(LookupRequest&)>;

  // Adds one more translation of `text`.
  void AddTarget(const std::string& target,
                 const std::function<void(TranslationUnit&)>& change) {
    TranslationUnit unit =
        MakeUnit({{"en", "Press conference"}, {"ko", target}});
    change(unit);
    Add(unit);
  }

  std::vector<std::string> Targets(const Change& change) {
    LookupRequest request = Request("Press conference", "en", "ko");
    change(request);
    std::vector<std::string> targets;
    for (const Match& match : Find(request)) {
      targets.push_back(match.target.segment.text);
    }
    return targets;
  }
};

TEST_F(LookupFilterTest, EachPartRestricts) {
  AddTarget("가", [](auto& u) {
    u.document = "speech.docx";
    u.origin = Origin::kHuman;
    u.created_by = "김";
    u.changed_by = "이";
    u.change_time = Day(1);
    u.properties = {{"project", "summit"}, {"client", "cgtn"}};
  });
  AddTarget("나", [](auto& u) {
    u.document = "report.docx";
    u.origin = Origin::kMachine;
    u.created_by = "李";
    u.changed_by = "李";
    u.change_time = Day(2);
    u.properties = {{"project", "summit"}, {"client", "kbs"}};
  });
  const struct {
    const char* name;
    std::function<void(LookupFilter&)> change;
    std::vector<std::string> targets;
  } kCases[] = {
      {"nothing", [](auto&) {}, {"가", "나"}},
      {"document", [](auto& f) { f.documents = {"speech.docx"}; }, {"가"}},
      {"documents",
       [](auto& f) {
         f.documents = {"speech.docx", "report.docx"};
       },
       {"가", "나"}},
      {"another document", [](auto& f) { f.documents = {"Speech.docx"}; }, {}},
      {"property",
       [](auto& f) {
         f.properties = {{"project", "summit"}};
       },
       {"가", "나"}},
      {"all properties",
       [](auto& f) {
         f.properties = {{"project", "summit"}, {"client", "kbs"}};
       },
       {"나"}},
      {"value of another key",
       [](auto& f) {
         f.properties = {{"client", "summit"}};
       },
       {}},
      {"origin", [](auto& f) { f.origins = {Origin::kMachine}; }, {"나"}},
      {"who made it", [](auto& f) { f.authors = {"김"}; }, {"가"}},
      {"who changed it", [](auto& f) { f.authors = {"이"}; }, {"가"}},
      {"authors",
       [](auto& f) {
         f.authors = {"이", "李"};
       },
       {"가", "나"}},
      {"from", [](auto& f) { f.change_time_from = Day(2); }, {"나"}},
      {"before", [](auto& f) { f.change_time_before = Day(2); }, {"가"}},
      {"parts that exclude each other",
       [](auto& f) {
         f.documents = {"speech.docx"};
         f.origins = {Origin::kMachine};
       },
       {}},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.name);
    const auto targets =
        Targets([&](LookupRequest& r) { test.change(r.filter); });
    EXPECT_EQ(std::set<std::string>(targets.begin(), targets.end()),
              std::set<std::string>(test.targets.begin(), test.targets.end()));
  }
}

// What a filter holds back is not there for anything else, either.
TEST_F(LookupFilterTest, WhatIsHeldBackMakesNothingAmbiguous) {
  AddTarget("가", [](auto& u) { u.document = "a"; });
  AddTarget("나", [](auto& u) { u.document = "b"; });
  LookupRequest request = Request("Press conference", "en", "ko");
  request.filter.documents = {"b"};
  const auto matches = Find(request);
  ASSERT_THAT(matches, SizeIs(1));
  EXPECT_EQ(matches[0].score, 100);
  EXPECT_THAT(matches[0].penalties, IsEmpty());
}

// One unit among many that are as good must be found, and soon.
TEST_F(LookupFilterTest, FindsTheOneThatPassesAmongMany) {
  for (int k = 0; k < 500; ++k) {
    AddTarget("대상 " + std::to_string(k),
              [k](auto& u) { u.document = std::to_string(k); });
  }
  EXPECT_THAT(Targets([](auto& r) {
                r.filter.documents = {"321"};
                r.limit = 1;
              }),
              ElementsAre("대상 321"));
}

TEST_F(LookupFilterTest, RanksPreferredPropertiesBeforeNewerUnits) {
  AddTarget("가", [](auto& u) {
    u.change_time = Day(1);
    u.properties = {{"client", "cgtn"}, {"project", "summit"}};
  });
  AddTarget("나", [](auto& u) {
    u.change_time = Day(2);
    u.properties = {{"client", "cgtn"}};
  });
  AddTarget("다", [](auto& u) { u.change_time = Day(3); });
  EXPECT_THAT(Targets([](auto&) {}), ElementsAre("다", "나", "가"));
  EXPECT_THAT(
      Targets([](auto& r) {
        r.preferred_properties = {{"client", "cgtn"}, {"project", "summit"}};
      }),
      ElementsAre("가", "나", "다"));
}

TEST_F(LookupFilterTest, ExcludesExactMatchesOnly) {
  Add({{"en", "Press conference"}, {"ko", "가"}});
  Add({{"en", "press conference"}, {"ko", "나"}});
  Add({{"en", "Press conferences"}, {"ko", "다"}});
  EXPECT_THAT(Targets([](auto& r) { r.exclude_exact = true; }),
              ElementsAre("나", "다"));
  EXPECT_THAT(Targets([](auto& r) {
                r.exclude_exact = true;
                r.limit = 1;
              }),
              ElementsAre("나"));
}

TEST_F(LookupFilterTest, RegionsArePreferredRequiredOrIgnored) {
  const auto add = [&](const char* language, const char* target, int day) {
    TranslationUnit unit = MakeUnit({{"en", "colour"}, {language, target}});
    unit.change_time = Day(day);
    Add(unit);
  };
  add("zh-TW", "顏色甲", 1);
  add("zh-HK", "顏色乙", 2);
  add("zh-Hant", "顏色丙", 3);
  const auto targets = [&](RegionPreference preference) {
    LookupRequest request = Request("colour", "en", "zh-TW");
    request.region_preference = preference;
    std::vector<std::string> texts;
    for (const Match& match : Find(request)) {
      texts.push_back(match.target.segment.text);
    }
    return texts;
  };
  EXPECT_THAT(targets(RegionPreference::kPrefer),
              ElementsAre("顏色甲", "顏色丙", "顏色乙"));
  EXPECT_THAT(targets(RegionPreference::kRequire), ElementsAre("顏色甲"));
  EXPECT_THAT(targets(RegionPreference::kIgnore),
              ElementsAre("顏色丙", "顏色乙", "顏色甲"));
}

TEST_F(LookupFilterTest, ARequiredRegionCountsForTheSourceToo) {
  Add({{"en-GB", "colour"}, {"ko", "색"}});
  Add({{"en-US", "colour"}, {"ko", "색깔"}});
  LookupRequest request = Request("colour", "en-GB", "ko");
  request.region_preference = RegionPreference::kRequire;
  const auto matches = Find(request);
  ASSERT_THAT(matches, SizeIs(1));
  EXPECT_EQ(matches[0].target.segment.text, "색");
}

TEST_F(LookupFilterTest, NamesTheFieldAtFault) {
  const auto expect_field = [&](const char* field, const Change& change) {
    LookupRequest request = Request("a", "en", "ko");
    change(request);
    const auto response = tm_->Lookup(request, {});
    EXPECT_THAT(response, IsCode(absl::StatusCode::kInvalidArgument)) << field;
    EXPECT_EQ(GetErrorField(response.status()), field);
  };
  expect_field("filter.documents[0]",
               [](auto& r) { r.filter.documents = {"\xC0"}; });
  expect_field("filter.documents",
               [](auto& r) { r.filter.documents.resize(1001); });
  expect_field("filter.properties[0]", [](auto& r) {
    r.filter.properties = {{"k", "\xC0"}};
  });
  expect_field("filter.authors[1]", [](auto& r) {
    r.filter.authors = {"", "\xC0"};
  });
  expect_field("filter.change_time_before", [](auto& r) {
    r.filter.change_time_from = Day(2);
    r.filter.change_time_before = Day(2);
  });
  expect_field("pivot_language_codes[0]",
               [](auto& r) { r.pivot_languages = {"xx"}; });
  expect_field("pivot_language_codes",
               [](auto& r) { r.pivot_languages.resize(9, "en"); });
  expect_field("preferred_properties[0]", [](auto& r) {
    r.preferred_properties = {{"\xC0", ""}};
  });
  expect_field("penalty_settings", [](auto& r) { r.penalties.pivot = 101; });
}

}  // namespace
}  // namespace presstm
