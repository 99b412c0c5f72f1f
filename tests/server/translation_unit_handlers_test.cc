// The calls about translation units, as a client sees them.
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/server/server_fixture.h"

namespace presstm {
namespace {

using grpc::StatusCode;
using Stub = v1::TranslationMemoryService::Stub;

class UnitCallsTest : public ServerTest {
 protected:
  UnitCallsTest() : parent_(CreateMemory("press")) {}

  grpc::Status Create(const v1::CreateTranslationUnitRequest& request) {
    return Call(&Stub::CreateTranslationUnit, request, unit_);
  }
  grpc::Status Get(const std::string& name) {
    v1::GetTranslationUnitRequest request;
    request.set_name(name);
    return Call(&Stub::GetTranslationUnit, request, unit_);
  }
  grpc::Status Update(const v1::UpdateTranslationUnitRequest& request) {
    return Call(&Stub::UpdateTranslationUnit, request, unit_);
  }
  grpc::Status Delete(const std::string& name, const std::string& etag) {
    v1::DeleteTranslationUnitRequest request;
    request.set_name(name);
    request.set_etag(etag);
    google::protobuf::Empty empty;
    return Call(&Stub::DeleteTranslationUnit, request, empty);
  }
  grpc::Status List(const v1::ListTranslationUnitsRequest& request) {
    page_.Clear();
    return Call(&Stub::ListTranslationUnits, request, page_);
  }
  grpc::Status BatchCreate(
      const v1::BatchCreateTranslationUnitsRequest& request) {
    batch_.Clear();
    return Call(&Stub::BatchCreateTranslationUnits, request, batch_);
  }
  v1::CreateTranslationUnitRequest MakeCreateRequest() const {
    v1::CreateTranslationUnitRequest request;
    request.set_parent(parent_);
    *request.mutable_translation_unit() =
        MakeUnit({{"zh-CN", "你好"}, {"KOR", "안녕하세요"}});
    return request;
  }

