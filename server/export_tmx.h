// The export of a memory as TMX, in pieces.
#ifndef SERVER_EXPORT_TMX_H_
#define SERVER_EXPORT_TMX_H_

#include "absl/status/status.h"
#include "presstm/v1/translation_memory.pb.h"
#include "server/request_context.h"
#include "server/stream_call.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// Serves one ExportTmx call: its contract is in the proto. Memory stays
// bounded whatever the memory's size: a page of units and one chunk. DataLoss
// with DATABASE_CORRUPT means that all is sent that can be read, or that
// nothing is.
absl::Status ExportTmx(TranslationMemory& memory,
                       const v1::ExportTmxRequest& request,
                       StreamWriter& writer, const RequestContext& context);

}  // namespace presstm

#endif  // SERVER_EXPORT_TMX_H_
