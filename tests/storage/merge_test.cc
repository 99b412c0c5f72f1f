#include "tm_store/storage/merge.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/storage/storage_fixture.h"
#include "tm_store/base/limits.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

// "zh:你好" and the like; the first is the source.
TranslationUnit Unit(const std::vector<std::string>& variants) {
  TranslationUnit unit;
  for (const std::string& variant : variants) {
    const size_t colon = variant.find(':');
    unit.variants.push_back({.language = variant.substr(0, colon),
                             .segment = {.text = variant.substr(colon + 1)}});
  }
  unit.source_language = unit.variants[0].language;
  return unit;
}

TEST(IsSameTranslationTest, ComparesSegmentsByLanguage) {
  struct Case {
    std::string name;
    std::vector<std::string> stored;
    std::vector<std::string> incoming;
    bool same;
  };
  const std::vector<Case> cases = {
      {"equal", {"zh:你好", "en:Hello"}, {"zh:你好", "en:Hello"}, true},
      {"spelled differently",
       {"zh-CN:你好", "en:Hello"},
       {"ZH_hans:你好", "EN:Hello"},
       true},
      {"other target", {"zh:你好", "en:Hello"}, {"zh:你好", "en:Hi"}, false},
      {"other source", {"zh:你好", "en:Hello"}, {"zh:您好", "en:Hello"}, false},
      {"letter case counts",
       {"zh:你好", "en:Hello"},
       {"zh:你好", "en:hello"},
       false},
      {"composition counts",
       {"ko:한", "en:H"},
       {"ko:\u1112\u1161\u11ab", "en:H"},
       false},
      {"width counts", {"zh:ＡＢ", "en:A"}, {"zh:AB", "en:A"}, false},
      {"beyond U+FFFF", {"zh:𠮷", "en:lucky"}, {"zh:𠮷", "en:lucky"}, true},
      {"other script",
       {"zh-TW:你好", "en:Hello"},
       {"zh-CN:你好", "en:Hello"},
       false},
      {"other direction",
       {"zh:你好", "en:Hello"},
       {"en:Hello", "zh:你好"},
       true},
      {"region against none",
       {"zh:你好", "en:Hello"},
       {"zh:你好", "en-GB:Hello"},
       true},
      {"two regions",
       {"zh:你好", "en-US:Hello"},
       {"zh:你好", "en-GB:Hello"},
       false},
      {"another language more",
       {"zh:你好", "en:Hello"},
       {"zh:你好", "en:Hello", "ko:안녕"},
       true},
      {"another language fewer",
       {"zh:你好", "en:Hello", "ko:안녕"},
       {"zh:你好", "ko:안녕"},
       true},
      {"contradiction in a third language",
       {"zh:你好", "en:Hello", "ko:안녕"},
       {"zh:你好", "en:Hello", "ko:여보세요"},
       false},
      {"no target shared",
       {"zh:你好", "en:Hello"},
       {"zh:你好", "ko:안녕"},
       false},
      {"synonyms in any order",
       {"zh:你好", "en:Hi", "en:Hello"},
       {"zh:你好", "en:Hello", "en:Hi"},
       true},
      {"a synonym fewer",
       {"zh:你好", "en:Hi", "en:Hello"},
       {"zh:你好", "en:Hi"},
       false},
      {"the same twice against once",
       {"zh:你好", "en:Hi", "en:Hi"},
       {"zh:你好", "en:Hi"},
       false},
      {"the region's own variant decides",
       {"zh:色", "en:color", "en-GB:colour"},
       {"zh:色", "en-GB:colour"},
       true},
      {"one language only", {"zh:你好"}, {"zh:你好"}, true},
      {"one language against two", {"zh:你好", "en:Hello"}, {"zh:你好"}, false},
      {"two languages against one",
       {"zh:你好"},
       {"zh:你好", "en:Hello"},
       false},
      {"regions of one language",
       {"en-US:color", "en-GB:colour"},
       {"en-GB:colour", "en-US:color"},
       true},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    EXPECT_EQ(IsSameTranslation(Unit(test.stored), Unit(test.incoming)),
              test.same);
  }
}

TEST(IsSameTranslationTest, ComparesInlineCodes) {
  TranslationUnit stored = Unit({"zh:你好", "en:Hello"});
  const TranslationUnit incoming = stored;
  stored.variants[0].segment.codes = {{.number = 1, .content = "<br/>"}};
  EXPECT_FALSE(IsSameTranslation(stored, incoming));
  EXPECT_TRUE(IsSameTranslation(stored, stored));
}

