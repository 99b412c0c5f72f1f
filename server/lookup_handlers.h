// What the calls that look segments up do.
#ifndef SERVER_LOOKUP_HANDLERS_H_
#define SERVER_LOOKUP_HANDLERS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "presstm/v1/translation_memory.pb.h"
#include "server/request_context.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// One function a method; their contracts are in the proto. Thread-safe.
class LookupHandlers {
 public:
  // `memory` must outlive this.
  explicit LookupHandlers(TranslationMemory& memory) : memory_(memory) {}

  absl::StatusOr<v1::LookupResponse> Lookup(const v1::LookupRequest& request,
                                            const RequestContext& context);
  absl::StatusOr<v1::BatchLookupResponse> BatchLookup(
      const v1::BatchLookupRequest& request, const RequestContext& context);

 private:
  TranslationMemory& memory_;
};

// What the calls with many queries share.

// Errors name the field inside "config".
absl::StatusOr<PreparedLookup> PrepareLookup(TranslationMemory& memory,
                                             const v1::LookupRequest& config);

// InvalidArgument if a message has too many queries, or none.
absl::Status CheckQueryCount(int count);

// Answers the query at `index` of its message. A query that is not valid makes
// a result that says so; an error here is one of the whole call.
absl::StatusOr<v1::LookupResult> AnswerQuery(const PreparedLookup& lookup,
                                             const v1::LookupQuery& query,
                                             int index,
                                             const RequestContext& context);

}  // namespace presstm

#endif  // SERVER_LOOKUP_HANDLERS_H_
