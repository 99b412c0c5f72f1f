#include "tm_store/exchange/tmx_context.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tm_store/base/limits.h"

namespace presstm {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TranslationUnit UnitWith(std::vector<Property> properties) {
  return {.source_language = "en",
          .variants = {{.language = "en"}, {.language = "ko"}},
          .properties = std::move(properties)};
}

TEST(TmxContextTest, KnowsTheToolsProperties) {
  struct Row {
    const char* tool;
    std::vector<Property> properties;
    std::vector<Context> contexts;
  };
  const Row rows[] = {
      {"OmegaT",
       {{"file", "f"}, {"id", "k"}, {"prev", "前"}, {"next", "다음"}},
       {{.previous_text = "前", .next_text = "다음", .key = "k"}}},
      {"memoQ, key", {{"x-context", "k"}}, {{.key = "k"}}},
      {"Phrase",
       {{"context", "k"}, {"context_prev", "p"}, {"context_next", "n"}},
       {{.previous_text = "p", .next_text = "n", .key = "k"}}},
      {"Trados",
       {{"x-ContextContent", "prev source | prev target | "},
        {"x-Context", "-8331597179047842233, 12"}},
       {{.previous_text = "prev source", .key = "-8331597179047842233, 12"}}},
      {"Trados at the beginning",
       {{"x-ContextContent", " | "}, {"x-Context", "0, 0"}},
       {{.key = "0, 0"}}},
      {"Trados, structure",
       {{"x-StructureContext:MultipleString", "sdl:h"}},
       {}},
      {"XTM",
       {{"x-previous-source-text", "p"},
        {"x-next-source-text", "n"},
        {"x-previous-target-text", "P"},
        {"x-next-target-text", "N"},
        {"x-previous-crc", "11"},
        {"x-next-crc", "22"}},
       {{.previous_text = "p", .next_text = "n", .key = "11,22"},
        {.language = "ko", .previous_text = "P", .next_text = "N"}}},
      {"GlobalLink",
       {{"previousMd5Segment", "p"}, {"nextMd5Checksum", "ff"}},
       {{.previous_text = "p", .key = ",ff"}}},
      {"Swordfish",
       {{"prev-en-fr", "1-0"}, {"next-en-fr", "1-2"}},
       {{.key = "1-0,1-2"}}},
      {"t5memory", {{"tmgr:context", "CONTEXT_1"}}, {{.key = "CONTEXT_1"}}},
      {"t5memory, none", {{"tmgr:context", "-"}}, {}},
      {"unknown tool", {{"x-idContext", "k"}}, {{.key = "k"}}},
      {"case", {{"PREV", "p"}}, {{.previous_text = "p"}}},
      {"no context", {{"client", "x"}, {"x-document", "y"}, {"prev", ""}}, {}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.tool);
    EXPECT_EQ(ContextsFromProperties(UnitWith(row.properties)), row.contexts);
  }
}

TEST(TmxContextTest, ReadsPropertiesOfVariants) {
  TranslationUnit unit = UnitWith({});
  unit.variants[0].properties = {
      {"x-context-pre", "<seg>A <ph>&lt;b></ph>&amp; B</seg>"},
      {"x-context-post", "plain"}};
  unit.variants[1].properties = {{"context_prev", "앞"}};
  EXPECT_THAT(
      ContextsFromProperties(unit),
      ElementsAre(Context{.previous_text = "A <b>& B", .next_text = "plain"},
                  Context{.language = "ko", .previous_text = "앞"}));
}

TEST(TmxContextTest, KeepsSeveralContextsApart) {
  const Context first = {.previous_text = "a", .next_text = "b"};
  const Context second = {.previous_text = "c", .next_text = "d"};
  EXPECT_THAT(
      ContextsFromProperties(UnitWith(
          {{"prev", "a"}, {"next", "b"}, {"prev", "c"}, {"next", "d"}})),
      ElementsAre(first, second));
  EXPECT_THAT(
      ContextsFromProperties(UnitWith(
          {{"prev", "a"}, {"prev", "c"}, {"next", "b"}, {"next", "d"}})),
      ElementsAre(first, second));
  // Told twice.
  EXPECT_THAT(
      ContextsFromProperties(UnitWith(
          {{"prev", "a"}, {"next", "b"}, {"prev", "a"}, {"next", "b"}})),
      ElementsAre(first));
  // The second has no next one.
  EXPECT_THAT(ContextsFromProperties(
                  UnitWith({{"prev", "a"}, {"next", "b"}, {"prev", "c"}})),
              ElementsAre(first, Context{.previous_text = "c"}));
}

TEST(TmxContextTest, BoundsTheirNumber) {
  std::vector<Property> properties;
  for (size_t k = 0; k < kMaxContexts + 10; ++k) {
    properties.push_back({"x-context", absl::StrCat(k)});
  }
  EXPECT_THAT(ContextsFromProperties(UnitWith(properties)),
              SizeIs(kMaxContexts));
}

TEST(TmxContextTest, DecodesWhatItEncodes) {
  const Context contexts[] = {{},
                              {.language = "ko",
                               .previous_text = "앞|뒤",
                               .next_text = "\\|",
                               .key = "k\\"},
                              {.next_text = "a\nb"}};
  for (const Context& context : contexts) {
    EXPECT_EQ(DecodeContext(EncodeContext(context)), context);
  }
  for (const char* value : {"", "a|b|c", "a|b|c|d|e", "x"}) {
    EXPECT_EQ(DecodeContext(value), std::nullopt) << value;
  }
}

TEST(TmxContextTest, TellsContextsToOtherTools) {
  const Context context = {.previous_text = "p", .next_text = "n", .key = "k"};
  EXPECT_THAT(ContextProperties(context, ContextNames::kOwnOnly), IsEmpty());
  for (const ContextNames names :
       {ContextNames::kOmegat, ContextNames::kMemoq}) {
    EXPECT_THAT(
        ContextsFromProperties(UnitWith(ContextProperties(context, names))),
        ElementsAre(context));
  }
  EXPECT_THAT(
      ContextProperties({.previous_text = "p & <q>"}, ContextNames::kMemoq),
      ElementsAre(Property{"x-context-pre", "<seg>p &amp; &lt;q&gt;</seg>"}));
  EXPECT_THAT(ContextProperties(context, ContextNames::kXtm),
              ElementsAre(Property{"x-previous-source-text", "p"},
                          Property{"x-next-source-text", "n"}));
  EXPECT_THAT(ContextProperties({.language = "ko", .previous_text = "p"},
                                ContextNames::kOmegat),
              IsEmpty());
}

}  // namespace
}  // namespace presstm
