#include "server/http/forwarded_call.h"

#include <chrono>
#include <utility>

#include "server/http/credentials.h"
#include "server/request_context.h"
#include "server/request_id.h"

namespace presstm {
namespace {

// An import has no deadline of its own.
constexpr std::chrono::minutes kImportTimeout{5};
constexpr int kMemoriesAtOnce = 1000;

}  // namespace

ForwardedCall::ForwardedCall(const std::shared_ptr<grpc::Channel>& channel,
                             const HttpRequest& request)
    : request_(request),
      memories_(v1::TranslationMemoryService::NewStub(channel)),
      access_(v1::AccessService::NewStub(channel)) {
  if (IsRequestId(request.request_id)) request_id_ = request.request_id;
}

grpc::Status ForwardedCall::Import(const v1::ImportTmxConfig& config,
                                   const std::string& file,
                                   v1::ImportTmxResponse& totals) {
  grpc::ClientContext context;
  Prepare(context);
  context.set_deadline(std::chrono::system_clock::now() + kImportTimeout);
  const auto stream = memories_->ImportTmx(&context);
  v1::ImportTmxRequest message;
  *message.mutable_config() = config;
  // One chunk: the server has all of it before it tells of its progress, so
  // that neither side waits for the other. A failed write shows at the end.
  if (stream->Write(message)) {
    message.set_chunk(file);
    if (file.empty() || stream->Write(message)) stream->WritesDone();
  }
  v1::ImportTmxResponse progress;
  while (stream->Read(&progress)) {
    auto problems = std::move(*totals.mutable_problems());
    problems.MergeFrom(progress.problems());
    totals = progress;
    totals.mutable_problems()->Swap(&problems);
  }
  const grpc::Status status = stream->Finish();
  Note(context);
  return status;
}

grpc::Status ForwardedCall::ListMemories(
    google::protobuf::RepeatedPtrField<v1::Memory>& memories) {
  v1::ListMemoriesRequest request;
  request.set_page_size(kMemoriesAtOnce);
  do {
    v1::ListMemoriesResponse page;
    const grpc::Status status =
        Run(*memories_, &MemoryStub::ListMemories, request, page);
    if (!status.ok()) return status;
    for (v1::Memory& memory : *page.mutable_memories()) {
      memories.Add(std::move(memory));
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return grpc::Status::OK;
}

grpc::Status ForwardedCall::SelectMemories(v1::LookupRequest& request) {
  google::protobuf::RepeatedPtrField<v1::Memory> memories;
  const grpc::Status status = ListMemories(memories);
  for (const v1::Memory& memory : memories) {
    request.add_memories()->set_memory(memory.name());
  }
  return status;
}

void ForwardedCall::Prepare(grpc::ClientContext& context) const {
  context.AddMetadata(kForwardedPeerMetadataKey, request_.peer);
  const HttpCredentials credentials = ReadCredentials(request_.authorization);
  if (!credentials.authorization.empty()) {
    context.AddMetadata("authorization", credentials.authorization);
  }
  // It counts only where nobody is asked who he is.
  if (!credentials.user.empty()) {
    context.AddMetadata(kUserMetadataKey, credentials.user);
  }
  if (!request_id_.empty()) {
    context.AddMetadata(kRequestIdMetadataKey, request_id_);
  }
}

void ForwardedCall::Note(const grpc::ClientContext& context) {
  const auto& trailers = context.GetServerTrailingMetadata();
  if (const auto id = trailers.find(kRequestIdMetadataKey);
      id != trailers.end()) {
    request_id_.assign(id->second.data(), id->second.size());
  }
}

}  // namespace presstm