TEST(IsSameTranslationTest, NothingIsTheSameAsNoVariants) {
  EXPECT_FALSE(IsSameTranslation({}, {}));
  EXPECT_FALSE(IsSameTranslation(Unit({"en:a"}), {}));
}

TEST(MergeUnitsTest, AddsWhatIsMissing) {
  TranslationUnit stored = Unit({"zh:你好", "en:Hello"});
  stored.properties = {{"a", "1"}};
  stored.notes = {"n"};
  stored.contexts = {{.key = "k"}};
  stored.variants[1].notes = {"old"};
  TranslationUnit incoming = Unit({"en-GB:Hello", "zh-CN:你好", "ko:안녕"});
  incoming.properties = {{"a", "2"}, {"a", "1"}, {"a", "2"}};
  incoming.notes = {"m", "n"};
  incoming.contexts = {{.key = "l"}, {.key = "k"}};
  incoming.variants[0].notes = {"new", "old"};
  incoming.variants[0].properties = {{"p", "v"}};
  const TranslationUnit merged = MergeUnits(stored, incoming);
  EXPECT_THAT(merged, HasTexts("zh:你好 en:Hello ko:안녕"));
  EXPECT_EQ(merged.source_language, "zh");
  EXPECT_THAT(merged.properties,
              ElementsAre(Property{"a", "1"}, Property{"a", "2"}));
  EXPECT_THAT(merged.notes, ElementsAre("n", "m"));
  EXPECT_THAT(merged.contexts,
              ElementsAre(Context{.key = "k"}, Context{.key = "l"}));
  EXPECT_THAT(merged.variants[1].notes, ElementsAre("old", "new"));
  EXPECT_THAT(merged.variants[1].properties, ElementsAre(Property{"p", "v"}));
  EXPECT_EQ(MergeUnits(merged, incoming), merged);
}

TEST(MergeUnitsTest, FillsOnlyEmptyFields) {
  const TranslationUnit stored = Unit({"zh:你好", "en:Hello"});
  TranslationUnit incoming = stored;
  incoming.document = "d";
  incoming.external_id = "e";
  incoming.origin = Origin::kHuman;
  incoming.status = TranslationStatus::kApproved;
  const TranslationUnit merged = MergeUnits(stored, incoming);
  EXPECT_EQ(merged, incoming);
  TranslationUnit other = stored;
  other.document = "x";
  other.external_id = "y";
  other.origin = Origin::kMachine;
  other.status = TranslationStatus::kDraft;
  EXPECT_EQ(MergeUnits(merged, other), merged);
}

TEST(MergeUnitsTest, TakesTheEarliestCreationAndTheLatestChange) {
  struct Event {
    absl::Time time;
    std::string author;
  };
  struct Case {
    std::string name;
    Event stored;
    Event incoming;
    Event creation;
    Event change;
  };
  const absl::Time unknown = absl::InfinitePast();
  const std::vector<Case> cases = {
      {"incoming earlier",
       {Day(2), "a"},
       {Day(1), "b"},
       {Day(1), "b"},
       {Day(2), "a"}},
      {"incoming later",
       {Day(2), "a"},
       {Day(3), "b"},
       {Day(2), "a"},
       {Day(3), "b"}},
      {"incoming unknown",
       {Day(2), "a"},
       {unknown, "b"},
       {Day(2), "a"},
       {Day(2), "a"}},
      {"stored unknown",
       {unknown, "a"},
       {Day(1), "b"},
       {Day(1), "b"},
       {Day(1), "b"}},
      {"equal", {Day(2), "a"}, {Day(2), "b"}, {Day(2), "a"}, {Day(2), "a"}},
      {"equal, author known now",
       {Day(2), ""},
       {Day(2), "b"},
       {Day(2), "b"},
       {Day(2), "b"}},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    TranslationUnit stored = Unit({"zh:你好", "en:Hello"});
    stored.create_time = stored.change_time = test.stored.time;
    stored.created_by = stored.changed_by = test.stored.author;
    TranslationUnit incoming = stored;
    incoming.create_time = incoming.change_time = test.incoming.time;
    incoming.created_by = incoming.changed_by = test.incoming.author;
    const TranslationUnit merged = MergeUnits(stored, incoming);
    EXPECT_EQ(merged.create_time, test.creation.time);
    EXPECT_EQ(merged.created_by, test.creation.author);
    EXPECT_EQ(merged.change_time, test.change.time);
    EXPECT_EQ(merged.changed_by, test.change.author);
    EXPECT_EQ(MergeUnits(merged, incoming), merged);
  }
}

