// Looking up segments as they come in.
#ifndef SERVER_STREAM_LOOKUP_H_
#define SERVER_STREAM_LOOKUP_H_

#include "absl/status/status.h"
#include "server/request_context.h"
#include "server/stream_call.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// Serves one call of StreamLookup; its contract is in the proto. Thread-safe.
absl::Status StreamLookup(TranslationMemory& memory, StreamReader& reader,
                          StreamWriter& writer, const RequestContext& context);

}  // namespace presstm

#endif  // SERVER_STREAM_LOOKUP_H_
