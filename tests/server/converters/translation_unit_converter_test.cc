#include "server/converters/translation_unit_converter.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

TranslationUnit MakeFullUnit() {
  TranslationUnit unit;
  unit.source_language = "zh-CN";
  for (const char* language : {"zh-CN", "KOR", "en"}) {
    Variant variant;
    variant.language = language;
    variant.segment.text = std::string("text in ") + language;
    variant.properties = {{"x-style", "news"}};
    variant.notes = {"note"};
    unit.variants.push_back(variant);
  }
  unit.properties = {{"client", "a"}, {"client", "b"}};
  unit.notes = {"첫째", "둘째"};
  unit.contexts = {{"zh-CN", "前", "后", "k1"}, {"", "", "", "k2"}};
  unit.document = "speech.docx";
  unit.external_id = "tuid-1";
  unit.origin = Origin::kAligned;
  unit.status = TranslationStatus::kApproved;
  unit.create_time = absl::FromUnixMicros(1'600'000'000'000'001);
  unit.created_by = "王";
  unit.change_time = absl::FromUnixMicros(1'700'000'000'000'002);
  unit.changed_by = "김";
  unit.usage_count = 4;
  unit.last_used_time = absl::FromUnixMicros(3);
  return unit;
}

TEST(TranslationUnitConverterTest, RoundTrip) {
  const TranslationUnit unit = MakeFullUnit();
  EXPECT_EQ(FromProto(ToProto(unit, "press")).value(), unit);
  EXPECT_EQ(FromProto(ToProto(TranslationUnit(), "press")).value(),
            TranslationUnit());
}

TEST(TranslationUnitConverterTest, NamesTheUnitAndItsState) {
  TranslationUnit unit = MakeFullUnit();
  unit.id = {7};
  unit.revision = 3;
  const v1::TranslationUnit proto = ToProto(unit, "press");
  EXPECT_EQ(proto.name(), "memories/press/translationUnits/7");
  EXPECT_EQ(proto.etag(), EtagFromRevision(3));
}

TEST(TranslationUnitConverterTest, UnknownTimesAreNotSet) {
  const v1::TranslationUnit proto = ToProto(TranslationUnit(), "press");
  EXPECT_FALSE(proto.has_create_time());
  EXPECT_FALSE(proto.has_update_time());
  EXPECT_FALSE(proto.has_last_used_time());
}

TEST(TranslationUnitConverterTest, NamesTheFieldAtFault) {
  v1::TranslationUnit proto = ToProto(MakeFullUnit(), "press");
  proto.mutable_variants(2)->mutable_segment()->add_codes();
  EXPECT_EQ(GetErrorField(FromProto(proto).status()),
            "variants[2].segment.codes[0].kind");
  proto = ToProto(MakeFullUnit(), "press");
  proto.set_origin(static_cast<v1::Origin>(-1));
  EXPECT_EQ(GetErrorField(FromProto(proto).status()), "origin");
  proto = ToProto(MakeFullUnit(), "press");
  proto.mutable_last_used_time()->set_nanos(-5);
  EXPECT_EQ(GetErrorField(FromProto(proto).status()), "last_used_time");
}

TEST(EtagTest, OnlyItsOwnFormMatches) {
  EXPECT_EQ(RevisionFromEtag(""), 0);
  EXPECT_EQ(RevisionFromEtag(EtagFromRevision(12)), 12);
  for (const char* etag : {"0", "-3", "012", "x", "12 ", "\"12\""}) {
    EXPECT_EQ(RevisionFromEtag(etag), -1) << etag;
  }
}

}  // namespace
}  // namespace presstm
