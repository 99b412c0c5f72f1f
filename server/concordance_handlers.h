// What the call for a concordance does.
#ifndef SERVER_CONCORDANCE_HANDLERS_H_
#define SERVER_CONCORDANCE_HANDLERS_H_

#include "absl/status/statusor.h"
#include "presstm/v1/translation_memory.pb.h"
#include "server/request_context.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// The contract is in the proto. Thread-safe.
class ConcordanceHandlers {
 public:
  // `memory` must outlive this.
  explicit ConcordanceHandlers(TranslationMemory& memory) : memory_(memory) {}

  absl::StatusOr<v1::SearchConcordanceResponse> Search(
      const v1::SearchConcordanceRequest& request,
      const RequestContext& context);

 private:
  TranslationMemory& memory_;
};

}  // namespace presstm

#endif  // SERVER_CONCORDANCE_HANDLERS_H_
