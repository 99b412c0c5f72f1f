// Look-ups of many segments, as a client sees them.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/server/server_fixture.h"

namespace presstm {
namespace {

using grpc::StatusCode;
using Stub = v1::TranslationMemoryService::Stub;

class BatchLookupTest : public ServerTest {
 protected:
  BatchLookupTest() : parent_(CreateMemory("press")) {
    for (int k = 0; k < 20; ++k) {
      CreateUnit(parent_, MakeUnit({{"zh", Chinese(k)}, {"ko", Korean(k)}}));
    }
    config_.set_source_language_code("zh");
    config_.set_target_language_code("ko");
    config_.add_memories()->set_memory(parent_);
  }

  static std::string Chinese(int k) {
    constexpr const char* kDigits[] = {"甲", "乙", "丙", "丁", "戊",
                                       "己", "庚", "辛", "壬", "癸"};
    return absl::StrCat("关于", kDigits[k % 10], kDigits[k / 10], "的声明");
  }
  static std::string Korean(int k) { return absl::StrCat("성명 제", k, "호"); }

  static v1::LookupQuery Query(const std::string& text) {
    v1::LookupQuery query;
    query.mutable_query()->set_text(text);
    return query;
  }

  // The best proposal, or what stands in its place.
  static std::string Show(const v1::LookupResult& result) {
    switch (result.result_case()) {
      case v1::LookupResult::kResponse:
        return result.response().matches().empty()
                   ? "nothing"
                   : result.response().matches(0).target().segment().text();
      case v1::LookupResult::kError:
        return DecodeDetails(result.error()).field;
      case v1::LookupResult::RESULT_NOT_SET:
        return "skipped";
    }
    return "";
  }
  template <typename Results>
  static std::vector<std::string> Show(const Results& results) {
    std::vector<std::string> shown;
    for (const v1::LookupResult& result : results) {
      shown.push_back(Show(result));
    }
    return shown;
  }

