#include "tm_store/storage/tm_database.h"

#include <limits>
#include <string>
#include <vector>

#include "tests/storage/storage_fixture.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using TmDatabaseTest = StorageTest;

TranslationUnit FullUnit() {
  return {.source_language = "ZH_cn",
          .variants = {{.language = "ZH_cn",
                        .segment = {.text = "𠮷野家 “引号” \t\n",
                                    .codes = {{.kind = InlineCodeKind::kOpen,
                                               .position_bytes = 4,
                                               .number = 1,
                                               .content = "<b>",
                                               .element = TmxElement::kBpt,
                                               .i = "1"}}},
                        .properties = {{"p", "v"}, {"p", "v"}, {"", ""}},
                        .notes = {"笔记", ""}},
                       {.language = "ko-KR",
                        .segment = {.text = "\u1112\u1161\u11ab 한 ＡＢＣ"},
                        .notes = {"k"}},
                       {.language = "ko-KR", .segment = {.text = "둘째"}}},
          .properties = {{"client", "CGTN"}, {"a", "1"}},
          .notes = {"n2", "n1"},
          .contexts = {{.language = "zh", .previous_text = "前"},
                       {.next_text = "后", .key = "k"}},
          .document = "a.docx",
          .external_id = "x-1",
          .origin = Origin::kAligned,
          .status = TranslationStatus::kApproved,
          .create_time = absl::FromUnixMicros(-1),
          .created_by = "李",
          .change_time = Day(3),
          .changed_by = "kim",
          .usage_count = std::numeric_limits<int64_t>::max(),
          .last_used_time = Day(4)};
}

TEST_F(TmDatabaseTest, KeepsEveryFieldOfAUnit) {
  OpenWithMemory();
  const WriteResult written = Write(FullUnit());
  EXPECT_EQ(written.outcome, WriteOutcome::kAdded);
  TranslationUnit expected = FullUnit();
  expected.id = written.unit.id;
  expected.memory_id = memory_;
  expected.revision = 1;
  EXPECT_EQ(written.unit, expected);
  Open();
  ASSERT_OK_AND_ASSIGN(const TranslationUnit read,
                       db_->GetUnit(written.unit.id));
  EXPECT_EQ(read, expected);
}

TEST_F(TmDatabaseTest, KeepsTextsOfEveryKind) {
  OpenWithMemory();
  const std::vector<std::string> texts = {
      "新华社北京电",
      "안녕하세요",
      "\u1112\u1161\u11ab",  // decomposed 한
      "한",
      "plain English",
      "ＡＢＣ１２３ABC123",
      "繁體與简体",
      "𠮷𝄞😀👨‍👩‍👧",
      "x",
      "\u200b\ufeff",
      std::string("NUL \0 inside", 12),
      std::string(64 * 1024, 'a'),
  };
  std::vector<TranslationUnitId> ids;
  for (const std::string& text : texts) {
    ids.push_back(Write(ZhEn(text, "en of it")).unit.id);
  }
  Open();
  ASSERT_OK_AND_ASSIGN(const std::vector<TranslationUnit> read,
                       db_->GetUnits(ids));
  ASSERT_THAT(read, SizeIs(texts.size()));
  for (size_t k = 0; k < texts.size(); ++k) {
    EXPECT_EQ(read[k].variants[0].segment.text, texts[k]);
    EXPECT_EQ(read[k].variants[1].segment.text, "en of it");
  }
}

TEST_F(TmDatabaseTest, FillsInTimesAndAuthorsOfNewUnits) {
  OpenWithMemory();
  const TranslationUnit now = Write(ZhEn("一", "one")).unit;
  EXPECT_EQ(now.create_time, clock_.Now());
  EXPECT_EQ(now.change_time, clock_.Now());
  EXPECT_EQ(now.created_by, "writer");
  EXPECT_EQ(now.changed_by, "writer");
  TranslationUnit dated = ZhEn("二", "two");
  dated.change_time = Day(2);
  dated.changed_by = "bob";
  dated = Write(dated).unit;
  EXPECT_EQ(dated.create_time, Day(2));
  EXPECT_EQ(dated.created_by, "");
  EXPECT_EQ(dated.changed_by, "bob");
}

