// The calls about changes, earlier states and etags, as a client sees them.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/server/server_fixture.h"

namespace presstm {
namespace {

using grpc::StatusCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Stub = v1::TranslationMemoryService::Stub;

class HistoryCallsTest : public ServerTest {
 protected:
  HistoryCallsTest() : parent_(CreateMemory("press")) {}

  v1::TranslationUnit Update(v1::TranslationUnit unit,
                             const std::string& text) {
    unit.mutable_variants(0)->mutable_segment()->set_text(text);
    v1::UpdateTranslationUnitRequest request;
    *request.mutable_translation_unit() = unit;
    request.mutable_update_mask()->add_paths("variants");
    v1::TranslationUnit updated;
    EXPECT_THAT(Call(&Stub::UpdateTranslationUnit, request, updated),
                IsGrpcOk());
    return updated;
  }

  grpc::Status Delete(const std::string& name) {
    v1::DeleteTranslationUnitRequest request;
    request.set_name(name);
    google::protobuf::Empty empty;
    return Call(&Stub::DeleteTranslationUnit, request, empty);
  }

  grpc::Status Restore(const std::string& name, int64_t revision = 0,
                       const std::string& etag = "") {
    v1::RestoreTranslationUnitRequest request;
    request.set_name(name);
    request.set_revision(revision);
    request.set_etag(etag);
    return Call(&Stub::RestoreTranslationUnit, request, unit_);
  }