  const std::string parent_;
  v1::LookupRequest config_;
};

class BatchLookupCallTest : public BatchLookupTest {
 protected:
  grpc::Status Lookup(const v1::BatchLookupRequest& request) {
    response_.Clear();
    return Call(&Stub::BatchLookup, request, response_);
  }
  v1::BatchLookupRequest MakeRequest(const std::vector<std::string>& texts) {
    v1::BatchLookupRequest request;
    *request.mutable_config() = config_;
    for (const std::string& text : texts) *request.add_queries() = Query(text);
    return request;
  }
  v1::BatchLookupResponse response_;
};

TEST_F(BatchLookupCallTest, AnswersInOrder) {
  v1::BatchLookupRequest request =
      MakeRequest({Chinese(3), "天气预报", " ", Chinese(1), Chinese(2)});
  request.mutable_queries(3)->set_skip(true);
  ASSERT_THAT(Lookup(request), IsGrpcOk());
  EXPECT_EQ(
      Show(response_.results()),
      (std::vector<std::string>{Korean(3), "nothing", "queries[2].query.text",
                                "skipped", Korean(2)}));
  EXPECT_EQ(DecodeDetails(response_.results(2).error()).reason,
            "SEGMENT_EMPTY");
}

TEST_F(BatchLookupCallTest, AnswersAsSingleLookupsDo) {
  std::vector<std::string> texts;
  for (int k = 0; k < 20; ++k) texts.push_back(Chinese(k) + "全文");
  config_.set_threshold(40);
  ASSERT_THAT(Lookup(MakeRequest(texts)), IsGrpcOk());
  ASSERT_EQ(response_.results_size(), 20);
  for (int k = 0; k < 20; ++k) {
    v1::LookupRequest single = config_;
    single.mutable_query()->set_text(texts[static_cast<size_t>(k)]);
    v1::LookupResponse expected;
    ASSERT_THAT(Call(&Stub::Lookup, single, expected), IsGrpcOk());
    EXPECT_EQ(expected.matches_size(), 5);
    EXPECT_EQ(response_.results(k).response().SerializeAsString(),
              expected.SerializeAsString());
  }
}

TEST_F(BatchLookupCallTest, EachQueryHasItsContext) {
  v1::TranslationUnit unit = MakeUnit({{"zh", "是的"}, {"ko", "네"}});
  unit.add_contexts()->set_previous_text("对吗");
  CreateUnit(parent_, unit);
  v1::BatchLookupRequest request = MakeRequest({"是的", "是的"});
  request.mutable_queries(1)->set_previous_text("对吗");
  ASSERT_THAT(Lookup(request), IsGrpcOk());
  EXPECT_EQ(response_.results(0).response().matches(0).type(),
            v1::MATCH_TYPE_EXACT);
  EXPECT_EQ(response_.results(1).response().matches(0).type(),
            v1::MATCH_TYPE_CONTEXT);
}

TEST_F(BatchLookupCallTest, WhatIsWrongWithTheConfigEndsTheCall) {
  v1::BatchLookupRequest request = MakeRequest({Chinese(1)});
  request.mutable_config()->set_threshold(101);
  EXPECT_THAT(Lookup(request),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "config.threshold"));
  request = MakeRequest({Chinese(1)});
  request.mutable_config()->mutable_filter()->add_origins(
      static_cast<v1::Origin>(99));
  EXPECT_THAT(Lookup(request),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "config.filter.origins[0]"));
  request = MakeRequest({Chinese(1)});
  request.mutable_config()->add_memories()->set_memory("memories/none");
  EXPECT_EQ(Lookup(request).error_code(), StatusCode::NOT_FOUND);
  EXPECT_THAT(
      Lookup(MakeRequest({})),
      IsGrpcError(StatusCode::INVALID_ARGUMENT, "TOO_MANY_ITEMS", "queries"));
  EXPECT_THAT(
      Lookup(MakeRequest(std::vector<std::string>(1001, "是"))),
      IsGrpcError(StatusCode::INVALID_ARGUMENT, "TOO_MANY_ITEMS", "queries"));
}

class StreamLookupTest : public BatchLookupTest {
 protected:
  using Stream = grpc::ClientReaderWriter<v1::StreamLookupRequest,
                                          v1::StreamLookupResponse>;

  std::unique_ptr<Stream> Open() {
    context_ = std::make_unique<grpc::ClientContext>();
    return stub().StreamLookup(context_.get());
  }
  std::unique_ptr<Stream> OpenWithConfig() {
    auto stream = Open();
    v1::StreamLookupRequest request;
    *request.mutable_config() = config_;
    EXPECT_TRUE(stream->Write(request));
    return stream;
  }
  static bool Send(Stream& stream, const std::vector<std::string>& texts) {
    v1::StreamLookupRequest request;
    request.mutable_queries();
    for (const std::string& text : texts) {
      *request.mutable_queries()->add_queries() = Query(text);
    }
    return stream.Write(request);
  }
  // The next `count` results.
  static std::vector<std::string> Receive(Stream& stream, size_t count) {
    std::vector<std::string> shown;
    v1::StreamLookupResponse response;
    while (shown.size() < count && stream.Read(&response)) {
      for (const std::string& text : Show(response.results())) {
        shown.push_back(text);
      }
    }
    return shown;
  }

  std::unique_ptr<grpc::ClientContext> context_;
};

TEST_F(StreamLookupTest, AnswersEachMessageInOrder) {
  auto stream = OpenWithConfig();
  ASSERT_TRUE(Send(*stream, {Chinese(3)}));
  EXPECT_EQ(Receive(*stream, 1), std::vector<std::string>{Korean(3)});
  ASSERT_TRUE(Send(*stream, {Chinese(1), "\n", "天气预报"}));
  EXPECT_EQ(Receive(*stream, 3),
            (std::vector<std::string>{Korean(1), "queries[1].query.text",
                                      "nothing"}));
  stream->WritesDone();
  EXPECT_EQ(Receive(*stream, 1), std::vector<std::string>());
  EXPECT_THAT(stream->Finish(), IsGrpcOk());
}

