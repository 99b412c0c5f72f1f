// The import of TMX files, as a client sees it.
#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "tests/server/server_fixture.h"

namespace presstm {
namespace {

using grpc::StatusCode;

constexpr char kBegin[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<tmx version=\"1.4\">\n"
    "<header creationtool=\"t\" creationtoolversion=\"1\" "
    "segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"zh-CN\" "
    "datatype=\"plaintext\"/>\n"
    "<body>\n";
constexpr char kEnd[] = "</body>\n</tmx>\n";

// One unit on one line.
std::string Tu(const std::string& tuid, const std::string& chinese,
               const std::string& korean) {
  return absl::StrCat("<tu tuid=\"", tuid, "\"><tuv xml:lang=\"zh-CN\"><seg>",
                      chinese, "</seg></tuv><tuv xml:lang=\"ko-KR\"><seg>",
                      korean, "</seg></tuv></tu>\n");
}

std::string File(int count) {
  std::string file = kBegin;
  for (int i = 0; i < count; ++i) {
    file += Tu(absl::StrCat(i), absl::StrCat("第", i, "句话"),
               absl::StrCat(i, "번째 문장"));
  }
  return file + kEnd;
}

struct Outcome {
  grpc::Status status;
  std::vector<v1::ImportTmxResponse> responses;

  const v1::ImportTmxResponse& last() const { return responses.back(); }
  std::vector<v1::ImportProblem> problems() const {
    std::vector<v1::ImportProblem> all;
    for (const v1::ImportTmxResponse& response : responses) {
      all.insert(all.end(), response.problems().begin(),
                 response.problems().end());
    }
    return all;
  }
};

class ImportTmxTest : public ServerTest {
 protected:
  ImportTmxTest() : parent_(CreateMemory("press")) {
    config_.set_parent(parent_);
    config_.set_source_name("press.tmx");
  }

  Outcome Import(const std::string& file, size_t chunk_bytes = 64 * 1024) {
    grpc::ClientContext context;
    const auto stream = stub().ImportTmx(&context);
    v1::ImportTmxRequest request;
    *request.mutable_config() = config_;
    Outcome outcome;
    const auto read_all = [&] {
      v1::ImportTmxResponse response;
      while (stream->Read(&response)) outcome.responses.push_back(response);
    };
    std::thread reader;
    if (reads_meanwhile_) reader = std::thread(read_all);
    bool ok = stream->Write(request);
    for (size_t i = 0; ok && i < file.size(); i += chunk_bytes) {
      request.set_chunk(file.substr(i, chunk_bytes));
      ok = stream->Write(request);
    }
    stream->WritesDone();
    reads_meanwhile_ ? reader.join() : read_all();
    outcome.status = stream->Finish();
    return outcome;
  }

  const std::string parent_;
  v1::ImportTmxConfig config_;
  bool reads_meanwhile_ = true;
};

TEST_F(ImportTmxTest, StoresEveryUnit) {
  const std::string file = File(3);
  const Outcome outcome = Import(file);
  ASSERT_THAT(outcome.status, IsGrpcOk());
  ASSERT_FALSE(outcome.responses.empty());
  EXPECT_TRUE(outcome.last().done());
  EXPECT_EQ(outcome.last().read_count(), 3);
  EXPECT_EQ(outcome.last().added_count(), 3);
  EXPECT_EQ(outcome.last().rejected_count(), 0);
  EXPECT_EQ(outcome.last().processed_bytes(),
            static_cast<int64_t>(file.size()));
  const std::vector<v1::TranslationUnit> units = ListUnits(parent_);
  ASSERT_EQ(units.size(), 3U);
  EXPECT_EQ(units[1].external_id(), "1");
  EXPECT_EQ(units[1].origin(), v1::ORIGIN_IMPORTED);
  EXPECT_EQ(units[1].variants(0).segment().text(), "第1句话");
  EXPECT_EQ(units[1].variants(1).language_code(), "ko-KR");
}

TEST_F(ImportTmxTest, TakesChunksOfAnySize) {
  const std::string file = File(4);
  for (const size_t chunk_bytes : {1, 2, 3, 7, 13, 101, 4099}) {
    SCOPED_TRACE(chunk_bytes);
    config_.set_parent(CreateMemory(absl::StrCat("m", chunk_bytes)));
    const Outcome outcome = Import(file, chunk_bytes);
    ASSERT_THAT(outcome.status, IsGrpcOk());
    EXPECT_EQ(outcome.last().added_count(), 4);
    EXPECT_EQ(ListUnits(config_.parent()).size(), 4U);
  }
}

TEST_F(ImportTmxTest, ReportsProgressWhileItGoes) {
  const Outcome outcome = Import(File(2500));
  ASSERT_THAT(outcome.status, IsGrpcOk());
  ASSERT_GE(outcome.responses.size(), 2U);
  int64_t previous = 0;
  for (size_t i = 0; i < outcome.responses.size(); ++i) {
    const v1::ImportTmxResponse& response = outcome.responses[i];
    EXPECT_GE(response.read_count(), previous);
    previous = response.read_count();
    EXPECT_EQ(response.done(), i + 1 == outcome.responses.size());
  }
  EXPECT_EQ(outcome.last().added_count(), 2500);
}

TEST_F(ImportTmxTest, DoesNotWaitForAClientThatReadsOnlyAtTheEnd) {
  reads_meanwhile_ = false;
  const Outcome outcome = Import(File(5000), 10'000);
  ASSERT_THAT(outcome.status, IsGrpcOk());
  EXPECT_EQ(outcome.last().added_count(), 5000);
}

TEST_F(ImportTmxTest, ReportsEveryProblem) {
  std::string file = kBegin;
  for (int i = 0; i < 2500; ++i) file += Tu(absl::StrCat(i), "", "");
  const Outcome outcome = Import(file + kEnd);
  ASSERT_THAT(outcome.status, IsGrpcOk());
  EXPECT_EQ(outcome.last().rejected_count(), 2500);
  EXPECT_EQ(outcome.problems().size(), 2500U);
  for (const v1::ImportTmxResponse& response : outcome.responses) {
    EXPECT_LE(response.problems_size(), 1000);
  }
}

TEST_F(ImportTmxTest, CountsWhatBecameOfTheUnits) {
  ASSERT_THAT(Import(File(3)).status, IsGrpcOk());
  const Outcome again = Import(File(4));
  ASSERT_THAT(again.status, IsGrpcOk());
  EXPECT_EQ(again.last().merged_count(), 3);
  EXPECT_EQ(again.last().added_count(), 1);
  config_.set_write_rule(v1::WRITE_RULE_REPLACE_SAME_SOURCE);
  const std::string other = kBegin + Tu("x", "第0句话", "다른 번역") + kEnd;
  const Outcome replaced = Import(other);
  EXPECT_EQ(replaced.last().replaced_count(), 1);
  config_.set_write_rule(v1::WRITE_RULE_SKIP_EXISTING);
  const Outcome skipped =
      Import(kBegin + Tu("y", "第1句话", "또 다른 번역") + kEnd);
  EXPECT_EQ(skipped.last().skipped_count(), 1);
  EXPECT_EQ(ListUnits(parent_).size(), 4U);
}

TEST_F(ImportTmxTest, AProblemDoesNotLoseTheRest) {
  const std::string file = absl::StrCat(
      kBegin, Tu("good-1", "一", "일"), Tu("empty", " ", ""),
      "<tu tuid=\"lang\"><tuv xml:lang=\"!!\"><seg>x</seg></tuv></tu>\n",
      Tu("good-2", "二", "이"), kEnd);
  const Outcome outcome = Import(file);
  ASSERT_THAT(outcome.status, IsGrpcOk());
  EXPECT_EQ(outcome.last().read_count(), 4);
  EXPECT_EQ(outcome.last().added_count(), 2);
  EXPECT_EQ(outcome.last().rejected_count(), 2);
  std::vector<v1::ImportProblem> problems = outcome.problems();
  std::erase_if(problems, [](const v1::ImportProblem& problem) {
    return problem.kind() != v1::IMPORT_PROBLEM_KIND_REJECTED_UNIT;
  });
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].line(), 6);
  EXPECT_EQ(problems[0].external_id(), "empty");
  EXPECT_NE(problems[0].message(), "");
  EXPECT_EQ(problems[1].line(), 7);
  EXPECT_EQ(problems[1].external_id(), "lang");
}

TEST_F(ImportTmxTest, KeepsWhatCameBeforeAFault) {
  const std::string file = absl::StrCat(kBegin, Tu("1", "一", "일"),
                                        Tu("2", "二", "이"), "<tu></body>\n");
  const Outcome outcome = Import(file, 100);
  EXPECT_EQ(outcome.status.error_code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DecodeDetails(outcome.status).reason, "TMX_MALFORMED");
  EXPECT_NE(outcome.status.error_message().find("press.tmx:7"),
            std::string::npos)
      << outcome.status.error_message();
  ASSERT_FALSE(outcome.responses.empty());
  EXPECT_TRUE(outcome.last().done());
  EXPECT_EQ(outcome.last().added_count(), 2);
  const std::vector<v1::ImportProblem> problems = outcome.problems();
  ASSERT_FALSE(problems.empty());
  EXPECT_EQ(problems.back().kind(), v1::IMPORT_PROBLEM_KIND_MALFORMED_FILE);
  EXPECT_EQ(problems.back().line(), 7);
  EXPECT_EQ(problems.back().reason(), "TMX_MALFORMED");
  EXPECT_EQ(ListUnits(parent_).size(), 2U);
}

TEST_F(ImportTmxTest, RefusesWhatIsNoTmx) {
  for (const std::string file : {"", "hello", "<html></html>"}) {
    const Outcome outcome = Import(file);
    EXPECT_EQ(outcome.status.error_code(), StatusCode::INVALID_ARGUMENT)
        << file;
    EXPECT_EQ(DecodeDetails(outcome.status).reason, "TMX_MALFORMED") << file;
  }
}

TEST_F(ImportTmxTest, ValidateOnlySaysWhatWouldBeAndStoresNothing) {
  ASSERT_THAT(Import(File(3)).status, IsGrpcOk());
  const std::string file =
      absl::StrCat(kBegin, Tu("same", "第0句话", "0번째 문장"),
                   Tu("other", "第1句话", "다른"), Tu("new", "一", "일"),
                   Tu("new", "一", "일"), Tu("empty", " ", ""), kEnd);
  for (const v1::WriteRule rule :
       {v1::WRITE_RULE_KEEP_ALL, v1::WRITE_RULE_REPLACE_SAME_SOURCE,
        v1::WRITE_RULE_SKIP_EXISTING}) {
    SCOPED_TRACE(rule);
    config_.set_write_rule(rule);
    config_.set_validate_only(true);
    const std::vector<v1::TranslationUnit> before = ListUnits(parent_);
    const Outcome outcome = Import(file);
    ASSERT_THAT(outcome.status, IsGrpcOk());
    EXPECT_EQ(outcome.last().read_count(), 5);
    EXPECT_EQ(outcome.last().valid_count(), 4);
    EXPECT_EQ(outcome.last().rejected_count(), 1);
    EXPECT_EQ(outcome.last().merged_count(), 2);
    const bool keeps = rule == v1::WRITE_RULE_KEEP_ALL;
    const bool skips = rule == v1::WRITE_RULE_SKIP_EXISTING;
    EXPECT_EQ(outcome.last().added_count(), keeps ? 2 : 1);
    EXPECT_EQ(outcome.last().skipped_count(), skips ? 1 : 0);
    EXPECT_EQ(outcome.last().replaced_count(), keeps || skips ? 0 : 1);
    const std::vector<v1::TranslationUnit> after = ListUnits(parent_);
    ASSERT_EQ(after.size(), before.size());
    for (size_t k = 0; k < after.size(); ++k) {
      EXPECT_EQ(after[k].etag(), before[k].etag());
    }
  }
}

TEST_F(ImportTmxTest, AMissingMemoryCanCountAsEmptyWhileValidating) {
  config_.set_parent("memories/missing");
  config_.set_validate_only(true);
  EXPECT_EQ(DecodeDetails(Import(File(3)).status).reason, "MEMORY_NOT_FOUND");
  config_.set_allow_missing(true);
  const Outcome outcome = Import(
      absl::StrCat(kBegin, Tu("1", "一", "일"), Tu("2", "一", "일"), kEnd));
  ASSERT_THAT(outcome.status, IsGrpcOk());
  EXPECT_EQ(outcome.last().added_count(), 1);
  EXPECT_EQ(outcome.last().merged_count(), 1);
  config_.set_validate_only(false);
  EXPECT_THAT(Import(File(3)).status,
              IsGrpcError(grpc::StatusCode::INVALID_ARGUMENT,
                          "INVALID_ARGUMENT", "config.allow_missing"));
}

TEST_F(ImportTmxTest, AnAtomicImportStoresAllOrNothing) {
  config_.set_mode(v1::IMPORT_MODE_ATOMIC);
  const std::string units =
      absl::StrCat(Tu("1", "一", "일"), Tu("2", " ", ""), Tu("3", "三", "삼"));
  const Outcome fault = Import(absl::StrCat(kBegin, units, "<tu></body>\n"));
  EXPECT_EQ(DecodeDetails(fault.status).reason, "TMX_MALFORMED");
  EXPECT_NE(fault.status.error_message().find("press.tmx:8"),
            std::string::npos);
  EXPECT_EQ(fault.last().read_count(), 3);
  EXPECT_EQ(fault.last().added_count(), 0);
  EXPECT_EQ(fault.problems().back().kind(),
            v1::IMPORT_PROBLEM_KIND_MALFORMED_FILE);
  EXPECT_EQ(fault.problems().back().line(), 8);
  EXPECT_TRUE(ListUnits(parent_).empty());

  const Outcome good = Import(absl::StrCat(kBegin, units, kEnd), 100);
  ASSERT_THAT(good.status, IsGrpcOk());
  EXPECT_EQ(good.last().read_count(), 3);
  EXPECT_EQ(good.last().added_count(), 2);
  EXPECT_EQ(good.last().rejected_count(), 1);
  EXPECT_EQ(good.problems().size(), 1U);
  EXPECT_EQ(ListUnits(parent_).size(), 2U);
}

TEST_F(ImportTmxTest, AStrictImportRefusesAFileForOneUnit) {
  config_.set_mode(v1::IMPORT_MODE_STRICT);
  struct Row {
    const char* name;
    std::string unit;
  };
  const Row rows[] = {
      {"empty segment", Tu("bad", " ", "")},
      {"dropped language",
       "<tu tuid=\"bad\"><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv "
       "xml:lang=\"ko\"><seg>b</seg></tuv><tuv xml:lang=\"!!\"><seg>c</seg>"
       "</tuv></tu>\n"}};
  for (const Row& row : rows) {
    for (const bool validate_only : {false, true}) {
      SCOPED_TRACE(absl::StrCat(row.name, validate_only ? ", dry" : ""));
      config_.set_validate_only(validate_only);
      const Outcome outcome = Import(absl::StrCat(
          kBegin, Tu("1", "一", "일"), row.unit, Tu("3", "三", "삼"), kEnd));
      EXPECT_THAT(outcome.status, IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                              "IMPORT_REFUSED", ""));
      EXPECT_NE(outcome.status.error_message().find("press.tmx:6: "),
                std::string::npos)
          << outcome.status.error_message();
      EXPECT_EQ(outcome.last().added_count(), 0);
      ASSERT_FALSE(outcome.problems().empty());
      EXPECT_EQ(outcome.problems()[0].line(), 6);
      EXPECT_EQ(outcome.problems()[0].external_id(), "bad");
      EXPECT_TRUE(ListUnits(parent_).empty());
    }
  }
  config_.set_validate_only(false);
  EXPECT_THAT(Import(File(1500)).status, IsGrpcOk());
  EXPECT_EQ(ListUnits(parent_).size(), 1500U);
}

TEST_F(ImportTmxTest, ARepeatedImportChangesNothing) {
  ASSERT_THAT(Import(File(50)).status, IsGrpcOk());
  const std::vector<v1::TranslationUnit> before = ListUnits(parent_);
  const Outcome again = Import(File(50));
  EXPECT_EQ(again.last().merged_count(), 50);
  const std::vector<v1::TranslationUnit> after = ListUnits(parent_);
  ASSERT_EQ(after.size(), before.size());
  for (size_t k = 0; k < after.size(); ++k) {
    EXPECT_EQ(after[k].SerializeAsString(), before[k].SerializeAsString());
  }
}

TEST_F(ImportTmxTest, ReadsOtherFormats) {
  struct Row {
    v1::FileFormat format;
    std::string file;
  };
  const Row rows[] = {
      {v1::FILE_FORMAT_CSV, "zh-CN,ko\n一,일\n二,둘,x\n"},
      {v1::FILE_FORMAT_TSV, "zh-CN\tko\n一\t일\n二\t둘\tx\n"},
      {v1::FILE_FORMAT_JSON_LINES,
       "{\"variants\":[{\"language\":\"zh-CN\",\"text\":\"一\"},"
       "{\"language\":\"ko\",\"text\":\"일\"}]}\n{\"variants\":2}\n"},
      {v1::FILE_FORMAT_XLIFF,
       "<xliff version=\"2.0\" srcLang=\"zh-CN\" trgLang=\"ko\"><file "
       "id=\"f\"><unit id=\"u\"><segment state=\"final\"><source>一</source>"
       "<target>일</target></segment>\n<segment state=\"final\"><source>二"
       "</source><target/></segment></unit></file></xliff>"}};
  for (const Row& row : rows) {
    SCOPED_TRACE(v1::FileFormat_Name(row.format));
    config_.set_format(row.format);
    config_.set_parent(CreateMemory(absl::StrCat("f", row.format)));
    const Outcome outcome = Import(row.file, 5);
    ASSERT_THAT(outcome.status, IsGrpcOk());
    EXPECT_EQ(outcome.last().added_count(), 1);
    EXPECT_EQ(outcome.last().rejected_count(), 1);
    ASSERT_EQ(outcome.problems().size(), 1U);
    EXPECT_EQ(
        outcome.problems()[0].line(),
        row.format == v1::FILE_FORMAT_CSV || row.format == v1::FILE_FORMAT_TSV
            ? 3
            : 2);
    const std::vector<v1::TranslationUnit> units = ListUnits(config_.parent());
    ASSERT_EQ(units.size(), 1U);
    EXPECT_EQ(units[0].variants(1).segment().text(), "일");
  }
  config_.set_format(v1::FILE_FORMAT_CSV);
  const Outcome outcome = Import("a,b\n1,2\n");
  EXPECT_EQ(DecodeDetails(outcome.status).reason, "FILE_MALFORMED");
  EXPECT_EQ(outcome.problems().back().line(), 1);
}

TEST_F(ImportTmxTest, PutsInTheDefaultOrigin) {
  config_.set_default_origin(v1::ORIGIN_ALIGNED);
  ASSERT_THAT(Import(File(1)).status, IsGrpcOk());
  EXPECT_EQ(ListUnits(parent_)[0].origin(), v1::ORIGIN_ALIGNED);
}

TEST_F(ImportTmxTest, NeedsAMemory) {
  config_.set_parent("memories/none");
  const Outcome outcome = Import(File(1));
  EXPECT_EQ(outcome.status.error_code(), StatusCode::NOT_FOUND);
  EXPECT_EQ(DecodeDetails(outcome.status).reason, "MEMORY_NOT_FOUND");
  EXPECT_TRUE(outcome.responses.empty());
}

TEST_F(ImportTmxTest, NamesTheFieldAtFault) {
  config_.set_parent("x");
  EXPECT_THAT(Import(File(1)).status,
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "config.parent"));
  config_.set_parent(parent_);
  config_.set_write_rule(static_cast<v1::WriteRule>(50));
  EXPECT_THAT(Import(File(1)).status,
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "config.write_rule"));
  config_.clear_write_rule();
  config_.set_mode(static_cast<v1::ImportMode>(9));
  EXPECT_THAT(Import(File(1)).status,
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "config.mode"));
  config_.clear_mode();
  config_.set_format(static_cast<v1::FileFormat>(9));
  EXPECT_THAT(Import(File(1)).status,
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                          "config.format"));
  config_.clear_format();
  config_.set_source_name("\xff");
  EXPECT_THAT(Import(File(1)).status,
              IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_UTF8",
                          "config.source_name"));
}

