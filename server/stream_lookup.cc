// One message of queries is answered before the next is read, so that a client
// is never further ahead than what gRPC's flow control lets it be.
#include "server/stream_lookup.h"

#include <optional>

#include "server/lookup_handlers.h"
#include "server/request_parser.h"
#include "server/request_scope.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// When results are sent without waiting for the rest of their message: well
// below what clients take by default. One result may add its own size.
constexpr size_t kMaxResponseBytes = 512 * 1024;

// Returns the next message, nullopt after the last. A client that has gone
// away is an error: to gRPC it looks like one that has sent all.
absl::StatusOr<std::optional<v1::StreamLookupRequest>> ReadRequest(
    StreamReader& reader, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<grpc::ByteBuffer> bytes,
                           reader.Read());
  PRESSTM_RETURN_IF_ERROR(context.deadline.Check());
  if (!bytes) return std::nullopt;
  v1::StreamLookupRequest request;
  PRESSTM_RETURN_IF_ERROR(ParseRequest(*bytes, request));
  return request;
}

absl::StatusOr<v1::LookupRequest> ReadConfig(StreamReader& reader,
                                             const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<v1::StreamLookupRequest> request,
                           ReadRequest(reader, context));
  if (!request || !request->has_config()) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "the first message must have a config", "config");
  }
  return request->config();
}

absl::Status AnswerQueries(const PreparedLookup& lookup,
                           const v1::LookupQueries& queries,
                           StreamWriter& writer,
                           const RequestContext& context) {
  PRESSTM_RETURN_IF_ERROR(CheckQueryCount(queries.queries_size()));
  v1::StreamLookupResponse response;
  size_t size_bytes = 0;
  for (int i = 0; i < queries.queries_size(); ++i) {
    v1::LookupResult& result = *response.add_results();
    PRESSTM_ASSIGN_OR_RETURN(
        result, AnswerQuery(lookup, queries.queries(i), i, context));
    size_bytes += result.ByteSizeLong();
    if (size_bytes < kMaxResponseBytes) continue;
    PRESSTM_RETURN_IF_ERROR(writer.Write(response));
    response.clear_results();
    size_bytes = 0;
  }
  if (response.results().empty()) return absl::OkStatus();
  return writer.Write(response);
}

}  // namespace

absl::Status StreamLookup(TranslationMemory& memory, StreamReader& reader,
                          StreamWriter& writer, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const v1::LookupRequest config,
                           ReadConfig(reader, context));
  const RequestScope scope = ScopeOf(config);
  PRESSTM_RETURN_IF_ERROR(context.CheckRights(scope));
  PRESSTM_ASSIGN_OR_RETURN(const PreparedLookup lookup,
                           PrepareLookup(memory, config));
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(
        const std::optional<v1::StreamLookupRequest> request,
        ReadRequest(reader, context));
    if (!request) return absl::OkStatus();
    if (!request->has_queries()) {
      return InvalidArgument(ErrorReason::kInvalidArgument,
                             "all messages but the first must have queries",
                             "queries");
    }
    // Again: the stream may outlive the caller's role, and the memory.
    PRESSTM_RETURN_IF_ERROR(context.CheckRights(scope));
    PRESSTM_RETURN_IF_ERROR(
        AnswerQueries(lookup, request->queries(), writer, context));
  }
}

}  // namespace presstm