TEST_F(TmDatabaseTest, ReturnsUnitsInTheOrderAskedFor) {
  OpenWithMemory();
  const TranslationUnitId one = Write(ZhEn("一", "one")).unit.id;
  const TranslationUnitId two = Write(ZhEn("二", "two")).unit.id;
  ASSERT_OK_AND_ASSIGN(const auto units, db_->GetUnits({two, {99}, one, two}));
  EXPECT_THAT(units, ElementsAre(HasTexts("zh-CN:二 en:two"),
                                 HasTexts("zh-CN:一 en:one"),
                                 HasTexts("zh-CN:二 en:two")));
  EXPECT_THAT(db_->GetUnit({99}),
              IsError(absl::StatusCode::kNotFound,
                      ErrorReason::kTranslationUnitNotFound));
}

TEST_F(TmDatabaseTest, NeverReusesIds) {
  OpenWithMemory();
  const TranslationUnitId first = Write(ZhEn("一", "one")).unit.id;
  {
    auto transaction = *db_->BeginWrite("x");
    ASSERT_OK(transaction->Delete(first, 0));
    ASSERT_OK(transaction->Commit());
  }
  Open();
  EXPECT_GT(Write(ZhEn("一", "one")).unit.id, first);
}

TEST_F(TmDatabaseTest, UpdatesAndBumpsTheRevision) {
  OpenWithMemory();
  TranslationUnit unit = Write(FullUnit()).unit;
  unit.variants.pop_back();
  unit.variants[0].notes = {"other"};
  unit.contexts = {{.key = "new"}};
  unit.properties.clear();
  clock_.Advance(absl::Hours(1));
  auto transaction = *db_->BeginWrite("editor");
  ASSERT_OK_AND_ASSIGN(const TranslationUnit updated,
                       transaction->Update(unit, 1));
  ASSERT_OK(transaction->Commit());
  EXPECT_EQ(updated.revision, 2);
  EXPECT_EQ(updated.change_time, clock_.Now());
  EXPECT_EQ(updated.changed_by, "editor");
  EXPECT_EQ(updated.create_time, unit.create_time);
  EXPECT_EQ(updated.contexts, unit.contexts);
  ASSERT_OK_AND_ASSIGN(const TranslationUnit read, db_->GetUnit(unit.id));
  EXPECT_EQ(read, updated);
}

TEST_F(TmDatabaseTest, AnUpdateThatChangesNothingKeepsTheRevision) {
  OpenWithMemory();
  const TranslationUnit unit = Write(FullUnit()).unit;
  auto transaction = *db_->BeginWrite("editor");
  ASSERT_OK_AND_ASSIGN(const TranslationUnit updated,
                       transaction->Update(unit, 0));
  EXPECT_EQ(updated, unit);
  EXPECT_THAT(transaction->changes(), IsEmpty());
}

TEST_F(TmDatabaseTest, RefusesStaleRevisions) {
  OpenWithMemory();
  TranslationUnit unit = Write(ZhEn("一", "one")).unit;
  unit.document = "d";
  auto transaction = *db_->BeginWrite("editor");
  const auto mismatch =
      IsError(absl::StatusCode::kAborted, ErrorReason::kEtagMismatch);
  EXPECT_THAT(transaction->Update(unit, 7), mismatch);
  EXPECT_THAT(transaction->Delete(unit.id, 7), mismatch);
  const auto not_found = IsError(absl::StatusCode::kNotFound,
                                 ErrorReason::kTranslationUnitNotFound);
  EXPECT_THAT(transaction->Delete({99}, 0), not_found);
  unit.id = {99};
  EXPECT_THAT(transaction->Update(unit, 0), not_found);
  // None of these ends the transaction.
  unit.id = AllUnits()[0].id;
  EXPECT_OK(transaction->Update(unit, 1));
  EXPECT_OK(transaction->Commit());
}

TEST_F(TmDatabaseTest, RefusesAnUnknownMemory) {
  OpenWithMemory();
  TranslationUnit unit = ZhEn("一", "one");
  unit.memory_id = {77};
  auto transaction = *db_->BeginWrite("x");
  EXPECT_THAT(
      transaction->Write(unit, WriteRule::kUnspecified),
      IsError(absl::StatusCode::kNotFound, ErrorReason::kMemoryNotFound));
}