  const std::string parent_;
  v1::TranslationUnit unit_;
};

TEST_F(HistoryCallsTest, ListsRevisionsInPages) {
  v1::TranslationUnit unit =
      CreateUnit(parent_, MakeUnit({{"en", "v1"}, {"ko", "글"}}));
  for (int k = 2; k <= 5; ++k) unit = Update(unit, absl::StrCat("v", k));
  v1::ListTranslationUnitRevisionsRequest request;
  request.set_name(unit.name());
  request.set_page_size(2);
  std::vector<std::string> texts;
  int pages = 0;
  do {
    v1::ListTranslationUnitRevisionsResponse page;
    ASSERT_THAT(Call(&Stub::ListTranslationUnitRevisions, request, page),
                IsGrpcOk());
    for (const v1::Change& change : page.changes()) {
      texts.push_back(change.after().variants(0).segment().text());
      EXPECT_EQ(change.translation_unit(), unit.name());
      EXPECT_EQ(change.memory(), parent_);
      EXPECT_EQ(change.after().etag(), absl::StrCat(change.revision()));
    }
    request.set_page_token(page.next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_THAT(texts, ElementsAre("v1", "v2", "v3", "v4", "v5"));
  EXPECT_EQ(pages, 3);
}

TEST_F(HistoryCallsTest, RestoresDeletedUnitsUnderTheirNames) {
  const v1::TranslationUnit unit =
      CreateUnit(parent_, MakeUnit({{"en", "text"}, {"ko", "글"}}));
  Update(unit, "changed");
  ASSERT_THAT(Delete(unit.name()), IsGrpcOk());
  ASSERT_THAT(Restore(unit.name(), 1), IsGrpcOk());
  EXPECT_EQ(unit_.name(), unit.name());
  EXPECT_EQ(unit_.variants(0).segment().text(), "text");
  EXPECT_EQ(unit_.etag(), "3");
}

TEST_F(HistoryCallsTest, SaysWhatIsWrongWithARestoration) {
  const v1::TranslationUnit unit =
      CreateUnit(parent_, MakeUnit({{"en", "text"}, {"ko", "글"}}));
  EXPECT_THAT(
      Restore(unit.name()),
      IsGrpcError(StatusCode::NOT_FOUND, "REVISION_NOT_FOUND", "revision"));
  EXPECT_THAT(Restore(unit.name(), -1),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "revision"));
  EXPECT_THAT(
      Restore(parent_ + "/translationUnits/99"),
      IsGrpcError(StatusCode::NOT_FOUND, "TRANSLATION_UNIT_NOT_FOUND", "name"));
  EXPECT_THAT(Restore("memories/none/translationUnits/1"),
              IsGrpcError(StatusCode::NOT_FOUND, "MEMORY_NOT_FOUND", "name"));
  const grpc::Status stale = Restore(unit.name(), 1, "7");
  EXPECT_THAT(stale, IsGrpcError(StatusCode::ABORTED, "ETAG_MISMATCH", "etag"));
  EXPECT_THAT(stale.error_message(), HasSubstr("the etag \"1\""));
}

TEST_F(HistoryCallsTest, ListsChangesFromANumber) {
  CreateMemory("other");
  const v1::TranslationUnit unit =
      CreateUnit(parent_, MakeUnit({{"en", "text"}, {"ko", "글"}}));
  ASSERT_THAT(Delete(unit.name()), IsGrpcOk());
  v1::ListChangesRequest request;
  v1::ListChangesResponse page;
  ASSERT_THAT(Call(&Stub::ListChanges, request, page), IsGrpcOk());
  ASSERT_EQ(page.changes_size(), 4);
  EXPECT_EQ(page.changes(0).kind(), v1::CHANGE_KIND_CREATE_MEMORY);
  EXPECT_EQ(page.changes(3).kind(), v1::CHANGE_KIND_DELETE);
  EXPECT_TRUE(page.changes(3).has_before());
  EXPECT_FALSE(page.changes(3).has_after());
  request.set_after_sequence(page.changes(2).sequence());
  ASSERT_THAT(Call(&Stub::ListChanges, request, page), IsGrpcOk());
  EXPECT_EQ(page.changes_size(), 1);
  request.set_after_sequence(0);
  request.set_parent("memories/other");
  ASSERT_THAT(Call(&Stub::ListChanges, request, page), IsGrpcOk());
  EXPECT_EQ(page.changes_size(), 1);
  request.set_after_sequence(-1);
  EXPECT_THAT(Call(&Stub::ListChanges, request, page),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "after_sequence"));
  request.set_after_sequence(0);
  request.set_parent("memories/none");
  EXPECT_THAT(Call(&Stub::ListChanges, request, page),
              IsGrpcError(StatusCode::NOT_FOUND, "MEMORY_NOT_FOUND", "name"));
}

TEST_F(HistoryCallsTest, MemoriesHaveEtags) {
  v1::UpdateMemoryRequest update;
  update.mutable_memory()->set_name(parent_);
  update.mutable_memory()->set_display_name("A");
  update.mutable_memory()->set_etag("1");
  v1::Memory memory;
  ASSERT_THAT(Call(&Stub::UpdateMemory, update, memory), IsGrpcOk());
  EXPECT_EQ(memory.etag(), "2");
  const grpc::Status stale = Call(&Stub::UpdateMemory, update, memory);
  EXPECT_THAT(stale, IsGrpcError(StatusCode::ABORTED, "ETAG_MISMATCH", "etag"));
  EXPECT_THAT(stale.error_message(), HasSubstr("the etag \"2\""));
  v1::DeleteMemoryRequest request;
  request.set_name(parent_);
  request.set_etag("1");
  google::protobuf::Empty empty;
  EXPECT_THAT(Call(&Stub::DeleteMemory, request, empty),
              IsGrpcError(StatusCode::ABORTED, "ETAG_MISMATCH", "etag"));
  request.set_etag("2");
  EXPECT_THAT(Call(&Stub::DeleteMemory, request, empty), IsGrpcOk());
}

TEST_F(HistoryCallsTest, ChecksThatDoNotExistAreRefused) {
  grpc::ClientContext context;
  v1::VerifyDatabaseRequest request;
  request.add_checks(static_cast<v1::CheckKind>(77));
  const auto stream = stub().VerifyDatabase(&context, request);
  v1::VerifyDatabaseResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_THAT(stream->Finish(), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                            "INVALID_ARGUMENT", "checks"));
}

}  // namespace
}  // namespace presstm
