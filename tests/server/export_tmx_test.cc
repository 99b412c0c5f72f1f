// The export of memories, as a client sees it.
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/server/server_fixture.h"

namespace presstm {
namespace {

using grpc::StatusCode;

class ExportTmxTest : public ServerTest {
 protected:
  ExportTmxTest() : parent_(CreateMemory("press")) {
    request_.set_parent(parent_);
  }

  grpc::Status Export(std::string& file) {
    grpc::ClientContext context;
    const auto stream = stub().ExportTmx(&context, request_);
    v1::ExportTmxResponse response;
    file.clear();
    while (stream->Read(&response)) {
      EXPECT_FALSE(response.chunk().empty());
      EXPECT_LE(response.chunk().size(), size_t{1} << 20);
      file += response.chunk();
    }
    return stream->Finish();
  }

  // Writes `file` to a new memory and returns its name.
  std::string Import(const std::string& id, const std::string& file) {
    const std::string parent = CreateMemory(id);
    grpc::ClientContext context;
    const auto stream = stub().ImportTmx(&context);
    v1::ImportTmxRequest request;
    request.mutable_config()->set_parent(parent);
    stream->Write(request);
    request.set_chunk(file);
    stream->Write(request);
    stream->WritesDone();
    v1::ImportTmxResponse response;
    while (stream->Read(&response)) {
    }
    EXPECT_THAT(stream->Finish(), IsGrpcOk());
    return parent;
  }

