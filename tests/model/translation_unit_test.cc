#include "tm_store/model/translation_unit.h"

#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"

namespace presstm {
namespace {

using ::testing::Eq;
using ::testing::IsNull;
using ::testing::Optional;

TEST(TranslationUnitNamesTest, OriginsReturnFromTheirNames) {
  for (const Origin origin :
       {Origin::kUnspecified, Origin::kHuman, Origin::kAligned,
        Origin::kMachine, Origin::kImported}) {
    SCOPED_TRACE(OriginName(origin));
    EXPECT_THAT(OriginFromName(OriginName(origin)), Optional(origin));
  }
  EXPECT_EQ(OriginFromName("Human"), std::nullopt);
}

TEST(TranslationUnitNamesTest, StatusesReturnFromTheirNames) {
  for (const TranslationStatus status :
       {TranslationStatus::kUnspecified, TranslationStatus::kDraft,
        TranslationStatus::kTranslated, TranslationStatus::kApproved}) {
    SCOPED_TRACE(TranslationStatusName(status));
    EXPECT_THAT(TranslationStatusFromName(TranslationStatusName(status)),
                Optional(status));
  }
  EXPECT_EQ(TranslationStatusFromName("done"), std::nullopt);
}

TEST(TranslationUnitNamesTest, WriteRulesReturnFromTheirNames) {
  std::set<std::string> names;
  for (const WriteRule rule :
       {WriteRule::kUnspecified, WriteRule::kKeepAll,
        WriteRule::kReplaceSameSource, WriteRule::kReplaceSameSourceAndContext,
        WriteRule::kKeepNewest, WriteRule::kSkipExisting}) {
    SCOPED_TRACE(WriteRuleName(rule));
    EXPECT_THAT(WriteRuleFromName(WriteRuleName(rule)), Optional(rule));
    EXPECT_TRUE(names.insert(WriteRuleName(rule)).second);
  }
  EXPECT_EQ(WriteRuleFromName("replace"), std::nullopt);
}

TEST(SourceVariantTest, IsTheFirstInTheSourceLanguage) {
  const TranslationUnit unit{
      .source_language = "ko",
      .variants = {{.language = "en", .segment = {.text = "Hello"}},
                   {.language = "ko", .segment = {.text = "안녕"}},
                   {.language = "ko", .segment = {.text = "여보세요"}}}};
  ASSERT_NE(SourceVariant(unit), nullptr);
  EXPECT_THAT(SourceVariant(unit)->segment.text, Eq("안녕"));
}

TEST(SourceVariantTest, IsTheFirstWithoutSourceLanguage) {
  TranslationUnit unit{
      .variants = {{.language = "zh-CN", .segment = {.text = "你好"}},
                   {.language = "en", .segment = {.text = "Hello"}}}};
  EXPECT_THAT(SourceVariant(unit)->segment.text, Eq("你好"));
  unit.source_language = "fr";
  EXPECT_THAT(SourceVariant(unit)->segment.text, Eq("你好"));
}

TEST(SourceVariantTest, IsNullWithoutVariants) {
  EXPECT_THAT(SourceVariant(TranslationUnit()), IsNull());
}

}  // namespace
}  // namespace presstm