TEST_F(TmDatabaseTest, ManagesMemories) {
  Open();
  const Memory asked = {.name = "cgtn-2025",
                        .display_name = "新闻 2025",
                        .description = "뉴스",
                        .default_penalty = 3,
                        .write_rule = WriteRule::kKeepNewest,
                        .checks_quality = true};
  Memory created;
  {
    auto transaction = *db_->BeginWrite("x");
    ASSERT_OK_AND_ASSIGN(created, transaction->CreateMemory(asked));
    EXPECT_THAT(
        transaction->CreateMemory(asked),
        IsError(absl::StatusCode::kAlreadyExists, ErrorReason::kMemoryExists));
    ASSERT_OK(transaction->Commit());
  }
  Memory expected = asked;
  expected.id = created.id;
  expected.create_time = clock_.Now();
  expected.revision = 1;
  EXPECT_EQ(created, expected);
  created.display_name = "other";
  created.name = "names do not change";
  created.write_rule = WriteRule::kUnspecified;
  created.checks_quality = false;
  {
    auto transaction = *db_->BeginWrite("x");
    ASSERT_OK(transaction->UpdateMemory(created));
    EXPECT_THAT(
        transaction->UpdateMemory({.id = {50}}),
        IsError(absl::StatusCode::kNotFound, ErrorReason::kMemoryNotFound));
    ASSERT_OK(transaction->Commit());
  }
  Open();
  expected.display_name = "other";
  expected.revision = 2;
  expected.write_rule = WriteRule::kKeepAll;
  expected.checks_quality = false;
  ASSERT_OK_AND_ASSIGN(const Memory read, db_->GetMemory("cgtn-2025"));
  EXPECT_EQ(read, expected);
  EXPECT_THAT(db_->GetMemory("other"), IsError(absl::StatusCode::kNotFound,
                                               ErrorReason::kMemoryNotFound));
}

TEST_F(TmDatabaseTest, ListsMemoriesByName) {
  Open();
  for (const char* name : {"c", "a", "b"}) CreateMemory(name);
  const auto names = [&](const std::string& after, int limit) {
    std::vector<std::string> result;
    const std::vector<Memory> memories = *db_->ListMemories(after, limit);
    for (const Memory& memory : memories) {
      result.push_back(memory.name);
    }
    return result;
  };
  EXPECT_THAT(names("", 10), ElementsAre("a", "b", "c"));
  EXPECT_THAT(names("", 2), ElementsAre("a", "b"));
  EXPECT_THAT(names("b", 2), ElementsAre("c"));
  EXPECT_THAT(names("c", 2), IsEmpty());
  EXPECT_THAT(names("", 0), IsEmpty());
  EXPECT_THAT(names("", -1), IsEmpty());
}

