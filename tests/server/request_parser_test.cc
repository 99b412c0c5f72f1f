#include "server/request_parser.h"

#include <string>

#include "grpcpp/support/slice.h"
#include "gtest/gtest.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

// In two slices, as it may come from the network.
grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  const size_t middle = bytes.size() / 2;
  const grpc::Slice slices[] = {grpc::Slice(bytes.substr(0, middle)),
                                grpc::Slice(bytes.substr(middle))};
  return grpc::ByteBuffer(slices, 2);
}

TEST(ParseRequestTest, ReadsWhatWasWritten) {
  v1::LookupRequest request;
  request.mutable_query()->set_text("外交部发言人");
  request.add_memories()->set_memory("memories/a");
  v1::LookupRequest parsed;
  ASSERT_OK(ParseRequest(ToBuffer(request.SerializeAsString()), parsed));
  EXPECT_EQ(parsed.SerializeAsString(), request.SerializeAsString());
  EXPECT_OK(ParseRequest(SerializeResponse(request), parsed));
}

TEST(ParseRequestTest, EmptyIsAMessage) {
  v1::LookupRequest parsed;
  EXPECT_OK(ParseRequest(grpc::ByteBuffer(), parsed));
}

TEST(ParseRequestTest, NamesTheFieldThatIsNotUtf8) {
  v1::BatchCreateTranslationUnitsRequest request;
  request.set_parent("memories/a");
  request.add_translation_units();
  v1::TranslationUnit& unit = *request.add_translation_units();
  unit.set_usage_count(5);
  unit.mutable_create_time()->set_seconds(1);
  unit.add_variants()->mutable_segment()->set_text("안녕하세요");
  unit.add_variants()->mutable_segment()->set_text("\xc4\xe3\xba\xc3");  // GBK.
  v1::BatchCreateTranslationUnitsRequest parsed;
  const absl::Status status =
      ParseRequest(ToBuffer(request.SerializeAsString()), parsed);
  EXPECT_THAT(status, IsError(absl::StatusCode::kInvalidArgument,
                              ErrorReason::kInvalidUtf8));
  EXPECT_EQ(GetErrorField(status),
            "translation_units[1].variants[1].segment.text");
}

TEST(ParseRequestTest, NamesElementsOfRepeatedStrings) {
  v1::ExportTmxRequest request;
  request.add_language_codes("en");
  request.add_language_codes("\xed\xa0\x80");  // A surrogate.
  v1::ExportTmxRequest parsed;
  EXPECT_EQ(GetErrorField(
                ParseRequest(ToBuffer(request.SerializeAsString()), parsed)),
            "language_codes[1]");
}

TEST(ParseRequestTest, RefusesBytesThatAreNoMessage) {
  for (const std::string bytes : {"\x0a\xff", "\xff\xff\xff", "\x0a"}) {
    v1::LookupRequest parsed;
    EXPECT_THAT(ParseRequest(ToBuffer(bytes), parsed),
                IsError(absl::StatusCode::kInvalidArgument,
                        ErrorReason::kInvalidArgument));
  }
}

TEST(ParseRequestTest, PassesOverUnknownFields) {
  v1::LookupRequest parsed;
  EXPECT_OK(ParseRequest(ToBuffer("\xfa\x3e\x01\xff"), parsed));
}

}  // namespace
}  // namespace presstm
