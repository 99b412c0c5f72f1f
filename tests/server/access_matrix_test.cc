// Every method for every kind of caller. A method that is in the API and not
// in the matrix makes the first test fail.
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/generic/generic_stub.h"
#include "tests/server/access_fixture.h"

namespace presstm {
namespace {

// What a call is about.
struct Scene {
  std::string memory;      // "memories/m7".
  std::string unit;        // Of that memory.
  std::string token;       // "tokens/7".
  std::string new_memory;  // The id of one that does not exist.
};

// The messages of one call.
using Messages = std::vector<std::string>;

template <typename... Message>
Messages Serialize(const Message&... messages) {
  return {messages.SerializeAsString()...};
}

struct Row {
  const char* method;
  // A letter for each kind of caller, in the order of kCallers: U is not
  // known, N does not find the memory, D is denied, + gets an answer.
  const char* outcomes;
  std::function<Messages(const Scene&)> request;
};

constexpr const char* kCallers[] = {"anonymous",   "no rights",  "reader",
                                    "contributor", "maintainer", "boss"};

v1::LookupRequest LookupIn(const Scene& scene) {
  v1::LookupRequest request;
  request.set_source_language_code("en");
  request.set_target_language_code("ko");
  request.add_memories()->set_memory(scene.memory);
  return request;
}

v1::LookupQuery Query() {
  v1::LookupQuery query;
  query.mutable_query()->set_text("Good morning");
  return query;
}

v1::TranslationUnit Unit() {
  return MakeUnit({{"en", "Noon"}, {"ko", "정오"}});
}

// A request with one field.
template <typename Request>
Messages Named(const std::string& name) {
  Request request;
  request.set_name(name);
  return Serialize(request);
}

template <typename Request>
Messages In(const std::string& parent) {
  Request request;
  request.set_parent(parent);
  return Serialize(request);
}

std::vector<Row> MemoryRows() {
  return {
      {"CreateMemory", "UDDDD+",
       [](const Scene& scene) {
         v1::CreateMemoryRequest request;
         request.set_memory_id(scene.new_memory);
         return Serialize(request);
       }},
      {"GetMemory", "UN++++",
       [](const Scene& scene) {
         return Named<v1::GetMemoryRequest>(scene.memory);
       }},
      {"ListMemories", "U+++++",
       [](const Scene&) { return Serialize(v1::ListMemoriesRequest()); }},
      {"UpdateMemory", "UNDD++",
       [](const Scene& scene) {
         v1::UpdateMemoryRequest request;
         request.mutable_memory()->set_name(scene.memory);
         request.mutable_memory()->set_display_name("Press");
         return Serialize(request);
       }},
      {"DeleteMemory", "UNDDD+",
       [](const Scene& scene) {
         return Named<v1::DeleteMemoryRequest>(scene.memory);
       }},
      {"BackUpDatabase", "UDDDD+",
       [](const Scene&) { return Serialize(v1::BackUpDatabaseRequest()); }},
      {"VerifyDatabase", "UDDDD+",
       [](const Scene&) { return Serialize(v1::VerifyDatabaseRequest()); }},
      {"CompactDatabase", "UDDDD+",
       [](const Scene&) { return Serialize(v1::CompactDatabaseRequest()); }},
  };
}

std::vector<Row> UnitRows() {
  return {
      {"CreateTranslationUnit", "UND+++",
       [](const Scene& scene) {
         v1::CreateTranslationUnitRequest request;
         request.set_parent(scene.memory);
         *request.mutable_translation_unit() = Unit();
         return Serialize(request);
       }},
      {"BatchCreateTranslationUnits", "UND+++",
       [](const Scene& scene) {
         v1::BatchCreateTranslationUnitsRequest request;
         request.set_parent(scene.memory);
         *request.add_translation_units() = Unit();
         return Serialize(request);
       }},
      {"GetTranslationUnit", "UN++++",
       [](const Scene& scene) {
         return Named<v1::GetTranslationUnitRequest>(scene.unit);
       }},
      {"ListTranslationUnits", "UN++++",
       [](const Scene& scene) {
         return In<v1::ListTranslationUnitsRequest>(scene.memory);
       }},
      {"UpdateTranslationUnit", "UND+++",
       [](const Scene& scene) {
         v1::UpdateTranslationUnitRequest request;
         request.mutable_translation_unit()->set_name(scene.unit);
         request.mutable_translation_unit()->set_document("b.docx");
         return Serialize(request);
       }},
      {"DeleteTranslationUnit", "UNDD++",
       [](const Scene& scene) {
         return Named<v1::DeleteTranslationUnitRequest>(scene.unit);
       }},
      {"ListTranslationUnitRevisions", "UN++++",
       [](const Scene& scene) {
         return Named<v1::ListTranslationUnitRevisionsRequest>(scene.unit);
       }},
      {"RestoreTranslationUnit", "UNDD++",
       [](const Scene& scene) {
         return Named<v1::RestoreTranslationUnitRequest>(scene.unit);
       }},
      {"ListChanges", "UN++++",
       [](const Scene& scene) {
         return In<v1::ListChangesRequest>(scene.memory);
       }},
      // Of everything.
      {"ListChanges", "UDDDD+",
       [](const Scene&) { return In<v1::ListChangesRequest>(""); }},
  };
}

std::vector<Row> SearchAndFileRows() {
  return {
      {"SearchConcordance", "UN++++",
       [](const Scene& scene) {
         v1::SearchConcordanceRequest request;
         request.set_text("morning");
         request.set_language_code("en");
         request.add_memories(scene.memory);
         return Serialize(request);
       }},
      {"Lookup", "UN++++",
       [](const Scene& scene) {
         v1::LookupRequest request = LookupIn(scene);
         request.mutable_query()->set_text("Good morning");
         return Serialize(request);
       }},
      {"BatchLookup", "UN++++",
       [](const Scene& scene) {
         v1::BatchLookupRequest request;
         *request.mutable_config() = LookupIn(scene);
         *request.add_queries() = Query();
         return Serialize(request);
       }},
      {"StreamLookup", "UN++++",
       [](const Scene& scene) {
         v1::StreamLookupRequest config;
         *config.mutable_config() = LookupIn(scene);
         v1::StreamLookupRequest queries;
         *queries.mutable_queries()->add_queries() = Query();
         return Serialize(config, queries);
       }},
      {"ImportTmx", "UND+++",
       [](const Scene& scene) {
         v1::ImportTmxRequest config;
         config.mutable_config()->set_parent(scene.memory);
         config.mutable_config()->set_format(v1::FILE_FORMAT_TSV);
         v1::ImportTmxRequest chunk;
         chunk.set_chunk("en\tko\nNoon\t정오\n");
         return Serialize(config, chunk);
       }},
      // What would become of a file tells what is there.
      {"ImportTmx", "UND+++",
       [](const Scene& scene) {
         v1::ImportTmxRequest config;
         config.mutable_config()->set_parent(scene.memory);
         config.mutable_config()->set_format(v1::FILE_FORMAT_TSV);
         config.mutable_config()->set_validate_only(true);
         config.mutable_config()->set_allow_missing(true);
         v1::ImportTmxRequest chunk;
         chunk.set_chunk("en\tko\nNoon\t정오\n");
         return Serialize(config, chunk);
       }},
      {"ExportTmx", "UN++++",
       [](const Scene& scene) {
         return In<v1::ExportTmxRequest>(scene.memory);
       }},
  };
}

std::vector<Row> AccessRows() {
  return {
      {"GetVersion", "U+++++",
       [](const Scene&) { return Serialize(v1::GetVersionRequest()); }},
      {"GetServerStatus", "UDDDD+",
       [](const Scene&) { return Serialize(v1::GetServerStatusRequest()); }},
      {"GetIdentity", "U+++++",
       [](const Scene&) { return Serialize(v1::GetIdentityRequest()); }},
      {"CreateToken", "UDDDD+",
       [](const Scene&) {
         v1::CreateTokenRequest request;
         request.mutable_token()->set_identity("kim");
         return Serialize(request);
       }},
      {"ListTokens", "UDDDD+",
       [](const Scene&) { return Serialize(v1::ListTokensRequest()); }},
      {"DeleteToken", "UDDDD+",
       [](const Scene& scene) {
         return Named<v1::DeleteTokenRequest>(scene.token);
       }},
      {"SetGrant", "UDDDD+",
       [](const Scene& scene) {
         v1::SetGrantRequest request;
         request.mutable_grant()->set_identity("kim");
         request.mutable_grant()->set_memory(scene.memory);
         request.mutable_grant()->set_role(v1::ROLE_READER);
         return Serialize(request);
       }},
      {"ListGrants", "UDDDD+",
       [](const Scene&) { return Serialize(v1::ListGrantsRequest()); }},
  };
}

std::vector<Row> Matrix() {
  std::vector<Row> matrix;
  for (const std::vector<Row>& rows :
       {MemoryRows(), UnitRows(), SearchAndFileRows(), AccessRows()}) {
    matrix.insert(matrix.end(), rows.begin(), rows.end());
  }
  return matrix;
}

// Every method of the API with its path: {"Lookup", "/presstm.v1.../Lookup"}.
std::map<std::string, std::string> AllMethods() {
  std::map<std::string, std::string> paths;
  for (const google::protobuf::FileDescriptor* file :
       {v1::Memory::descriptor()->file(), v1::Token::descriptor()->file(),
        v1::ServerStatus::descriptor()->file()}) {
    for (int k = 0; k < file->service_count(); ++k) {
      const google::protobuf::ServiceDescriptor& service = *file->service(k);
      for (int m = 0; m < service.method_count(); ++m) {
        const std::string& name = service.method(m)->name();
        const bool is_new =
            paths
                .emplace(name,
                         absl::StrCat("/", service.full_name(), "/", name))
                .second;
        EXPECT_TRUE(is_new) << name << " is the name of two methods";
      }
    }
  }
  return paths;
}

char Letter(const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::OK:
      return '+';
    case grpc::StatusCode::UNAUTHENTICATED:
      return 'U';
    case grpc::StatusCode::NOT_FOUND:
      return 'N';
    case grpc::StatusCode::PERMISSION_DENIED:
      return 'D';
    default:
      return '?';
  }
}

class AccessMatrixTest : public AccessTest {
 protected:
  AccessMatrixTest() : paths_(AllMethods()) {
    tokens_["anonymous"] = "";
    tokens_["boss"] = boss_token();
    for (const char* caller :
         {"no rights", "reader", "contributor", "maintainer"}) {
      tokens_[caller] = CreateToken(caller).text();
    }
  }