  const std::string parent_;
  v1::ExportTmxRequest request_;
};

TEST_F(ExportTmxTest, GivesBackWhatWasStored) {
  v1::TranslationUnit unit = MakeUnit(
      {{"zh-CN", "点击<这里>&"}, {"ko-KR", "여기를 클릭"}, {"en", "Click 😀"}});
  unit.set_external_id("id-1");
  unit.add_notes("note");
  v1::Property& property = *unit.add_properties();
  property.set_key("client");
  property.set_value("a&b");
  v1::InlineCode& code =
      *unit.mutable_variants(0)->mutable_segment()->add_codes();
  code.set_kind(v1::INLINE_CODE_KIND_STANDALONE);
  code.set_position_code_points(2);
  code.set_content("<br>");
  CreateUnit(parent_, unit);
  std::string file;
  ASSERT_THAT(Export(file), IsGrpcOk());
  const auto units = ListUnits(Import("copy", file));
  ASSERT_EQ(units.size(), 1U);
  EXPECT_EQ(units[0].external_id(), "id-1");
  EXPECT_EQ(units[0].source_language_code(), "zh-CN");
  ASSERT_EQ(units[0].variants_size(), 3);
  EXPECT_EQ(units[0].variants(0).segment().text(), "点击<这里>&");
  EXPECT_EQ(units[0].variants(0).segment().codes(0).position_code_points(), 2);
  EXPECT_EQ(units[0].variants(2).segment().text(), "Click 😀");
}

TEST_F(ExportTmxTest, AnEmptyMemoryIsAFileToo) {
  std::string file;
  ASSERT_THAT(Export(file), IsGrpcOk());
  EXPECT_TRUE(ListUnits(Import("copy", file)).empty());
}

TEST_F(ExportTmxTest, GoesThroughAllPages) {
  v1::BatchCreateTranslationUnitsRequest batch;
  batch.set_parent(parent_);
  for (int i = 0; i < 999; ++i) {
    *batch.add_translation_units() =
        MakeUnit({{"zh", absl::StrCat("第", i, "句")},
                  {"en", absl::StrCat("Sentence ", i)}});
  }
  v1::BatchCreateTranslationUnitsResponse response;
  ASSERT_THAT(
      Call(&v1::TranslationMemoryService::Stub::BatchCreateTranslationUnits,
           batch, response),
      IsGrpcOk());
  std::string file;
  ASSERT_THAT(Export(file), IsGrpcOk());
  const auto units = ListUnits(Import("copy", file));
  ASSERT_EQ(units.size(), 999U);
  for (int i = 0; i < 999; ++i) {
    EXPECT_EQ(units[i].variants(1).segment().text(),
              absl::StrCat("Sentence ", i));
  }
}

TEST_F(ExportTmxTest, ChoosesLanguages) {
  CreateUnit(parent_, MakeUnit({{"zh-CN", "一"}, {"ko", "일"}, {"en", "one"}}));
  CreateUnit(parent_, MakeUnit({{"zh-CN", "二"}, {"en", "two"}}));
  request_.add_language_codes("zh");
  request_.add_language_codes("KOR");
  request_.set_source_language_code("zh-CN");
  std::string file;
  ASSERT_THAT(Export(file), IsGrpcOk());
  EXPECT_NE(file.find("srclang=\"zh-CN\""), std::string::npos);
  EXPECT_EQ(file.find("one"), std::string::npos);
  const auto units = ListUnits(Import("copy", file));
  ASSERT_EQ(units.size(), 1U);
  EXPECT_EQ(units[0].variants_size(), 2);
}

TEST_F(ExportTmxTest, ChoosesUnits) {
  for (int day = 1; day <= 4; ++day) {
    v1::TranslationUnit unit = MakeUnit(
        {{"en", absl::StrCat("day ", day)}, {"ko", absl::StrCat(day, "일")}});
    unit.set_external_id(absl::StrCat("d", day));
    unit.mutable_create_time()->set_seconds(day * 86'400);
    unit.mutable_update_time()->set_seconds(day * 86'400);
    v1::Property& property = *unit.add_properties();
    property.set_key("client");
    property.set_value(day % 2 == 0 ? "even" : "odd");
    CreateUnit(parent_, unit);
  }
  request_.mutable_filter()->mutable_change_time_from()->set_seconds(2 *
                                                                     86'400);
  request_.mutable_filter()->mutable_change_time_before()->set_seconds(4 *
                                                                       86'400);
  v1::Property& wanted = *request_.mutable_filter()->add_properties();
  wanted.set_key("client");
  wanted.set_value("odd");
  for (const v1::FileFormat format :
       {v1::FILE_FORMAT_TMX, v1::FILE_FORMAT_CSV, v1::FILE_FORMAT_TSV,
        v1::FILE_FORMAT_JSON_LINES}) {
    SCOPED_TRACE(v1::FileFormat_Name(format));
    request_.set_format(format);
    std::string file;
    ASSERT_THAT(Export(file), IsGrpcOk());
    for (int day = 1; day <= 4; ++day) {
      EXPECT_EQ(file.find(absl::StrCat("day ", day)) != std::string::npos,
                day == 3)
          << file;
    }
  }
  request_.mutable_filter()->mutable_change_time_before()->set_seconds(1);
  std::string file;
  EXPECT_THAT(Export(file),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "filter.change_time_before"));
}

TEST_F(ExportTmxTest, TellsContextsToOtherTools) {
  v1::TranslationUnit unit = MakeUnit({{"en", "a"}, {"ko", "가"}});
  unit.add_contexts()->set_previous_text("before");
  CreateUnit(parent_, unit);
  std::string file;
  ASSERT_THAT(Export(file), IsGrpcOk());
  EXPECT_EQ(file.find("x-context-pre"), std::string::npos);
  request_.set_context_naming(v1::CONTEXT_NAMING_MEMOQ);
  ASSERT_THAT(Export(file), IsGrpcOk());
  EXPECT_NE(file.find("<prop type=\"x-context-pre\">&lt;seg&gt;before"),
            std::string::npos);
}

TEST_F(ExportTmxTest, WritesNoXliff) {
  request_.set_format(v1::FILE_FORMAT_XLIFF);
  std::string file;
  EXPECT_THAT(Export(file), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                        "INVALID_ARGUMENT", "format"));
}

TEST_F(ExportTmxTest, Refuses) {
  std::string file;
  request_.add_language_codes("!");
  EXPECT_THAT(Export(file),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "UNKNOWN_LANGUAGE",
                          "language_codes[0]"));
  request_.clear_language_codes();
  request_.set_source_language_code("!");
  EXPECT_THAT(Export(file),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "UNKNOWN_LANGUAGE",
                          "source_language_code"));
  request_.clear_source_language_code();
  request_.set_parent("memories/none");
  const grpc::Status missing = Export(file);
  EXPECT_EQ(missing.error_code(), StatusCode::NOT_FOUND);
  EXPECT_EQ(DecodeDetails(missing).reason, "MEMORY_NOT_FOUND");
  EXPECT_EQ(file, "");
  request_.set_parent("press");
  EXPECT_THAT(Export(file), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                        "INVALID_ARGUMENT", "parent"));
}

TEST_F(ExportTmxTest, StopsWhenItIsCancelled) {
  v1::BatchCreateTranslationUnitsRequest batch;
  batch.set_parent(parent_);
  for (int i = 0; i < 60; ++i) {
    *batch.add_translation_units() =
        MakeUnit({{"en", absl::StrCat(i, std::string(60'000, 'x'))},
                  {"zh", absl::StrCat("第", i, "句")}});
  }
  v1::BatchCreateTranslationUnitsResponse response;
  ASSERT_THAT(
      Call(&v1::TranslationMemoryService::Stub::BatchCreateTranslationUnits,
           batch, response),
      IsGrpcOk());
  grpc::ClientContext context;
  const auto stream = stub().ExportTmx(&context, request_);
  v1::ExportTmxResponse chunk;
  ASSERT_TRUE(stream->Read(&chunk));
  context.TryCancel();
  while (stream->Read(&chunk)) {
  }
  EXPECT_EQ(stream->Finish().error_code(), StatusCode::CANCELLED);
}

}  // namespace
}  // namespace presstm
