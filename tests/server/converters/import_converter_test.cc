#include "server/converters/import_converter.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

absl::Status Malformed(absl::string_view message) {
  return InvalidArgument(ErrorReason::kTmxMalformed, message);
}

TEST(ImportConverterTest, ReadsTheConfig) {
  v1::ImportTmxConfig proto;
  proto.set_parent("memories/press");
  ASSERT_OK_AND_ASSIGN(ImportSettings settings, FromProto(proto));
  EXPECT_EQ(settings.memory, "press");
  EXPECT_EQ(settings.write_rule, WriteRule::kUnspecified);
  EXPECT_EQ(settings.default_origin, Origin::kImported);
  EXPECT_FALSE(settings.validate_only);
  proto.set_write_rule(v1::WRITE_RULE_KEEP_NEWEST);
  proto.set_default_origin(v1::ORIGIN_MACHINE);
  proto.set_source_name("a.tmx");
  proto.set_validate_only(true);
  ASSERT_OK_AND_ASSIGN(settings, FromProto(proto));
  EXPECT_EQ(settings.write_rule, WriteRule::kKeepNewest);
  EXPECT_EQ(settings.default_origin, Origin::kMachine);
  EXPECT_EQ(settings.source_name, "a.tmx");
  EXPECT_TRUE(settings.validate_only);
}

TEST(ImportConverterTest, WritesProblems) {
  const v1::ImportProblem problem =
      ToProto(FileProblem{.kind = FileProblem::Kind::kDroppedVariant,
                          .line = 12,
                          .external_id = "t",
                          .reason = "The segment is empty.",
                          .detail = "ko\xff",
                          .cause = ErrorReason::kSegmentEmpty});
  EXPECT_EQ(problem.kind(), v1::IMPORT_PROBLEM_KIND_DROPPED_VARIANT);
  EXPECT_EQ(problem.line(), 12);
  EXPECT_EQ(problem.external_id(), "t");
  EXPECT_EQ(problem.reason(), "SEGMENT_EMPTY");
  EXPECT_EQ(problem.message(), "The segment is empty.");
  EXPECT_EQ(problem.detail(), "ko\uFFFD");
}

TEST(ImportConverterTest, WritesARefusedUnit) {
  const v1::ImportProblem problem = RefusedUnitToProto(
      7, "id", InvalidArgument(ErrorReason::kSegmentTooLong, "too long"));
  EXPECT_EQ(problem.kind(), v1::IMPORT_PROBLEM_KIND_REJECTED_UNIT);
  EXPECT_EQ(problem.line(), 7);
  EXPECT_EQ(problem.external_id(), "id");
  EXPECT_EQ(problem.reason(), "SEGMENT_TOO_LONG");
  EXPECT_EQ(problem.detail(), "too long");
}

TEST(ImportConverterTest, TakesTheLineFromTheMessage) {
  struct Row {
    const char* message;
    int line;
    const char* detail;
    const char* named;
  };
  for (const Row& row :
       {Row{"line 120: not well-formed", 120, "not well-formed",
            "a.tmx:120: not well-formed"},
        Row{"no line: at all", 0, "no line: at all", "no line: at all"},
        Row{"line x: y", 0, "line x: y", "line x: y"}, Row{"", 0, "", ""}}) {
    SCOPED_TRACE(row.message);
    const absl::Status status = Malformed(row.message);
    const v1::ImportProblem problem = MalformedFileToProto(status);
    EXPECT_EQ(problem.kind(), v1::IMPORT_PROBLEM_KIND_MALFORMED_FILE);
    EXPECT_EQ(problem.line(), row.line);
    EXPECT_EQ(problem.detail(), row.detail);
    EXPECT_EQ(problem.reason(), "TMX_MALFORMED");
    const absl::Status named = WithSourceName(status, "a.tmx");
    EXPECT_EQ(named.message(), row.named);
    EXPECT_THAT(named, IsError(absl::StatusCode::kInvalidArgument,
                               ErrorReason::kTmxMalformed));
    EXPECT_EQ(WithSourceName(status, ""), status);
  }
  EXPECT_OK(WithSourceName(absl::OkStatus(), "a.tmx"));
}

}  // namespace
}  // namespace presstm
