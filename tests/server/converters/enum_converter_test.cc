#include "server/converters/enum_converter.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

// The name of an enum's value without the prefix: "keep_all"; "" for
// ..._UNSPECIFIED.
template <typename Proto>
std::string ShortName(Proto value, absl::string_view prefix) {
  const auto* descriptor = google::protobuf::GetEnumDescriptor<Proto>();
  absl::string_view name = descriptor->FindValueByNumber(value)->name();
  EXPECT_TRUE(absl::ConsumePrefix(&name, prefix)) << name;
  return name == "UNSPECIFIED" ? "" : absl::AsciiStrToLower(name);
}

// Every value of the API's enum becomes one of the model's and comes back.
template <typename Proto>
void ExpectRoundTrip() {
  const auto* descriptor = google::protobuf::GetEnumDescriptor<Proto>();
  for (int i = 0; i < descriptor->value_count(); ++i) {
    const auto value = static_cast<Proto>(descriptor->value(i)->number());
    ASSERT_OK_AND_ASSIGN(const auto model, FromProto(value));
    EXPECT_EQ(ToProto(model), value) << descriptor->value(i)->name();
  }
  EXPECT_THAT(FromProto(static_cast<Proto>(99)),
              IsCode(absl::StatusCode::kInvalidArgument));
}

TEST(EnumConverterTest, RoundTrip) {
  ExpectRoundTrip<v1::Origin>();
  ExpectRoundTrip<v1::TranslationStatus>();
  ExpectRoundTrip<v1::WriteRule>();
  ExpectRoundTrip<v1::TmxElement>();
}

TEST(EnumConverterTest, InlineCodesNeedAKind) {
  EXPECT_THAT(FromProto(v1::INLINE_CODE_KIND_UNSPECIFIED),
              IsCode(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(FromProto(v1::INLINE_CODE_KIND_CLOSE).value(),
            InlineCodeKind::kClose);
  EXPECT_EQ(ToProto(InlineCodeKind::kOpen), v1::INLINE_CODE_KIND_OPEN);
}

TEST(EnumConverterTest, NamesAgree) {
  for (int i = 0; i <= static_cast<int>(Origin::kImported); ++i) {
    EXPECT_EQ(ShortName(ToProto(static_cast<Origin>(i)), "ORIGIN_"),
              OriginName(static_cast<Origin>(i)));
  }
  for (int i = 0; i <= static_cast<int>(TranslationStatus::kApproved); ++i) {
    EXPECT_EQ(ShortName(ToProto(static_cast<TranslationStatus>(i)),
                        "TRANSLATION_STATUS_"),
              TranslationStatusName(static_cast<TranslationStatus>(i)));
  }
  for (int i = 0; i <= static_cast<int>(MatchType::kDoubleContext); ++i) {
    EXPECT_EQ(ShortName(ToProto(static_cast<MatchType>(i)), "MATCH_TYPE_"),
              MatchTypeName(static_cast<MatchType>(i)));
  }
  for (int i = 0; i <= static_cast<int>(PenaltyKind::kRequest); ++i) {
    EXPECT_EQ(ShortName(ToProto(static_cast<PenaltyKind>(i)), "PENALTY_KIND_"),
              PenaltyKindName(static_cast<PenaltyKind>(i)));
  }
}

TEST(EnumConverterTest, CoversOutcomesAndDifferences) {
  EXPECT_EQ(ToProto(WriteOutcome::kAdded), v1::WRITE_OUTCOME_ADDED);
  EXPECT_EQ(ToProto(WriteOutcome::kMerged), v1::WRITE_OUTCOME_MERGED);
  EXPECT_EQ(ToProto(WriteOutcome::kReplaced), v1::WRITE_OUTCOME_REPLACED);
  EXPECT_EQ(ToProto(WriteOutcome::kSkipped), v1::WRITE_OUTCOME_SKIPPED);
  EXPECT_EQ(ToProto(DifferenceKind::kEqual), v1::DIFFERENCE_KIND_EQUAL);
  EXPECT_EQ(ToProto(DifferenceKind::kReplace), v1::DIFFERENCE_KIND_REPLACE);
  EXPECT_EQ(ToProto(DifferenceKind::kInsert), v1::DIFFERENCE_KIND_INSERT);
  EXPECT_EQ(ToProto(DifferenceKind::kDelete), v1::DIFFERENCE_KIND_DELETE);
}

}  // namespace
}  // namespace presstm