TEST_F(ImportTmxTest, NeedsItsConfigFirstAndOnce) {
  for (const bool config_first : {false, true}) {
    grpc::ClientContext context;
    const auto stream = stub().ImportTmx(&context);
    v1::ImportTmxRequest request;
    if (config_first) {
      *request.mutable_config() = config_;
      stream->Write(request);
      stream->Write(request);
    } else {
      request.set_chunk(File(1));
      stream->Write(request);
    }
    stream->WritesDone();
    v1::ImportTmxResponse response;
    while (stream->Read(&response)) {
    }
    EXPECT_THAT(stream->Finish(),
                IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT",
                            config_first ? "chunk" : "config"));
  }
  grpc::ClientContext context;
  const auto stream = stub().ImportTmx(&context);
  stream->WritesDone();
  EXPECT_THAT(stream->Finish(), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                            "INVALID_ARGUMENT", "config"));
}

TEST_F(ImportTmxTest, ACancelledImportKeepsWhatIsStored) {
  grpc::ClientContext context;
  const auto stream = stub().ImportTmx(&context);
  v1::ImportTmxRequest request;
  *request.mutable_config() = config_;
  ASSERT_TRUE(stream->Write(request));
  // Without its end: more than one batch, after which progress comes.
  request.set_chunk(File(1500).substr(0, File(1400).size()));
  ASSERT_TRUE(stream->Write(request));
  v1::ImportTmxResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.added_count(), 1000);
  context.TryCancel();
  while (stream->Read(&response)) {
  }
  EXPECT_EQ(stream->Finish().error_code(), StatusCode::CANCELLED);
  EXPECT_GE(ListUnits(parent_).size(), 1000U);
  // And the memory can be written to again.
  EXPECT_THAT(Import(File(1)).status, IsGrpcOk());
}

}  // namespace
}  // namespace presstm