TEST_F(TmDatabaseTest, DeletesAMemoryWithItsUnitsOnly) {
  OpenWithMemory();
  const TranslationUnit gone = Write(FullUnit()).unit;
  const MemoryId other = CreateMemory("other");
  TranslationUnit kept = FullUnit();
  kept.memory_id = other;
  kept = Write(kept).unit;
  {
    auto transaction = *db_->BeginWrite("x");
    EXPECT_THAT(
        transaction->DeleteMemory({99}, 0),
        IsError(absl::StatusCode::kNotFound, ErrorReason::kMemoryNotFound));
    ASSERT_OK(transaction->DeleteMemory(memory_, 0));
    EXPECT_THAT(transaction->changes(), IsEmpty());
    ASSERT_OK(transaction->Commit());
  }
  EXPECT_THAT(db_->GetMemory("m"), IsCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(db_->GetUnit(gone.id), IsCode(absl::StatusCode::kNotFound));
  ASSERT_OK_AND_ASSIGN(const TranslationUnit read, db_->GetUnit(kept.id));
  EXPECT_EQ(read, kept);
  EXPECT_THAT(Rows("SELECT DISTINCT translation_unit_id FROM property "
                   "UNION SELECT translation_unit_id FROM note "
                   "UNION SELECT translation_unit_id FROM context "
                   "UNION SELECT translation_unit_id FROM variant",
                   1),
              ElementsAre(std::to_string(kept.id.value)));
  EXPECT_GT(CreateMemory("m"), other);
}

TEST_F(TmDatabaseTest, CountsUnits) {
  OpenWithMemory();
  const auto count = [&] {
    return db_->GetMemory("m")->translation_unit_count;
  };
  EXPECT_EQ(count(), 0);
  const TranslationUnitId one = Write(ZhEn("一", "one")).unit.id;
  Write(ZhEn("二", "two"));
  Write(ZhEn("二", "two"));
  EXPECT_EQ(count(), 2);
  {
    auto transaction = *db_->BeginWrite("x");
    ASSERT_OK(transaction->Delete(one, 1));
    ASSERT_OK(transaction->Write(
        {.memory_id = memory_,
         .variants = {{.language = "en", .segment = {.text = "x"}}}},
        WriteRule::kUnspecified));
    ASSERT_OK_AND_ASSIGN(const Memory inside,
                         transaction->UpdateMemory({.id = memory_}));
    EXPECT_EQ(inside.translation_unit_count, 2);
    ASSERT_OK(transaction->Delete({3}, 0));
    EXPECT_EQ(count(), 2);  // Readers see it only when it is committed.
    ASSERT_OK(transaction->Commit());
  }
  EXPECT_EQ(count(), 1);
  Open();
  EXPECT_EQ(count(), 1);
}

TEST_F(TmDatabaseTest, ListsUnitsById) {
  OpenWithMemory();
  std::vector<TranslationUnitId> ids;
  for (const char* text : {"一", "二", "三", "四"}) {
    ids.push_back(Write(ZhEn(text, "x")).unit.id);
  }
  TranslationUnit elsewhere = ZhEn("五", "x");
  elsewhere.memory_id = CreateMemory("other");
  Write(elsewhere);
  ASSERT_OK_AND_ASSIGN(const auto page, db_->ListUnits(memory_, {}, ids[0], 2));
  EXPECT_THAT(
      page, ElementsAre(HasTexts("zh-CN:二 en:x"), HasTexts("zh-CN:三 en:x")));
  ASSERT_OK_AND_ASSIGN(const auto rest,
                       db_->ListUnits(memory_, {}, page.back().id, 2));
  EXPECT_THAT(rest, SizeIs(1));
  EXPECT_THAT(*db_->ListUnits(memory_, {}, rest.back().id, 2), IsEmpty());
  EXPECT_THAT(*db_->ListUnits(memory_, {}, {}, 0), IsEmpty());
  EXPECT_THAT(*db_->ListUnits({99}, {}, {}, 9), IsEmpty());
}

TEST_F(TmDatabaseTest, FiltersListings) {
  OpenWithMemory();
  TranslationUnit a = Bilingual("zh-TW", "臺北 100%", "en-GB", "Taipei_a");
  a.document = "one.docx";
  Write(a);
  TranslationUnit b = Bilingual("zh-CN", "北京", "ko", "베이징");
  b.document = "two.docx";
  Write(b);
  struct Case {
    std::string name;
    UnitFilter filter;
    std::vector<std::string> sources;
  };
  const std::vector<Case> cases = {
      {"none", {}, {"臺北 100%", "北京"}},
      {"document", {.document = "two.docx"}, {"北京"}},
      {"no such document", {.document = "two"}, {}},
      {"language in either script", {.language = "zh"}, {"臺北 100%", "北京"}},
      {"language in one script", {.language = "ZH_hk"}, {"臺北 100%"}},
      {"language of one", {.language = "kor"}, {"北京"}},
      {"another region", {.language = "en-US"}, {"臺北 100%"}},
      {"no such language", {.language = "fr"}, {}},
      {"text in any variant", {.text = "이징"}, {"北京"}},
      {"text in both", {.text = "北"}, {"臺北 100%", "北京"}},
      {"text as is", {.text = "taipei"}, {}},
      {"text is no pattern", {.text = "%"}, {"臺北 100%"}},
      {"all at once",
       {.language = "en", .document = "one.docx", .text = "臺"},
       {"臺北 100%"}},
      {"contradiction", {.document = "one.docx", .text = "베"}, {}},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    ASSERT_OK_AND_ASSIGN(const auto units,
                         db_->ListUnits(memory_, test.filter, {}, 10));
    std::vector<std::string> sources;
    for (const auto& unit : units) {
      sources.push_back(unit.variants[0].segment.text);
    }
    EXPECT_EQ(sources, test.sources);
  }
  EXPECT_THAT(db_->ListUnits(memory_, {.language = "?"}, {}, 10),
              IsError(absl::StatusCode::kInvalidArgument,
                      ErrorReason::kUnknownLanguage));
}

TEST_F(TmDatabaseTest, VisitsAllVariantsInOrder) {
  OpenWithMemory();
  Write(FullUnit());
  TranslationUnit other = ZhEn("五", "five");
  other.memory_id = CreateMemory("other");
  Write(other);
  Write(ZhEn("六", "six"));
  std::vector<std::string> seen;
  const auto visit = [&](const VisitedVariant& variant) {
    seen.push_back(absl::StrCat(variant.memory_id.value, "/",
                                variant.unit_id.value, "/", variant.position,
                                " ", variant.language, " ",
                                variant.text.substr(0, 4)));
    return absl::OkStatus();
  };
  ASSERT_OK(db_->VisitVariants(visit));
  EXPECT_THAT(
      seen, ElementsAre("1/1/0 ZH_cn 𠮷", "1/1/1 ko-KR \u1112\xe1",
                        "1/1/2 ko-KR 둘\xec", "2/2/0 zh-CN 五", "2/2/1 en five",
                        "1/3/0 zh-CN 六", "1/3/1 en six"));
  EXPECT_THAT(db_->VisitVariants([](const VisitedVariant&) {
    return absl::CancelledError("enough");
  }),
              IsCode(absl::StatusCode::kCancelled));
}

TEST_F(TmDatabaseTest, ReportsChangesInOrder) {
  OpenWithMemory();
  const TranslationUnit old = Write(ZhEn("一", "one")).unit;
  auto transaction = *db_->BeginWrite("x");
  TranslationUnit fresh = ZhEn("二", "two");
  fresh.memory_id = memory_;
  ASSERT_OK_AND_ASSIGN(const WriteResult added,
                       transaction->Write(fresh, WriteRule::kUnspecified));
  TranslationUnit changed = old;
  changed.notes = {"n"};
  ASSERT_OK_AND_ASSIGN(changed, transaction->Update(changed, 0));
  ASSERT_OK(transaction->Delete(old.id, 0));
  ASSERT_OK(transaction->Commit());
  const auto changes = transaction->changes();
  ASSERT_THAT(changes, SizeIs(3));
  EXPECT_EQ(changes[0].before, std::nullopt);
  EXPECT_EQ(changes[0].after, added.unit);
  EXPECT_EQ(changes[1].before, old);
  EXPECT_EQ(changes[1].after, changed);
  EXPECT_EQ(changes[2].before, changed);
  EXPECT_EQ(changes[2].after, std::nullopt);
}

TEST_F(TmDatabaseTest, AReadTransactionSeesOneState) {
  OpenWithMemory();
  const TranslationUnit unit = Write(FullUnit()).unit;
  ASSERT_OK_AND_ASSIGN(const auto read, db_->BeginRead());
  EXPECT_EQ(read->FindUnit(unit.id, {}).value(), unit);
  const TranslationUnitId later = Write(ZhEn("新", "new")).unit.id;
  EXPECT_EQ(read->FindUnit(later, {}).value(), std::nullopt);
  EXPECT_EQ(read->FindUnit({99}, {}).value(), std::nullopt);
  ASSERT_OK_AND_ASSIGN(const auto next, db_->BeginRead());
  EXPECT_TRUE(next->FindUnit(later, {}).value().has_value());
}

TEST_F(TmDatabaseTest, AReadTransactionFilters) {
  OpenWithMemory();
  const TranslationUnit unit = Write(FullUnit()).unit;
  ASSERT_OK_AND_ASSIGN(const auto read, db_->BeginRead());
  const auto passes = [&](const LookupFilter& filter) {
    return read->FindUnit(unit.id, filter).value().has_value();
  };
  EXPECT_TRUE(passes({.documents = {"a.docx"},
                      .properties = {{"client", "CGTN"}, {"a", "1"}},
                      .origins = {Origin::kAligned},
                      .authors = {"kim"},
                      .change_time_from = Day(3),
                      .change_time_before = Day(4)}));
  EXPECT_FALSE(passes({.documents = {"b.docx"}}));
  EXPECT_FALSE(passes({.properties = {{"client", "1"}}}));
  // Properties of a variant are not the unit's.
  EXPECT_FALSE(passes({.properties = {{"p", "v"}}}));
  EXPECT_FALSE(passes({.origins = {Origin::kHuman}}));
  EXPECT_FALSE(passes({.authors = {"Kim"}}));
  EXPECT_FALSE(passes({.change_time_before = Day(3)}));
}

}  // namespace
}  // namespace presstm
