// What the calls about changes and earlier states do.
#ifndef SERVER_HISTORY_HANDLERS_H_
#define SERVER_HISTORY_HANDLERS_H_

#include "absl/status/statusor.h"
#include "presstm/v1/translation_memory.pb.h"
#include "server/request_context.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// One function a method; their contracts are in the proto. Thread-safe.
class HistoryHandlers {
 public:
  // `memory` must outlive this.
  explicit HistoryHandlers(TranslationMemory& memory) : memory_(memory) {}

  absl::StatusOr<v1::ListTranslationUnitRevisionsResponse> ListRevisions(
      const v1::ListTranslationUnitRevisionsRequest& request,
      const RequestContext& context);
  absl::StatusOr<v1::TranslationUnit> Restore(
      const v1::RestoreTranslationUnitRequest& request,
      const RequestContext& context);
  absl::StatusOr<v1::ListChangesResponse> ListChanges(
      const v1::ListChangesRequest& request, const RequestContext& context);

 private:
  TranslationMemory& memory_;
};

}  // namespace presstm

#endif  // SERVER_HISTORY_HANDLERS_H_
