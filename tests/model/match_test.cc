#include "tm_store/model/match.h"

#include <set>
#include <string>

#include "gmock/gmock.h"

namespace presstm {
namespace {

TEST(PenaltyKindNameTest, EveryKindHasItsOwn) {
  std::set<std::string> names;
  for (int kind = static_cast<int>(PenaltyKind::kLetterCase);
       kind <= static_cast<int>(PenaltyKind::kRequest); ++kind) {
    const std::string name = PenaltyKindName(static_cast<PenaltyKind>(kind));
    EXPECT_NE(name, "") << kind;
    EXPECT_TRUE(names.insert(name).second) << name;
  }
  EXPECT_STREQ(PenaltyKindName(PenaltyKind::kScriptVariant), "script_variant");
}

TEST(MatchTypeNameTest, EveryTypeHasItsOwn) {
  EXPECT_STREQ(MatchTypeName(MatchType::kFuzzy), "fuzzy");
  EXPECT_STREQ(MatchTypeName(MatchType::kExact), "exact");
  EXPECT_STREQ(MatchTypeName(MatchType::kContext), "context");
  EXPECT_STREQ(MatchTypeName(MatchType::kDoubleContext), "double_context");
}

}  // namespace
}  // namespace presstm