TEST_F(StreamLookupTest, SeesWhatWasWrittenMeanwhile) {
  auto stream = OpenWithConfig();
  ASSERT_TRUE(Send(*stream, {"今天的新闻"}));
  EXPECT_EQ(Receive(*stream, 1), std::vector<std::string>{"nothing"});
  CreateUnit(parent_, MakeUnit({{"zh", "今天的新闻"}, {"ko", "오늘의 뉴스"}}));
  ASSERT_TRUE(Send(*stream, {"今天的新闻"}));
  EXPECT_EQ(Receive(*stream, 1), std::vector<std::string>{"오늘의 뉴스"});
  stream->WritesDone();
  EXPECT_THAT(stream->Finish(), IsGrpcOk());
}

TEST_F(StreamLookupTest, CutsLargeAnswersIntoMessages) {
  v1::TranslationUnit unit =
      MakeUnit({{"zh", "长篇"}, {"ko", std::string(60'000, 'k')}});
  CreateUnit(parent_, unit);
  auto stream = OpenWithConfig();
  ASSERT_TRUE(Send(*stream, std::vector<std::string>(100, "长篇")));
  stream->WritesDone();
  v1::StreamLookupResponse response;
  int messages = 0;
  int results = 0;
  while (stream->Read(&response)) {
    ++messages;
    results += response.results_size();
    EXPECT_LT(response.ByteSizeLong(), 1'000'000U);
  }
  EXPECT_THAT(stream->Finish(), IsGrpcOk());
  EXPECT_GT(messages, 5);
  EXPECT_EQ(results, 100);
}

TEST_F(StreamLookupTest, WantsTheConfigFirstAndThenQueries) {
  auto stream = Open();
  Send(*stream, {Chinese(1)});
  EXPECT_THAT(stream->Finish(), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                            "INVALID_ARGUMENT", "config"));
  stream = OpenWithConfig();
  v1::StreamLookupRequest again;
  *again.mutable_config() = config_;
  stream->Write(again);
  EXPECT_THAT(stream->Finish(), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                            "INVALID_ARGUMENT", "queries"));
  stream = OpenWithConfig();
  Send(*stream, {});
  EXPECT_THAT(stream->Finish(), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                            "TOO_MANY_ITEMS", "queries"));
  config_.clear_memories();
  stream = OpenWithConfig();
  EXPECT_THAT(stream->Finish(),
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "config.memories"));
}

TEST_F(StreamLookupTest, EndsWithItsMemory) {
  auto stream = OpenWithConfig();
  ASSERT_TRUE(Send(*stream, {Chinese(3)}));
  EXPECT_EQ(Receive(*stream, 1), std::vector<std::string>{Korean(3)});
  v1::DeleteMemoryRequest deletion;
  deletion.set_name(parent_);
  google::protobuf::Empty nothing;
  ASSERT_THAT(Call(&Stub::DeleteMemory, deletion, nothing), IsGrpcOk());
  Send(*stream, {Chinese(3)});
  const grpc::Status status = stream->Finish();
  EXPECT_EQ(status.error_code(), StatusCode::NOT_FOUND);
  EXPECT_EQ(DecodeDetails(status).reason, "MEMORY_NOT_FOUND");
}

TEST_F(StreamLookupTest, CanBeCancelled) {
  auto stream = OpenWithConfig();
  ASSERT_TRUE(Send(*stream, {Chinese(3)}));
  EXPECT_EQ(Receive(*stream, 1), std::vector<std::string>{Korean(3)});
  context_->TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), StatusCode::CANCELLED);
}

}  // namespace
}  // namespace presstm
