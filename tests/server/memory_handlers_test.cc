// The calls about memories, as a client sees them.
#include <string>

#include "gtest/gtest.h"
#include "tests/server/server_fixture.h"

namespace presstm {
namespace {

using grpc::StatusCode;
using Stub = v1::TranslationMemoryService::Stub;

class MemoryCallsTest : public ServerTest {
 protected:
  grpc::Status Create(const v1::CreateMemoryRequest& request) {
    return Call(&Stub::CreateMemory, request, memory_);
  }
  grpc::Status Get(const std::string& name) {
    v1::GetMemoryRequest request;
    request.set_name(name);
    return Call(&Stub::GetMemory, request, memory_);
  }
  grpc::Status Update(const v1::UpdateMemoryRequest& request) {
    return Call(&Stub::UpdateMemory, request, memory_);
  }
  grpc::Status Delete(const std::string& name) {
    v1::DeleteMemoryRequest request;
    request.set_name(name);
    google::protobuf::Empty empty;
    return Call(&Stub::DeleteMemory, request, empty);
  }
  grpc::Status List(const v1::ListMemoriesRequest& request) {
    page_.Clear();
    return Call(&Stub::ListMemories, request, page_);
  }

  v1::Memory memory_;
  v1::ListMemoriesResponse page_;
};

TEST_F(MemoryCallsTest, CreatesAndGets) {
  v1::CreateMemoryRequest request;
  request.set_memory_id("cgtn-2025");
  request.mutable_memory()->set_display_name("뉴스 2025");
  request.mutable_memory()->set_description("新闻");
  request.mutable_memory()->set_default_penalty(3);
  request.mutable_memory()->set_write_rule(v1::WRITE_RULE_KEEP_NEWEST);
  ASSERT_THAT(Create(request), IsGrpcOk());
  const v1::Memory created = memory_;
  EXPECT_EQ(created.name(), "memories/cgtn-2025");
  EXPECT_EQ(created.display_name(), "뉴스 2025");
  EXPECT_EQ(created.description(), "新闻");
  EXPECT_EQ(created.default_penalty(), 3);
  EXPECT_EQ(created.write_rule(), v1::WRITE_RULE_KEEP_NEWEST);
  EXPECT_TRUE(created.has_create_time());
  EXPECT_EQ(created.translation_unit_count(), 0);
  ASSERT_THAT(Get("memories/cgtn-2025"), IsGrpcOk());
  EXPECT_EQ(memory_.SerializeAsString(), created.SerializeAsString());
}

TEST_F(MemoryCallsTest, CreateRefuses) {
  v1::CreateMemoryRequest request;
  EXPECT_THAT(Create(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                           "INVALID_ARGUMENT", "memory_id"));
  request.set_memory_id("Not-Lower");
  EXPECT_THAT(Create(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                           "INVALID_ARGUMENT", "memory_id"));
  request.set_memory_id("a");
  request.mutable_memory()->set_default_penalty(-1);
  EXPECT_THAT(Create(request),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "memory.default_penalty"));
  request.mutable_memory()->set_default_penalty(0);
  request.mutable_memory()->set_write_rule(static_cast<v1::WriteRule>(42));
  EXPECT_THAT(Create(request),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "memory.write_rule"));
}

TEST_F(MemoryCallsTest, CreateRefusesATakenName) {
  CreateMemory("press");
  v1::CreateMemoryRequest request;
  request.set_memory_id("press");
  const grpc::Status status = Create(request);
  EXPECT_EQ(status.error_code(), StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(DecodeDetails(status).reason, "MEMORY_EXISTS");
}

TEST_F(MemoryCallsTest, GetRefuses) {
  EXPECT_EQ(Get("memories/none").error_code(), StatusCode::NOT_FOUND);
  EXPECT_EQ(DecodeDetails(Get("memories/none")).reason, "MEMORY_NOT_FOUND");
  EXPECT_THAT(Get("press"), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                        "INVALID_ARGUMENT", "name"));
}

