// The import of a TMX file: from a stream of its bytes into a memory.
#ifndef SERVER_IMPORT_TMX_H_
#define SERVER_IMPORT_TMX_H_

#include "absl/status/status.h"
#include "server/request_context.h"
#include "server/stream_call.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// Serves one ImportTmx call: its contract is in the proto. Memory stays
// bounded whatever the file's size: a batch of units and one chunk.
absl::Status ImportTmx(TranslationMemory& memory, StreamReader& reader,
                       StreamWriter& writer, const RequestContext& context);

}  // namespace presstm

#endif  // SERVER_IMPORT_TMX_H_
