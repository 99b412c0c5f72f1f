// What the calls about translation units do.
#ifndef SERVER_TRANSLATION_UNIT_HANDLERS_H_
#define SERVER_TRANSLATION_UNIT_HANDLERS_H_

#include "absl/status/statusor.h"
#include "google/protobuf/empty.pb.h"
#include "presstm/v1/translation_memory.pb.h"
#include "server/request_context.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// One function a method; their contracts are in the proto. Thread-safe.
class TranslationUnitHandlers {
 public:
  // `memory` must outlive this.
  explicit TranslationUnitHandlers(TranslationMemory& memory)
      : memory_(memory) {}

  absl::StatusOr<v1::TranslationUnit> Create(
      const v1::CreateTranslationUnitRequest& request,
      const RequestContext& context);
  absl::StatusOr<v1::BatchCreateTranslationUnitsResponse> BatchCreate(
      const v1::BatchCreateTranslationUnitsRequest& request,
      const RequestContext& context);
  absl::StatusOr<v1::TranslationUnit> Get(
      const v1::GetTranslationUnitRequest& request,
      const RequestContext& context);
  absl::StatusOr<v1::ListTranslationUnitsResponse> List(
      const v1::ListTranslationUnitsRequest& request,
      const RequestContext& context);
  absl::StatusOr<v1::TranslationUnit> Update(
      const v1::UpdateTranslationUnitRequest& request,
      const RequestContext& context);
  absl::StatusOr<google::protobuf::Empty> Delete(
      const v1::DeleteTranslationUnitRequest& request,
      const RequestContext& context);

 private:
  TranslationMemory& memory_;
};

}  // namespace presstm

#endif  // SERVER_TRANSLATION_UNIT_HANDLERS_H_