  // A memory with a unit of two revisions, in which each has its role.
  Scene NewScene() {
    const std::string number = absl::StrCat(++scenes_);
    Scene scene = {.memory = CreateMemory("m" + number),
                   .token = CreateToken("kim").token().name(),
                   .new_memory = "new" + number};
    v1::TranslationUnit unit = CreateUnit(
        scene.memory, MakeUnit({{"en", "Good morning"}, {"ko", "안녕하세요"}}));
    unit.add_notes("greeting");
    scene.unit = CreateUnit(scene.memory, unit).name();
    Grant("reader", v1::ROLE_READER, scene.memory);
    Grant("contributor", v1::ROLE_CONTRIBUTOR, scene.memory);
    Grant("maintainer", v1::ROLE_MAINTAINER, scene.memory);
    return scene;
  }

  grpc::Status Call(const Row& row, const Scene& scene,
                    const std::string& caller) {
    grpc::CompletionQueue queue;
    grpc::ClientContext context;
    AddToken(tokens_.at(caller), context);
    grpc::GenericStub stub(channel());
    const auto call = stub.PrepareCall(&context, paths_.at(row.method), &queue);
    void* tag = nullptr;
    bool ok = false;
    call->StartCall(nullptr);
    queue.Next(&tag, &ok);
    for (const std::string& message : row.request(scene)) {
      const grpc::Slice slice(message);
      call->Write(grpc::ByteBuffer(&slice, 1), nullptr);
      queue.Next(&tag, &ok);
      if (!ok) break;
    }
    call->WritesDone(nullptr);
    queue.Next(&tag, &ok);
    grpc::ByteBuffer response;
    do {
      call->Read(&response, nullptr);
      queue.Next(&tag, &ok);
    } while (ok);
    grpc::Status status;
    call->Finish(&status, nullptr);
    queue.Next(&tag, &ok);
    return status;
  }

