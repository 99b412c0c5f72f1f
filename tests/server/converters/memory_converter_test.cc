#include "server/converters/memory_converter.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

TEST(MemoryConverterTest, WritesEveryField) {
  Memory memory;
  memory.name = "cgtn-2025";
  memory.display_name = "뉴스";
  memory.description = "新闻";
  memory.create_time = absl::FromUnixSeconds(1000);
  memory.default_penalty = 3;
  memory.write_rule = WriteRule::kKeepNewest;
  memory.checks_quality = true;
  memory.translation_unit_count = 12;
  const v1::Memory proto = ToProto(memory);
  EXPECT_EQ(proto.name(), "memories/cgtn-2025");
  EXPECT_EQ(proto.create_time().seconds(), 1000);
  EXPECT_EQ(proto.translation_unit_count(), 12);
  ASSERT_OK_AND_ASSIGN(const Memory read, FromProto(proto));
  EXPECT_EQ(read.display_name, memory.display_name);
  EXPECT_EQ(read.description, memory.description);
  EXPECT_EQ(read.default_penalty, 3);
  EXPECT_EQ(read.write_rule, WriteRule::kKeepNewest);
  EXPECT_TRUE(read.checks_quality);
}

TEST(MemoryConverterTest, KeepsAllByDefault) {
  EXPECT_EQ(FromProto(v1::Memory()).value().write_rule, WriteRule::kKeepAll);
}

TEST(MemoryConverterTest, NamesTheFieldAtFault) {
  v1::Memory proto;
  proto.set_default_penalty(101);
  EXPECT_EQ(GetErrorField(FromProto(proto).status()), "default_penalty");
  proto.set_default_penalty(0);
  proto.set_write_rule(static_cast<v1::WriteRule>(77));
  EXPECT_EQ(GetErrorField(FromProto(proto).status()), "write_rule");
}

}  // namespace
}  // namespace presstm