  const std::string parent_;
  v1::TranslationUnit unit_;
  v1::ListTranslationUnitsResponse page_;
  v1::BatchCreateTranslationUnitsResponse batch_;
};

TEST_F(UnitCallsTest, CreatesAndGets) {
  v1::CreateTranslationUnitRequest request = MakeCreateRequest();
  v1::TranslationUnit& unit = *request.mutable_translation_unit();
  unit.set_document("speech.docx");
  unit.set_origin(v1::ORIGIN_HUMAN);
  unit.set_status(v1::TRANSLATION_STATUS_APPROVED);
  unit.add_notes("첫째");
  v1::InlineCode& code =
      *unit.mutable_variants(0)->mutable_segment()->add_codes();
  code.set_kind(v1::INLINE_CODE_KIND_STANDALONE);
  code.set_position_code_points(1);
  code.set_content("<br/>");
  ASSERT_THAT(Create(request), IsGrpcOk());
  const v1::TranslationUnit created = unit_;
  EXPECT_EQ(created.name().find("memories/press/translationUnits/"), 0U);
  EXPECT_NE(created.etag(), "");
  EXPECT_TRUE(created.has_create_time());
  ASSERT_EQ(created.variants_size(), 2);
  EXPECT_EQ(created.variants(1).language_code(), "KOR");  // As written.
  EXPECT_EQ(created.variants(1).segment().text(), "안녕하세요");
  EXPECT_EQ(created.variants(0).segment().codes(0).number(), 1);
  EXPECT_EQ(created.variants(0).segment().codes(0).position_code_points(), 1);
  EXPECT_EQ(created.document(), "speech.docx");
  EXPECT_EQ(created.origin(), v1::ORIGIN_HUMAN);
  ASSERT_THAT(Get(created.name()), IsGrpcOk());
  EXPECT_EQ(unit_.SerializeAsString(), created.SerializeAsString());
}

TEST_F(UnitCallsTest, NamesTheUserAsAuthor) {
  grpc::ClientContext context;
  context.AddMetadata("presstm-user-bin", "王小明");
  ASSERT_THAT(
      stub().CreateTranslationUnit(&context, MakeCreateRequest(), &unit_),
      IsGrpcOk());
  EXPECT_EQ(unit_.created_by(), "王小明");
}

TEST_F(UnitCallsTest, RefusesAUserThatIsNotUtf8) {
  grpc::ClientContext context;
  context.AddMetadata("presstm-user-bin", "\xff");
  EXPECT_THAT(
      stub().CreateTranslationUnit(&context, MakeCreateRequest(), &unit_),
      IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_UTF8", ""));
}

TEST_F(UnitCallsTest, CreateNamesTheFieldAtFault) {
  struct Row {
    const char* name;
    void (*change)(v1::CreateTranslationUnitRequest& request);
    const char* reason;
    const char* field;
  };
  for (const Row& row : {
           Row{"parent", [](auto& r) { r.set_parent("x"); }, "INVALID_ARGUMENT",
               "parent"},
           Row{"no unit", [](auto& r) { r.clear_translation_unit(); },
               "INVALID_ARGUMENT", "translation_unit.variants"},
           Row{"rule",
               [](auto& r) {
                 r.set_write_rule(static_cast<v1::WriteRule>(70));
               },
               "INVALID_ARGUMENT", "write_rule"},
           Row{"blank",
               [](auto& r) {
                 r.mutable_translation_unit()
                     ->mutable_variants(1)
                     ->mutable_segment()
                     ->set_text(" \u3000");
               },
               "SEGMENT_EMPTY", "translation_unit.variants[1].segment.text"},
           Row{"language",
               [](auto& r) {
                 r.mutable_translation_unit()
                     ->mutable_variants(0)
                     ->set_language_code("!");
               },
               "UNKNOWN_LANGUAGE",
               "translation_unit.variants[0].language_code"},
           Row{"long",
               [](auto& r) {
                 r.mutable_translation_unit()
                     ->mutable_variants(0)
                     ->mutable_segment()
                     ->set_text(std::string(65537, 'x'));
               },
               "SEGMENT_TOO_LONG", "translation_unit.variants[0].segment.text"},
           Row{"position",
               [](auto& r) {
                 v1::InlineCode& code = *r.mutable_translation_unit()
                                             ->mutable_variants(0)
                                             ->mutable_segment()
                                             ->add_codes();
                 code.set_kind(v1::INLINE_CODE_KIND_STANDALONE);
                 code.set_position_code_points(3);
               },
               "INVALID_ARGUMENT",
               "translation_unit.variants[0].segment.codes[0]."
               "position_code_points"},
           Row{"not UTF-8",
               [](auto& r) {
                 r.mutable_translation_unit()
                     ->mutable_variants(0)
                     ->mutable_segment()
                     ->set_text("\xb0\xa1");
               },
               "INVALID_UTF8", "translation_unit.variants[0].segment.text"},
       }) {
    SCOPED_TRACE(row.name);
    v1::CreateTranslationUnitRequest request = MakeCreateRequest();
    row.change(request);
    EXPECT_THAT(Create(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                             row.reason, row.field));
  }
}

TEST_F(UnitCallsTest, CreateNeedsAMemory) {
  v1::CreateTranslationUnitRequest request = MakeCreateRequest();
  request.set_parent("memories/none");
  const grpc::Status status = Create(request);
  EXPECT_EQ(status.error_code(), StatusCode::NOT_FOUND);
  EXPECT_EQ(DecodeDetails(status).reason, "MEMORY_NOT_FOUND");
}

TEST_F(UnitCallsTest, BatchAnswersEachUnitInOrder) {
  v1::BatchCreateTranslationUnitsRequest request;
  request.set_parent(parent_);
  *request.add_translation_units() = MakeUnit({{"zh", "一"}, {"ko", "일"}});
  *request.add_translation_units() = MakeUnit({{"zh", "二"}, {"ko", ""}});
  *request.add_translation_units() = MakeUnit({{"zh", "三"}});
  request.mutable_translation_units(2)->set_usage_count(-1);
  *request.add_translation_units() = MakeUnit({{"zh", "四"}});
  request.mutable_translation_units(3)->set_origin(static_cast<v1::Origin>(9));
  *request.add_translation_units() = MakeUnit({{"zh", "一"}, {"ko", "일"}});
  ASSERT_THAT(BatchCreate(request), IsGrpcOk());
  ASSERT_EQ(batch_.results_size(), 5);
  EXPECT_EQ(batch_.results(0).written().outcome(), v1::WRITE_OUTCOME_ADDED);
  EXPECT_EQ(batch_.results(1).error().code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DecodeDetails(batch_.results(1).error()).reason, "SEGMENT_EMPTY");
  EXPECT_EQ(DecodeDetails(batch_.results(1).error()).field,
            "translation_units[1].variants[1].segment.text");
  EXPECT_EQ(DecodeDetails(batch_.results(2).error()).field,
            "translation_units[2].usage_count");
  EXPECT_EQ(DecodeDetails(batch_.results(3).error()).field,
            "translation_units[3].origin");
  EXPECT_EQ(batch_.results(4).written().outcome(), v1::WRITE_OUTCOME_MERGED);
  EXPECT_EQ(batch_.results(4).written().translation_unit().name(),
            batch_.results(0).written().translation_unit().name());
  EXPECT_EQ(ListUnits(parent_).size(), 1U);
}

TEST_F(UnitCallsTest, BatchHasABound) {
  v1::BatchCreateTranslationUnitsRequest request;
  request.set_parent(parent_);
  EXPECT_THAT(BatchCreate(request),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "TOO_MANY_ITEMS",
                          "translation_units"));
  for (int i = 0; i < 1001; ++i) request.add_translation_units();
  EXPECT_THAT(BatchCreate(request),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "TOO_MANY_ITEMS",
                          "translation_units"));
}

TEST_F(UnitCallsTest, GetRefuses) {
  EXPECT_THAT(Get("memories/press"), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                                 "INVALID_ARGUMENT", "name"));
  const grpc::Status missing = Get("memories/press/translationUnits/777");
  EXPECT_EQ(missing.error_code(), StatusCode::NOT_FOUND);
  EXPECT_EQ(DecodeDetails(missing).reason, "TRANSLATION_UNIT_NOT_FOUND");
  EXPECT_EQ(DecodeDetails(Get("memories/none/translationUnits/1")).reason,
            "MEMORY_NOT_FOUND");
  // A unit is found only under its own memory.
  const std::string name =
      CreateUnit(CreateMemory("other"), MakeUnit({{"zh", "他"}})).name();
  const std::string id = name.substr(name.rfind('/'));
  EXPECT_EQ(DecodeDetails(Get("memories/press/translationUnits" + id)).reason,
            "TRANSLATION_UNIT_NOT_FOUND");
}