TEST(MergeUnitsTest, TakesTheHigherUse) {
  TranslationUnit stored = Unit({"zh:你好", "en:Hello"});
  stored.usage_count = 5;
  stored.last_used_time = Day(1);
  TranslationUnit incoming = stored;
  incoming.usage_count = 3;
  incoming.last_used_time = Day(2);
  const TranslationUnit merged = MergeUnits(stored, incoming);
  EXPECT_EQ(merged.usage_count, 5);
  EXPECT_EQ(merged.last_used_time, Day(2));
}

TEST(MergeUnitsTest, GrowsNoListBeyondTheLimit) {
  TranslationUnit stored = Unit({"zh:你好", "en:Hello"});
  TranslationUnit incoming = stored;
  for (size_t k = 0; k < kMaxContexts; ++k) {
    stored.contexts.push_back({.key = absl::StrCat("s", k)});
    incoming.contexts.push_back({.key = absl::StrCat("i", k)});
  }
  stored.contexts.pop_back();
  const TranslationUnit merged = MergeUnits(stored, incoming);
  EXPECT_THAT(merged.contexts, SizeIs(kMaxContexts));
  EXPECT_EQ(merged.contexts.back().key, "i0");
  EXPECT_EQ(MergeUnits(merged, incoming), merged);
}

TEST(SharesSourceAndTargetTest, AsksForATargetLanguageOfTheIncoming) {
  struct Case {
    std::string name;
    std::vector<std::string> stored;
    std::vector<std::string> incoming;
    bool shares;
  };
  const std::vector<Case> cases = {
      {"other target", {"zh:你好", "en:Hi"}, {"zh:你好", "en:Hello"}, true},
      {"other language",
       {"zh:你好", "ko:안녕"},
       {"zh:你好", "en:Hello"},
       false},
      {"other source", {"zh:您好", "en:Hi"}, {"zh:你好", "en:Hello"}, false},
      {"other direction", {"en:Hi", "zh:你好"}, {"zh:你好", "en:Hello"}, true},
      {"other region of the target",
       {"zh:你好", "en-US:Hi"},
       {"zh:你好", "en-GB:Hello"},
       false},
      {"no target", {"zh:你好", "en:Hi"}, {"zh:你好"}, false},
      {"the stored source is no target",
       {"en:colour"},
       {"en-GB:colour", "en-US:color"},
       false},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    EXPECT_EQ(SharesSourceAndTarget(Unit(test.stored), Unit(test.incoming)),
              test.shares);
  }
}

TEST(ReplaceUnitTest, KeepsWhatTheIncomingDoesNotSpeakOf) {
  TranslationUnit stored = Unit({"zh:你好", "en:Hi", "ko:안녕"});
  stored.id = {7};
  stored.memory_id = {2};
  stored.revision = 3;
  stored.create_time = Day(1);
  stored.created_by = "a";
  stored.document = "d";
  stored.notes = {"about Hi"};
  stored.contexts = {{.key = "k"}};
  TranslationUnit incoming = Unit({"zh:你好", "en:Hello"});
  incoming.create_time = Day(5);
  incoming.change_time = Day(6);
  incoming.external_id = "e";
  incoming.contexts = {{.key = "l"}};
  const TranslationUnit replaced = ReplaceUnit(stored, incoming);
  EXPECT_THAT(replaced, HasTexts("zh:你好 en:Hello ko:안녕"));
  EXPECT_EQ(replaced.id, stored.id);
  EXPECT_EQ(replaced.memory_id, stored.memory_id);
  EXPECT_EQ(replaced.revision, 3);
  EXPECT_EQ(replaced.create_time, Day(1));
  EXPECT_EQ(replaced.created_by, "a");
  EXPECT_EQ(replaced.change_time, Day(6));
  EXPECT_EQ(replaced.document, "d");
  EXPECT_EQ(replaced.external_id, "e");
  EXPECT_THAT(replaced.notes, SizeIs(0));
  EXPECT_THAT(replaced.contexts,
              ElementsAre(Context{.key = "k"}, Context{.key = "l"}));
}

TEST(RemoveSharedTargetsTest, LeavesSourceAndOtherLanguages) {
  const TranslationUnit incoming = Unit({"zh:你好", "en:Hello"});
  const TranslationUnit rest =
      RemoveSharedTargets(Unit({"en-GB:Hi", "zh:你好", "ko:안녕"}), incoming);
  EXPECT_THAT(rest, HasTexts("zh:你好 ko:안녕"));
  EXPECT_FALSE(HasOnlySourceLanguage(rest, incoming));
  EXPECT_TRUE(HasOnlySourceLanguage(
      RemoveSharedTargets(Unit({"zh:你好", "en:Hi"}), incoming), incoming));
}

}  // namespace
}  // namespace presstm
