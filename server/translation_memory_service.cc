#include "server/translation_memory_service.h"

#include "server/concordance_handlers.h"
#include "server/export_tmx.h"
#include "server/import_tmx.h"
#include "server/lookup_handlers.h"
#include "server/memory_handlers.h"
#include "server/request_parser.h"
#include "server/stream_call.h"
#include "server/stream_lookup.h"
#include "server/translation_unit_handlers.h"
#include "server/unary_call.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

using grpc::ByteBuffer;
using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;
using S = v1::TranslationMemoryService;

// Wraps `Base` in each of `Methods`, the first outermost.
template <typename Base, template <typename> typename... Methods>
struct Wrapped {
  using Type = Base;
};
template <typename Base, template <typename> typename First,
          template <typename> typename... Rest>
struct Wrapped<Base, First, Rest...> {
  using Type = First<typename Wrapped<Base, Rest...>::Type>;
};

// Every method takes bytes: see request_parser.h.
using RawService = Wrapped<
    S::Service, S::WithRawCallbackMethod_CreateMemory,
    S::WithRawCallbackMethod_GetMemory, S::WithRawCallbackMethod_ListMemories,
    S::WithRawCallbackMethod_UpdateMemory,
    S::WithRawCallbackMethod_DeleteMemory,
    S::WithRawCallbackMethod_CreateTranslationUnit,
    S::WithRawCallbackMethod_BatchCreateTranslationUnits,
    S::WithRawCallbackMethod_GetTranslationUnit,
    S::WithRawCallbackMethod_ListTranslationUnits,
    S::WithRawCallbackMethod_UpdateTranslationUnit,
    S::WithRawCallbackMethod_DeleteTranslationUnit,
    S::WithRawCallbackMethod_SearchConcordance, S::WithRawCallbackMethod_Lookup,
    S::WithRawCallbackMethod_BatchLookup, S::WithRawCallbackMethod_StreamLookup,
    S::WithRawCallbackMethod_ImportTmx,
    S::WithRawCallbackMethod_ExportTmx>::Type;

class TranslationMemoryService final : public RawService {
 public:
  TranslationMemoryService(TranslationMemory& memory, WorkerPool& unary_pool,
                           WorkerPool& stream_pool)
      : memory_(memory),
        unary_pool_(unary_pool),
        stream_pool_(stream_pool),
        memories_(memory),
        units_(memory),
        lookups_(memory),
        concordance_(memory) {}

// One unary method: gRPC's name for it, the handler's function, and whether it
// may be run on gRPC's threads where it is quick.
#define PRESSTM_UNARY_METHOD(method, handlers, function, only_reads)          \
  ServerUnaryReactor* method(CallbackServerContext* context,                  \
                             const ByteBuffer* request, ByteBuffer* response) \
      override {                                                              \
    const UnaryCall call = {#method, context, request, response};             \
    return RunUnaryCall(only_reads && IsQuick(call) ? nullptr : &unary_pool_, \
                        call, handlers, &decltype(handlers)::function);       \
  }
  PRESSTM_UNARY_METHOD(CreateMemory, memories_, Create, false)
  PRESSTM_UNARY_METHOD(GetMemory, memories_, Get, true)
  PRESSTM_UNARY_METHOD(ListMemories, memories_, List, false)
  PRESSTM_UNARY_METHOD(UpdateMemory, memories_, Update, false)
  PRESSTM_UNARY_METHOD(DeleteMemory, memories_, Delete, false)
  PRESSTM_UNARY_METHOD(CreateTranslationUnit, units_, Create, false)
  PRESSTM_UNARY_METHOD(BatchCreateTranslationUnits, units_, BatchCreate, false)
  PRESSTM_UNARY_METHOD(GetTranslationUnit, units_, Get, true)
  PRESSTM_UNARY_METHOD(ListTranslationUnits, units_, List, false)
  PRESSTM_UNARY_METHOD(UpdateTranslationUnit, units_, Update, false)
  PRESSTM_UNARY_METHOD(DeleteTranslationUnit, units_, Delete, false)
  PRESSTM_UNARY_METHOD(Lookup, lookups_, Lookup, true)
  PRESSTM_UNARY_METHOD(BatchLookup, lookups_, BatchLookup, false)
  PRESSTM_UNARY_METHOD(SearchConcordance, concordance_, Search, false)
#undef PRESSTM_UNARY_METHOD

  grpc::ServerBidiReactor<ByteBuffer, ByteBuffer>* StreamLookup(
      CallbackServerContext* context) override {
    return RunBidiCall(stream_pool_, {"StreamLookup", context},
                       [this](StreamReader& reader, StreamWriter& writer,
                              const RequestContext& call) {
                         return presstm::StreamLookup(memory_, reader, writer,
                                                      call);
                       });
  }

  grpc::ServerBidiReactor<ByteBuffer, ByteBuffer>* ImportTmx(
      CallbackServerContext* context) override {
    return RunBidiCall(stream_pool_, {"ImportTmx", context},
                       [this](StreamReader& reader, StreamWriter& writer,
                              const RequestContext& call) {
                         return presstm::ImportTmx(memory_, reader, writer,
                                                   call);
                       });
  }

  grpc::ServerWriteReactor<ByteBuffer>* ExportTmx(
      CallbackServerContext* context, const ByteBuffer* request) override {
    return RunDownloadCall(
        stream_pool_, {"ExportTmx", context}, request,
        [this](const ByteBuffer& bytes, StreamWriter& writer,
               const RequestContext& call) -> absl::Status {
          v1::ExportTmxRequest parsed;
          PRESSTM_RETURN_IF_ERROR(ParseRequest(bytes, parsed));
          return presstm::ExportTmx(memory_, parsed, writer, call);
        });
  }

 private:
  TranslationMemory& memory_;
  WorkerPool& unary_pool_;
  WorkerPool& stream_pool_;
  MemoryHandlers memories_;
  TranslationUnitHandlers units_;
  LookupHandlers lookups_;
  ConcordanceHandlers concordance_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeTranslationMemoryService(
    TranslationMemory& memory, WorkerPool& unary_pool,
    WorkerPool& stream_pool) {
  return std::make_unique<TranslationMemoryService>(memory, unary_pool,
                                                    stream_pool);
}

}  // namespace presstm
