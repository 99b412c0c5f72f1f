#include "tm_store/storage/segment_key.h"

#include <map>
#include <string>
#include <vector>

#include "tests/storage/storage_fixture.h"

namespace presstm {
namespace {

int64_t Key(const std::string& language, const std::string& text,
            int64_t memory = 1, const std::vector<InlineCode>& codes = {}) {
  const auto keys =
      SegmentKeys({.memory_id = {memory},
                   .variants = {{.language = language,
                                 .segment = {.text = text, .codes = codes}}}});
  EXPECT_OK(keys);
  return keys->front();
}

TEST(SegmentKeysTest, AreEqualForEqualSegments) {
  EXPECT_EQ(Key("zh-CN", "你好"), Key("ZH_hans", "你好"));
  EXPECT_EQ(Key("en-US", "colour"), Key("en-GB", "colour"));
}

TEST(SegmentKeysTest, DifferWhereSegmentsDo) {
  std::map<int64_t, std::string> seen;
  const auto add = [&](int64_t key, const std::string& name) {
    EXPECT_TRUE(seen.emplace(key, name).second) << name << " = " << seen[key];
  };
  add(Key("zh-CN", "你好"), "base");
  add(Key("zh-TW", "你好"), "script");
  add(Key("ko", "你好"), "language");
  add(Key("zh-CN", "您好"), "text");
  add(Key("zh-CN", ""), "empty");
  add(Key("zh-CN", "𠮷"), "beyond U+FFFF");
  add(Key("ko", "한"), "composed");
  add(Key("ko", "\u1112\u1161\u11ab"), "decomposed");
  add(Key("en", "A"), "half width");
  add(Key("en", "Ａ"), "full width");
  add(Key("zh-CN", "你好", 2), "memory");
  add(Key("zh-CN", "你好", 1, {{.number = 1}}), "code");
  add(Key("zh-CN", "你好", 1, {{.position_bytes = 3, .number = 1}}),
      "code's place");
}

// The keys are stored: a change of them needs a migration.
TEST(SegmentKeysTest, StayWhatTheyAre) {
  EXPECT_EQ(Key("zh-CN", "你好"), 22279299865051338);
}

TEST(SegmentKeysTest, RefuseUnknownLanguages) {
  EXPECT_THAT(SegmentKeys({.variants = {{.language = "?"}}}),
              IsError(absl::StatusCode::kInvalidArgument,
                      ErrorReason::kUnknownLanguage));
}

}  // namespace
}  // namespace presstm
