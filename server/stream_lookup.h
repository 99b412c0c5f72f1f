// How a stream of look-ups is served.
#ifndef SERVER_STREAM_LOOKUP_H_
#define SERVER_STREAM_LOOKUP_H_

#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "server/stream_call.h"
#include "server/worker_pool.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// Serves one call of StreamLookup: returns the reactor to give to gRPC. A CAT
// tool keeps its stream open all day, so one that waits, for queries or for the
// client to take answers, holds no thread of `pool`. `memory` must outlive it.
grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* RunLookupStream(
    WorkerPool& pool, const StreamCall& call, TranslationMemory& memory);

}  // namespace presstm

#endif  // SERVER_STREAM_LOOKUP_H_
