#include "server/memory_handlers.h"

#include <string>
#include <utility>
#include <vector>

#include "server/converters/annotated.h"
#include "server/converters/memory_converter.h"
#include "server/converters/translation_unit_converter.h"
#include "server/paging.h"
#include "server/resource_name.h"
#include "server/update_mask.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr absl::string_view kFieldsNotUpdated[] = {
    "name", "create_time", "translation_unit_count", "etag"};

// The first `limit` memories after `after` that exist for the caller.
absl::StatusOr<std::vector<Memory>> ListVisible(TranslationMemory& all,
                                                const Caller& caller,
                                                std::string after, int limit) {
  std::vector<Memory> visible;
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(std::vector<Memory> page,
                             all.ListMemories(after, limit));
    for (Memory& memory : page) {
      after = memory.name;
      if (!caller.MaySee(memory.name)) continue;
      visible.push_back(std::move(memory));
      if (visible.size() == static_cast<size_t>(limit)) return visible;
    }
    if (page.size() < static_cast<size_t>(limit)) return visible;
  }
}

}  // namespace

absl::StatusOr<v1::Memory> MemoryHandlers::Create(
    const v1::CreateMemoryRequest& request, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(Memory memory,
                           InField(FromProto(request.memory()), "memory"));
  PRESSTM_ASSIGN_OR_RETURN(memory.name,
                           ParseMemoryId(request.memory_id(), "memory_id"));
  PRESSTM_ASSIGN_OR_RETURN(
      const Memory created,
      InField(memory_.CreateMemory(memory, context.user), "memory"));
  return ToProto(created);
}

absl::StatusOr<v1::Memory> MemoryHandlers::Get(
    const v1::GetMemoryRequest& request, const RequestContext& /*context*/) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string name,
                           ParseMemoryName(request.name(), "name"));
  PRESSTM_ASSIGN_OR_RETURN(const Memory memory, memory_.GetMemory(name));
  return ToProto(memory);
}

absl::StatusOr<v1::ListMemoriesResponse> MemoryHandlers::List(
    const v1::ListMemoriesRequest& request, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  PRESSTM_ASSIGN_OR_RETURN(const std::string after,
                           ParsePageToken(request, request.page_token()));
  // One more than asked for tells whether there is a next page.
  PRESSTM_ASSIGN_OR_RETURN(
      std::vector<Memory> memories,
      ListVisible(memory_, context.caller, after, size + 1));
  v1::ListMemoriesResponse response;
  if (memories.size() > static_cast<size_t>(size)) {
    memories.resize(size);
    response.set_next_page_token(MakePageToken(request, memories.back().name));
  }
  for (const Memory& memory : memories) {
    *response.add_memories() = ToProto(memory);
  }
  return response;
}

absl::StatusOr<v1::Memory> MemoryHandlers::Update(
    const v1::UpdateMemoryRequest& request, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(
      const std::string name,
      ParseMemoryName(request.memory().name(), "memory.name"));
  PRESSTM_ASSIGN_OR_RETURN(const Memory stored, memory_.GetMemory(name));
  v1::Memory merged = ToProto(stored);
  PRESSTM_RETURN_IF_ERROR(ApplyUpdate(request.memory(), request.update_mask(),
                                      kFieldsNotUpdated, merged));
  PRESSTM_ASSIGN_OR_RETURN(Memory memory, InField(FromProto(merged), "memory"));
  memory.name = name;
  // Without an etag what was read here must not have changed since, either.
  memory.revision = request.memory().etag().empty()
                        ? stored.revision
                        : RevisionFromEtag(request.memory().etag());
  PRESSTM_ASSIGN_OR_RETURN(
      const Memory updated,
      InField(memory_.UpdateMemory(memory, context.user), "memory"));
  return ToProto(updated);
}

absl::StatusOr<google::protobuf::Empty> MemoryHandlers::Delete(
    const v1::DeleteMemoryRequest& request, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string name,
                           ParseMemoryName(request.name(), "name"));
  PRESSTM_RETURN_IF_ERROR(memory_.DeleteMemory(
      name, RevisionFromEtag(request.etag()), context.user));
  return google::protobuf::Empty();
}

}  // namespace presstm