TEST_F(MemoryCallsTest, ListsInPages) {
  for (const char* id : {"c", "a", "d", "b", "e"}) CreateMemory(id);
  v1::ListMemoriesRequest request;
  request.set_page_size(2);
  std::string names;
  int pages = 0;
  do {
    ASSERT_THAT(List(request), IsGrpcOk());
    ++pages;
    for (const v1::Memory& memory : page_.memories()) {
      names += memory.name() + " ";
    }
    request.set_page_token(page_.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(names, "memories/a memories/b memories/c memories/d memories/e ");
  EXPECT_EQ(pages, 3);
}

TEST_F(MemoryCallsTest, ListEndsWithoutAnEmptyPage) {
  CreateMemory("a");
  CreateMemory("b");
  v1::ListMemoriesRequest request;
  request.set_page_size(2);
  ASSERT_THAT(List(request), IsGrpcOk());
  EXPECT_EQ(page_.memories_size(), 2);
  EXPECT_EQ(page_.next_page_token(), "");
}

TEST_F(MemoryCallsTest, ListRefuses) {
  v1::ListMemoriesRequest request;
  request.set_page_size(-1);
  EXPECT_THAT(List(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                         "INVALID_ARGUMENT", "page_size"));
  request.set_page_size(0);
  request.set_page_token("garbage");
  EXPECT_THAT(List(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                         "INVALID_ARGUMENT", "page_token"));
}

TEST_F(MemoryCallsTest, UpdatesWhatTheMaskNames) {
  CreateMemory("press");
  v1::UpdateMemoryRequest request;
  v1::Memory& memory = *request.mutable_memory();
  memory.set_name("memories/press");
  memory.set_display_name("Press");
  memory.set_description("All of it");
  memory.set_default_penalty(5);
  memory.set_translation_unit_count(99);
  ASSERT_THAT(Update(request), IsGrpcOk());
  EXPECT_EQ(memory_.display_name(), "Press");
  EXPECT_EQ(memory_.default_penalty(), 5);
  EXPECT_EQ(memory_.translation_unit_count(), 0);
  memory.clear_description();
  memory.set_display_name("ignored");
  request.mutable_update_mask()->add_paths("description");
  ASSERT_THAT(Update(request), IsGrpcOk());
  EXPECT_EQ(memory_.description(), "");
  EXPECT_EQ(memory_.display_name(), "Press");
  ASSERT_THAT(Get("memories/press"), IsGrpcOk());
  EXPECT_EQ(memory_.display_name(), "Press");
}

TEST_F(MemoryCallsTest, UpdateRefuses) {
  CreateMemory("press");
  v1::UpdateMemoryRequest request;
  EXPECT_THAT(Update(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                           "INVALID_ARGUMENT", "memory.name"));
  request.mutable_memory()->set_name("memories/none");
  EXPECT_EQ(DecodeDetails(Update(request)).reason, "MEMORY_NOT_FOUND");
  request.mutable_memory()->set_name("memories/press");
  request.mutable_update_mask()->add_paths("size");
  EXPECT_THAT(Update(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                           "INVALID_ARGUMENT", "update_mask"));
  request.clear_update_mask();
  request.mutable_memory()->set_default_penalty(1000);
  EXPECT_THAT(Update(request),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "memory.default_penalty"));
}

TEST_F(MemoryCallsTest, DeletesWithAllUnits) {
  const std::string name = CreateMemory("press");
  CreateUnit(name, MakeUnit({{"zh", "你好"}, {"ko", "안녕하세요"}}));
  ASSERT_THAT(Get(name), IsGrpcOk());
  EXPECT_EQ(memory_.translation_unit_count(), 1);
  ASSERT_THAT(Delete(name), IsGrpcOk());
  EXPECT_EQ(DecodeDetails(Get(name)).reason, "MEMORY_NOT_FOUND");
  EXPECT_EQ(DecodeDetails(Delete(name)).reason, "MEMORY_NOT_FOUND");
  EXPECT_THAT(Delete("x"), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                       "INVALID_ARGUMENT", "name"));
}

}  // namespace
}  // namespace presstm
