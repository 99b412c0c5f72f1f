// Sends requests to a whole server in this process and demands an answer that
// a client can work with: OK, or an error that blames the request. Anything
// that blames the server is a fault, and so is a crash.
//
// An input is the name of a method in a line, and messages in protobuf's text
// form, divided by lines of "--". One that is not in this form is sent as the
// bytes it is.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/stubs/logging.h"
#include "google/protobuf/text_format.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"
#include "presstm/v1/access.grpc.pb.h"
#include "presstm/v1/server_status.grpc.pb.h"
#include "presstm/v1/translation_memory.grpc.pb.h"
#include "server/embedded_server.h"
#include "tests/fuzz/message_mutator.h"
#include "tm_store/token_secret.h"

namespace presstm {
namespace {

using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;
using google::protobuf::TextFormat;

constexpr char kDivider[] = "\n--\n";
// A crash needs only what came after the last fresh start.
constexpr int kCallsUntilFreshStart = 500;
constexpr auto kLongestCall = std::chrono::seconds(15);

[[noreturn]] void Fail(const std::string& what) {
  std::cerr << "request_fuzzer: " << what << std::endl;
  std::abort();
}

// Of all services.
const std::vector<const MethodDescriptor*>& Methods() {
  static const auto* const methods = [] {
    auto* all = new std::vector<const MethodDescriptor*>();
    for (const char* name : {v1::TranslationMemoryService::service_full_name(),
                             v1::AccessService::service_full_name(),
                             v1::ServerStatusService::service_full_name()}) {
      const ServiceDescriptor* service =
          google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
              name);
      if (service == nullptr) Fail("no such service");
      for (int k = 0; k < service->method_count(); ++k) {
        all->push_back(service->method(k));
      }
    }
    return all;
  }();
  return *methods;
}

const MethodDescriptor* FindMethod(absl::string_view name) {
  for (const MethodDescriptor* method : Methods()) {
    if (method->name() == name) return method;
  }
  return nullptr;
}

struct Call {
  const MethodDescriptor* method = nullptr;  // Null: an unknown one.
  std::string name;
  std::vector<std::string> texts;

  static Call FromInput(absl::string_view input) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(input, absl::MaxSplits('\n', 1));
    Call call = {.name = std::string(parts.first.substr(0, 100)),
                 .texts = absl::StrSplit(parts.second, kDivider)};
    call.method = FindMethod(call.name);
    return call;
  }
  std::string ToInput() const {
    return absl::StrCat(name, "\n", absl::StrJoin(texts, kDivider));
  }
};

class NoComplaints : public google::protobuf::io::ErrorCollector {
  void AddError(int, int, const std::string&) override {}
};

// Null if `text` is no such message.
std::unique_ptr<Message> ParseText(const MethodDescriptor& method,
                                   const std::string& text) {
  std::unique_ptr<Message> message(MessageFactory::generated_factory()
                                       ->GetPrototype(method.input_type())
                                       ->New());
  NoComplaints no_complaints;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&no_complaints);
  if (!parser.ParseFromString(text, message.get())) return nullptr;
  return message;
}

std::string ToBytes(const Call& call, const std::string& text) {
  if (call.method == nullptr) return text;
  const std::unique_ptr<Message> message = ParseText(*call.method, text);
  return message == nullptr ? text : message->SerializeAsString();
}

std::vector<std::string> MessagesOf(const Call& call) {
  std::vector<std::string> messages;
  for (const std::string& text : call.texts) {
    messages.push_back(ToBytes(call, text));
    if (call.method != nullptr && !call.method->client_streaming()) break;
  }
  return messages;
}

std::string ServiceOf(const Call& call) {
  return call.method == nullptr
             ? v1::TranslationMemoryService::service_full_name()
             : call.method->service()->full_name();
}

