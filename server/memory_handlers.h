// What the calls about memories do.
#ifndef SERVER_MEMORY_HANDLERS_H_
#define SERVER_MEMORY_HANDLERS_H_

#include "absl/status/statusor.h"
#include "google/protobuf/empty.pb.h"
#include "presstm/v1/translation_memory.pb.h"
#include "server/request_context.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// One function a method; their contracts are in the proto. Thread-safe.
class MemoryHandlers {
 public:
  // `memory` must outlive this.
  explicit MemoryHandlers(TranslationMemory& memory) : memory_(memory) {}

  absl::StatusOr<v1::Memory> Create(const v1::CreateMemoryRequest& request,
                                    const RequestContext& context);
  absl::StatusOr<v1::Memory> Get(const v1::GetMemoryRequest& request,
                                 const RequestContext& context);
  absl::StatusOr<v1::ListMemoriesResponse> List(
      const v1::ListMemoriesRequest& request, const RequestContext& context);
  absl::StatusOr<v1::Memory> Update(const v1::UpdateMemoryRequest& request,
                                    const RequestContext& context);
  absl::StatusOr<google::protobuf::Empty> Delete(
      const v1::DeleteMemoryRequest& request, const RequestContext& context);

 private:
  TranslationMemory& memory_;
};

}  // namespace presstm

#endif  // SERVER_MEMORY_HANDLERS_H_
