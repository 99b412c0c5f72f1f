#include "server/update_mask.h"

#include "gtest/gtest.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

constexpr absl::string_view kIgnored[] = {"name", "etag"};

class ApplyUpdateTest : public testing::Test {
 protected:
  ApplyUpdateTest() {
    target_.set_name("memories/a/translationUnits/1");
    target_.set_document("old.docx");
    target_.set_usage_count(3);
    target_.add_notes("one");
    target_.add_notes("two");
    target_.mutable_create_time()->set_seconds(5);
    update_.set_name("memories/b/translationUnits/2");
    update_.set_document("new.docx");
    update_.add_notes("three");
  }

  absl::Status Apply() {
    return ApplyUpdate(update_, mask_, kIgnored, target_);
  }

  v1::TranslationUnit target_;
  v1::TranslationUnit update_;
  google::protobuf::FieldMask mask_;
};

TEST_F(ApplyUpdateTest, EmptyMaskTakesWhatIsSet) {
  ASSERT_OK(Apply());
  EXPECT_EQ(target_.document(), "new.docx");
  ASSERT_EQ(target_.notes_size(), 1);
  EXPECT_EQ(target_.notes(0), "three");
  EXPECT_EQ(target_.usage_count(), 3);
  EXPECT_TRUE(target_.has_create_time());
}

TEST_F(ApplyUpdateTest, TakesOnlyWhatTheMaskNames) {
  mask_.add_paths("document");
  mask_.add_paths("document");
  ASSERT_OK(Apply());
  EXPECT_EQ(target_.document(), "new.docx");
  EXPECT_EQ(target_.notes_size(), 2);
}

TEST_F(ApplyUpdateTest, ClearsWhatIsNotSet) {
  mask_.add_paths("usage_count");
  mask_.add_paths("create_time");
  ASSERT_OK(Apply());
  EXPECT_EQ(target_.usage_count(), 0);
  EXPECT_FALSE(target_.has_create_time());
  EXPECT_EQ(target_.document(), "old.docx");
}

TEST_F(ApplyUpdateTest, StarTakesAllButIgnored) {
  mask_.add_paths("*");
  ASSERT_OK(Apply());
  EXPECT_EQ(target_.name(), "memories/a/translationUnits/1");
  EXPECT_EQ(target_.document(), "new.docx");
  EXPECT_EQ(target_.usage_count(), 0);
}

TEST_F(ApplyUpdateTest, PassesOverIgnoredFields) {
  mask_.add_paths("name");
  ASSERT_OK(Apply());
  EXPECT_EQ(target_.name(), "memories/a/translationUnits/1");
}

TEST_F(ApplyUpdateTest, RefusesUnknownPaths) {
  for (const char* path : {"colour", "create_time.seconds", "", "Document"}) {
    mask_.clear_paths();
    mask_.add_paths(path);
    const absl::Status status = Apply();
    EXPECT_THAT(status, IsError(absl::StatusCode::kInvalidArgument,
                                ErrorReason::kInvalidArgument))
        << path;
    EXPECT_EQ(GetErrorField(status), "update_mask");
  }
}

}  // namespace
}  // namespace presstm