  const std::map<std::string, std::string> paths_;
  std::map<std::string, std::string> tokens_;

 private:
  int scenes_ = 0;
};

TEST_F(AccessMatrixTest, KnowsEveryMethodOfTheApi) {
  std::set<std::string> known;
  for (const Row& row : Matrix()) {
    EXPECT_EQ(std::string(row.outcomes).size(), std::size(kCallers));
    EXPECT_TRUE(paths_.count(row.method) > 0) << row.method << " is gone";
    known.insert(row.method);
  }
  for (const auto& [method, path] : paths_) {
    EXPECT_TRUE(known.count(method) > 0)
        << path << " needs a row that says who may call it";
  }
}

TEST_F(AccessMatrixTest, LetsEachDoWhatItsRoleAllows) {
  for (const Row& row : Matrix()) {
    for (size_t k = 0; k < std::size(kCallers); ++k) {
      SCOPED_TRACE(absl::StrCat(row.method, " by ", kCallers[k]));
      const grpc::Status status = Call(row, NewScene(), kCallers[k]);
      EXPECT_EQ(Letter(status), row.outcomes[k])
          << status.error_code() << ": " << status.error_message();
    }
  }
}

// Not even by the error's words.
TEST_F(AccessMatrixTest, HidesWhetherAMemoryExists) {
  for (const Row& row : Matrix()) {
    if (row.outcomes[1] != 'N') continue;
    SCOPED_TRACE(row.method);
    const Scene hidden = NewScene();
    Scene missing = hidden;
    missing.memory = "memories/missing";
    missing.unit =
        absl::StrReplaceAll(hidden.unit, {{hidden.memory, missing.memory}});
    const grpc::Status on_hidden = Call(row, hidden, "no rights");
    const grpc::Status on_missing = Call(row, missing, "no rights");
    EXPECT_THAT(on_hidden, IsGrpcError(grpc::StatusCode::NOT_FOUND,
                                       "MEMORY_NOT_FOUND", "name"));
    EXPECT_THAT(on_missing, IsGrpcError(grpc::StatusCode::NOT_FOUND,
                                        "MEMORY_NOT_FOUND", "name"));
    const std::string hidden_id =
        hidden.memory.substr(std::string("memories/").size());
    EXPECT_EQ(absl::StrReplaceAll(on_hidden.error_message(),
                                  {{hidden_id, "missing"}}),
              on_missing.error_message());
  }
}

}  // namespace
}  // namespace presstm
