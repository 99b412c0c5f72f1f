#include "server/converters/code_points.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

TEST(CodePointOffsetsTest, CountsCodePoints) {
  struct Row {
    const char* name;
    std::string text;
    std::vector<size_t> bytes;  // Where each code point begins, and the end.
  };
  for (const Row& row : {Row{"empty", "", {0}}, Row{"English", "ab", {0, 1, 2}},
                         Row{"Chinese", "中a文", {0, 3, 4, 7}},
                         Row{"Korean", "은/는", {0, 3, 4, 7}},
                         Row{"beyond U+FFFF", "😀𠮷x", {0, 4, 8, 9}},
                         Row{"decomposed", "\u1112\u1161", {0, 3, 6}}}) {
    SCOPED_TRACE(row.name);
    CodePointOffsets offsets(row.text);
    for (size_t i = 0; i < row.bytes.size(); ++i) {
      const int code_points = static_cast<int>(i);
      EXPECT_EQ(offsets.FromBytes(row.bytes[i]), code_points);
      EXPECT_EQ(offsets.ToBytes(code_points), row.bytes[i]);
    }
    const int size = static_cast<int>(row.bytes.size());
    EXPECT_EQ(offsets.ToBytes(size), std::nullopt);
    EXPECT_EQ(offsets.ToBytes(-1), std::nullopt);
    // And backwards, on the same object.
    for (int i = size - 1; i >= 0; --i) {
      EXPECT_EQ(offsets.FromBytes(row.bytes[i]), i);
      EXPECT_EQ(offsets.ToBytes(i), row.bytes[i]);
    }
  }
}

}  // namespace
}  // namespace presstm