TEST_F(UnitCallsTest, ListsInPages) {
  for (int i = 0; i < 7; ++i) {
    CreateUnit(parent_, MakeUnit({{"en", absl::StrCat("Sentence ", i)}}));
  }
  v1::ListTranslationUnitsRequest request;
  request.set_parent(parent_);
  request.set_page_size(3);
  std::string texts;
  int pages = 0;
  do {
    ASSERT_THAT(List(request), IsGrpcOk());
    ++pages;
    for (const v1::TranslationUnit& unit : page_.translation_units()) {
      texts += unit.variants(0).segment().text().back();
    }
    request.set_page_token(page_.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(texts, "0123456");
  EXPECT_EQ(pages, 3);
}

TEST_F(UnitCallsTest, ListFilters) {
  v1::TranslationUnit unit = MakeUnit({{"zh-CN", "你好"}, {"ko", "안녕"}});
  unit.set_document("a.docx");
  CreateUnit(parent_, unit);
  CreateUnit(parent_, MakeUnit({{"zh", "再见"}, {"en", "Goodbye"}}));
  v1::ListTranslationUnitsRequest request;
  request.set_parent(parent_);
  request.set_language_code("en-GB");
  ASSERT_THAT(List(request), IsGrpcOk());
  EXPECT_EQ(page_.translation_units_size(), 1);
  request.set_language_code("zh");
  ASSERT_THAT(List(request), IsGrpcOk());
  EXPECT_EQ(page_.translation_units_size(), 2);
  request.set_document("a.docx");
  ASSERT_THAT(List(request), IsGrpcOk());
  EXPECT_EQ(page_.translation_units_size(), 1);
  request.clear_document();
  request.set_text("再");
  ASSERT_THAT(List(request), IsGrpcOk());
  EXPECT_EQ(page_.translation_units_size(), 1);
  request.set_text("100%");
  ASSERT_THAT(List(request), IsGrpcOk());
  EXPECT_EQ(page_.translation_units_size(), 0);
}

TEST_F(UnitCallsTest, ListKeepsPagesBelowTheMessageLimit) {
  // 100 units of some 60 KB: 6 MB, more than one message may have.
  v1::BatchCreateTranslationUnitsRequest request;
  request.set_parent(parent_);
  for (int i = 0; i < 100; ++i) {
    *request.add_translation_units() =
        MakeUnit({{"en", absl::StrCat(i, std::string(60'000, 'x'))}});
    if (i % 25 != 24) continue;
    ASSERT_THAT(BatchCreate(request), IsGrpcOk());
    request.clear_translation_units();
  }
  v1::ListTranslationUnitsRequest list;
  list.set_parent(parent_);
  list.set_page_size(1000);
  ASSERT_THAT(List(list), IsGrpcOk());
  EXPECT_LT(page_.ByteSizeLong(), size_t{4} << 20);
  EXPECT_NE(page_.next_page_token(), "");
  EXPECT_EQ(ListUnits(parent_).size(), 100U);
}

TEST_F(UnitCallsTest, ListRefuses) {
  v1::ListTranslationUnitsRequest request;
  EXPECT_THAT(List(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                         "INVALID_ARGUMENT", "parent"));
  request.set_parent("memories/none");
  EXPECT_EQ(DecodeDetails(List(request)).reason, "MEMORY_NOT_FOUND");
  request.set_parent(parent_);
  request.set_page_size(-5);
  EXPECT_THAT(List(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                         "INVALID_ARGUMENT", "page_size"));
  request.set_page_size(1);
  CreateUnit(parent_, MakeUnit({{"zh", "一"}}));
  CreateUnit(parent_, MakeUnit({{"zh", "二"}}));
  ASSERT_THAT(List(request), IsGrpcOk());
  request.set_page_token(page_.next_page_token());
  request.set_text("二");
  EXPECT_THAT(List(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                         "INVALID_ARGUMENT", "page_token"));
  request.clear_text();
  request.clear_page_token();
  request.set_language_code("no such language");
  EXPECT_THAT(List(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                         "UNKNOWN_LANGUAGE", "language_code"));
}

TEST_F(UnitCallsTest, UpdatesWhatTheMaskNames) {
  v1::TranslationUnit unit = MakeUnit({{"zh", "你好"}, {"ko", "안녕"}});
  unit.set_document("a.docx");
  unit.add_notes("note");
  const v1::TranslationUnit created = CreateUnit(parent_, unit);
  v1::UpdateTranslationUnitRequest request;
  v1::TranslationUnit& update = *request.mutable_translation_unit();
  update.set_name(created.name());
  *update.mutable_variants() = created.variants();
  update.mutable_variants(1)->mutable_segment()->set_text("안녕하세요");
  update.set_created_by("ignored");
  request.mutable_update_mask()->add_paths("variants");
  request.mutable_update_mask()->add_paths("notes");
  ASSERT_THAT(Update(request), IsGrpcOk());
  EXPECT_EQ(unit_.name(), created.name());
  EXPECT_EQ(unit_.variants(1).segment().text(), "안녕하세요");
  EXPECT_EQ(unit_.notes_size(), 0);
  EXPECT_EQ(unit_.document(), "a.docx");
  EXPECT_NE(unit_.etag(), created.etag());
  const std::string updated = unit_.SerializeAsString();
  ASSERT_THAT(Get(created.name()), IsGrpcOk());
  EXPECT_EQ(unit_.SerializeAsString(), updated);
}

TEST_F(UnitCallsTest, UpdateSetsTheTimeAndTheAuthor) {
  v1::TranslationUnit unit = MakeUnit({{"zh", "你好"}});
  unit.mutable_update_time()->set_seconds(1000);
  unit.set_updated_by("old");
  const v1::TranslationUnit created = CreateUnit(parent_, unit);
  EXPECT_EQ(created.update_time().seconds(), 1000);
  v1::UpdateTranslationUnitRequest request;
  request.mutable_translation_unit()->set_name(created.name());
  request.mutable_translation_unit()->set_document("b.docx");
  grpc::ClientContext context;
  context.AddMetadata("presstm-user-bin", "김");
  ASSERT_THAT(stub().UpdateTranslationUnit(&context, request, &unit_),
              IsGrpcOk());
  EXPECT_GT(unit_.update_time().seconds(), 1000);
  EXPECT_EQ(unit_.updated_by(), "김");
}

TEST_F(UnitCallsTest, UpdateMindsTheEtag) {
  const v1::TranslationUnit created =
      CreateUnit(parent_, MakeUnit({{"zh", "你好"}}));
  v1::UpdateTranslationUnitRequest request;
  request.mutable_translation_unit()->set_name(created.name());
  request.mutable_translation_unit()->set_document("b.docx");
  request.mutable_translation_unit()->set_etag(created.etag());
  ASSERT_THAT(Update(request), IsGrpcOk());
  for (const std::string& etag : {created.etag(), std::string("garbage")}) {
    request.mutable_translation_unit()->set_etag(etag);
    const grpc::Status status = Update(request);
    EXPECT_EQ(status.error_code(), StatusCode::ABORTED);
    EXPECT_EQ(DecodeDetails(status).reason, "ETAG_MISMATCH");
  }
}

TEST_F(UnitCallsTest, UpdateRefuses) {
  const v1::TranslationUnit created =
      CreateUnit(parent_, MakeUnit({{"zh", "你好"}}));
  v1::UpdateTranslationUnitRequest request;
  EXPECT_THAT(Update(request),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "translation_unit.name"));
  request.mutable_translation_unit()->set_name(created.name());
  request.mutable_update_mask()->add_paths("segments");
  EXPECT_THAT(Update(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                           "INVALID_ARGUMENT", "update_mask"));
  request.mutable_update_mask()->set_paths(0, "variants");
  EXPECT_THAT(Update(request),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "translation_unit.variants"));
  request.mutable_translation_unit()->set_name(
      "memories/press/translationUnits/777");
  EXPECT_EQ(DecodeDetails(Update(request)).reason,
            "TRANSLATION_UNIT_NOT_FOUND");
}

TEST_F(UnitCallsTest, DeleteMindsTheEtag) {
  const v1::TranslationUnit created =
      CreateUnit(parent_, MakeUnit({{"zh", "你好"}}));
  const grpc::Status mismatch = Delete(created.name(), "99");
  EXPECT_EQ(mismatch.error_code(), StatusCode::ABORTED);
  EXPECT_EQ(DecodeDetails(mismatch).reason, "ETAG_MISMATCH");
  ASSERT_THAT(Delete(created.name(), created.etag()), IsGrpcOk());
  EXPECT_EQ(DecodeDetails(Delete(created.name(), "")).reason,
            "TRANSLATION_UNIT_NOT_FOUND");
  EXPECT_THAT(Delete("x", ""), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                           "INVALID_ARGUMENT", "name"));
}

}  // namespace
}  // namespace presstm