// A server with one memory and a unit in it, and a connection to it.
class Target {
 public:
  Target() {
    std::string name =
        (std::filesystem::temp_directory_path() / "presstm_fuzz_XXXXXX")
            .string();
    if (mkdtemp(name.data()) == nullptr) Fail("no folder");
    folder_ = name;
    auto server = EmbeddedServer::Open(folder_ + "/tm.db");
    if (!server.ok()) Fail(std::string(server.status().message()));
    server_ = *std::move(server);
    stub_ = std::make_unique<grpc::GenericStub>(server_->channel());
    for (const char* start :
         {"CreateMemory\nmemory_id: 'm'",
          "CreateTranslationUnit\nparent: 'memories/m' translation_unit { "
          "variants { language_code: 'zh' segment { text: '新闻社 2026 年' } } "
          "variants { language_code: 'ko' segment { text: '한국 신문' } } "
          "variants { language_code: 'en' segment { text: 'The press' } } }"}) {
      if (!Run(Call::FromInput(start)).ok()) Fail(start);
    }
  }
  ~Target() {
    stub_.reset();
    server_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  // As a stream, which on the wire a unary call is as well. Reads while it
  // writes: in one process the server's writes wait for that.
  grpc::Status Run(const Call& call) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kLongestCall);
    const auto stream = stub_->PrepareCall(
        &context, absl::StrCat("/", ServiceOf(call), "/", call.name), &queue_);
    stream->StartCall(nullptr);
    Wait();
    std::vector<std::string> messages = MessagesOf(call);
    std::reverse(messages.begin(), messages.end());
    grpc::ByteBuffer response;
    stream->Read(&response, &response);
    bool reading = true;
    bool writing = WriteNext(messages, *stream);
    while (reading || writing) {
      const auto [tag, ok] = Wait();
      if (tag == &response) {
        reading = ok;
        if (ok) stream->Read(&response, &response);
      } else {
        writing = ok && WriteNext(messages, *stream);
      }
    }
    grpc::Status status;
    stream->Finish(&status, nullptr);
    Wait();
    return status;
  }

 private:
  struct Event {
    void* tag = nullptr;
    bool ok = false;
  };

  Event Wait() {
    Event event;
    if (!queue_.Next(&event.tag, &event.ok)) Fail("the queue ended");
    return event;
  }

  // Takes the last of `messages`; says that there are no more with it. False
  // if there is none.
  static bool WriteNext(std::vector<std::string>& messages,
                        grpc::GenericClientAsyncReaderWriter& stream) {
    if (messages.empty()) return false;
    const grpc::Slice slice(messages.back());
    messages.pop_back();
    const grpc::ByteBuffer message(&slice, 1);
    grpc::WriteOptions options;
    if (messages.empty()) options.set_last_message();
    stream.Write(message, options, nullptr);
    return true;
  }

  std::string folder_;
  std::unique_ptr<EmbeddedServer> server_;
  std::unique_ptr<grpc::GenericStub> stub_;
  grpc::CompletionQueue queue_;
};

bool BlamesTheRequest(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::OK:
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::NOT_FOUND:
    case grpc::StatusCode::ALREADY_EXISTS:
    case grpc::StatusCode::FAILED_PRECONDITION:
    case grpc::StatusCode::ABORTED:
    case grpc::StatusCode::OUT_OF_RANGE:
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
    case grpc::StatusCode::UNIMPLEMENTED:  // No such method.
      return true;
    default:
      return false;
  }
}

void RunInput(absl::string_view input) {
  static std::unique_ptr<Target> target;
  static int calls = 0;
  if (calls++ % kCallsUntilFreshStart == 0) {
    target.reset();
    target = std::make_unique<Target>();
  }
  const Call call = Call::FromInput(input);
  const grpc::Status status = target->Run(call);
  if (!BlamesTheRequest(status.error_code())) {
    Fail(absl::StrCat("status ", status.error_code(), ": ",
                      status.error_message(), "\n", input));
  }
}

// Now and then another method, else other fields in one of the messages, which
// may be doubled before: streams take many.
void Mutate(Call& call, uint32_t seed) {
  MessageMutator mutator(seed);
  if (call.method == nullptr || mutator.Below(50) == 0) {
    call.method = Methods()[static_cast<size_t>(
        mutator.Below(static_cast<int>(Methods().size())))];
    call.name = call.method->name();
  }
  const auto chosen =
      static_cast<size_t>(mutator.Below(static_cast<int>(call.texts.size())));
  if (call.method->client_streaming() && mutator.Below(4) == 0) {
    call.texts.push_back(call.texts[chosen]);
  }
  std::string& text = call.texts[chosen];
  std::unique_ptr<Message> message = ParseText(*call.method, text);
  if (message == nullptr) message = ParseText(*call.method, "");
  for (int k = mutator.Below(4); k >= 0; --k) mutator.Mutate(*message);
  TextFormat::PrintToString(*message, &text);
}

}  // namespace
}  // namespace presstm

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  google::protobuf::SetLogHandler(nullptr);
  // OpenSSL begins with it. What begins first ends last: the server's threads
  // before OpenSSL, which frees what it keeps for each.
  return presstm::MakeTokenSecret().ok() ? 0 : 1;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  presstm::RunInput({reinterpret_cast<const char*>(data), size});
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size,
                                          size_t max_size, unsigned int seed) {
  presstm::Call call =
      presstm::Call::FromInput({reinterpret_cast<const char*>(data), size});
  presstm::Mutate(call, seed);
  const std::string input = call.ToInput();
  if (input.size() > max_size) return size;
  std::memcpy(data, input.data(), input.size());
  return input.size();
}
