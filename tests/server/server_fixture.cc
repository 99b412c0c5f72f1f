#include "tests/server/server_fixture.h"

#include <cstdlib>

namespace presstm {
namespace {

std::filesystem::path MakeTemporaryFolder() {
  std::string pattern = testing::TempDir() + "/presstm_server_test_XXXXXX";
  return mkdtemp(pattern.data());
}

}  // namespace

ErrorDetails DecodeDetails(const v1::Status& status) {
  ErrorDetails details;
  for (const google::protobuf::Any& any : status.details()) {
    v1::ErrorInfo info;
    v1::BadRequest bad_request;
    if (any.type_url() == "type.googleapis.com/google.rpc.ErrorInfo" &&
        info.ParseFromString(any.value())) {
      details.reason = info.reason();
      details.domain = info.domain();
    }
    if (any.type_url() == "type.googleapis.com/google.rpc.BadRequest" &&
        bad_request.ParseFromString(any.value())) {
      details.field = bad_request.field_violations(0).field();
    }
  }
  return details;
}

ErrorDetails DecodeDetails(const grpc::Status& status) {
  v1::Status proto;
  proto.ParseFromString(status.error_details());
  return DecodeDetails(proto);
}

v1::TranslationUnit MakeUnit(
    const std::vector<std::pair<std::string, std::string>>& texts) {
  v1::TranslationUnit unit;
  for (const auto& [language, text] : texts) {
    v1::Variant& variant = *unit.add_variants();
    variant.set_language_code(language);
    variant.mutable_segment()->set_text(text);
  }
  if (!texts.empty()) unit.set_source_language_code(texts.front().first);
  return unit;
}

ServerTest::ServerTest() : folder_(MakeTemporaryFolder()) {
  auto server = EmbeddedServer::Open((folder_ / "test.db").string());
  if (!server.ok()) {
    ADD_FAILURE() << server.status();
    std::abort();
  }
  server_ = *std::move(server);
  stub_ = v1::TranslationMemoryService::NewStub(server_->channel());
}

ServerTest::~ServerTest() {
  stub_.reset();
  server_.reset();
  std::filesystem::remove_all(folder_);
}

std::string ServerTest::CreateMemory(const std::string& id) {
  v1::CreateMemoryRequest request;
  request.set_memory_id(id);
  v1::Memory memory;
  EXPECT_THAT(
      Call(&v1::TranslationMemoryService::Stub::CreateMemory, request, memory),
      IsGrpcOk());
  return memory.name();
}

v1::TranslationUnit ServerTest::CreateUnit(const std::string& parent,
                                           const v1::TranslationUnit& unit) {
  v1::CreateTranslationUnitRequest request;
  request.set_parent(parent);
  *request.mutable_translation_unit() = unit;
  v1::TranslationUnit created;
  EXPECT_THAT(Call(&v1::TranslationMemoryService::Stub::CreateTranslationUnit,
                   request, created),
              IsGrpcOk());
  return created;
}

std::vector<v1::TranslationUnit> ServerTest::ListUnits(
    const std::string& parent) {
  std::vector<v1::TranslationUnit> units;
  v1::ListTranslationUnitsRequest request;
  request.set_parent(parent);
  do {
    v1::ListTranslationUnitsResponse response;
    EXPECT_THAT(Call(&v1::TranslationMemoryService::Stub::ListTranslationUnits,
                     request, response),
                IsGrpcOk());
    units.insert(units.end(), response.translation_units().begin(),
                 response.translation_units().end());
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return units;
}

}  // namespace presstm
