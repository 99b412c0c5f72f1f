// What the calls about the whole database do.
#ifndef SERVER_MAINTENANCE_CALLS_H_
#define SERVER_MAINTENANCE_CALLS_H_

#include "absl/status/status.h"
#include "presstm/v1/translation_memory.pb.h"
#include "server/request_context.h"
#include "server/stream_call.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// Each serves one call: the contracts are in the proto.
absl::Status BackUpDatabase(TranslationMemory& memory,
                            const v1::BackUpDatabaseRequest& request,
                            StreamWriter& writer,
                            const RequestContext& context);
absl::Status VerifyDatabase(TranslationMemory& memory,
                            const v1::VerifyDatabaseRequest& request,
                            StreamWriter& writer,
                            const RequestContext& context);
absl::Status CompactDatabase(TranslationMemory& memory,
                             const v1::CompactDatabaseRequest& request,
                             StreamWriter& writer,
                             const RequestContext& context);

}  // namespace presstm

#endif  // SERVER_MAINTENANCE_CALLS_H_
