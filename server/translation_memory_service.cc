#include "server/translation_memory_service.h"

#include "server/concordance_handlers.h"
#include "server/export_tmx.h"
#include "server/history_handlers.h"
#include "server/import_counter.h"
#include "server/import_tmx.h"
#include "server/lookup_handlers.h"
#include "server/maintenance_calls.h"
#include "server/memory_handlers.h"
#include "server/request_parser.h"
#include "server/request_scope.h"
#include "server/rights_checked_stream.h"
#include "server/service_methods.h"
#include "server/stream_call.h"
#include "server/stream_lookup.h"
#include "server/translation_unit_handlers.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

using grpc::ByteBuffer;
using grpc::CallbackServerContext;
using S = v1::TranslationMemoryService;

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
    S::WithRawCallbackMethod_ListTranslationUnitRevisions,
    S::WithRawCallbackMethod_RestoreTranslationUnit,
    S::WithRawCallbackMethod_ListChanges,
    S::WithRawCallbackMethod_BackUpDatabase,
    S::WithRawCallbackMethod_VerifyDatabase,
    S::WithRawCallbackMethod_CompactDatabase,
    S::WithRawCallbackMethod_SearchConcordance, S::WithRawCallbackMethod_Lookup,
    S::WithRawCallbackMethod_BatchLookup, S::WithRawCallbackMethod_StreamLookup,
    S::WithRawCallbackMethod_ImportTmx,
    S::WithRawCallbackMethod_ExportTmx>::Type;

class TranslationMemoryService final : public RawService {
 public:
  TranslationMemoryService(TranslationMemory& memory,
                           const ServiceResources& resources)
      : memory_(memory),
        resources_(resources),
        memories_(memory),
        units_(memory),
        history_(memory),
        lookups_(memory),
        concordance_(memory) {}

  PRESSTM_UNARY_METHOD(CreateMemory, memories_, Create, kWrite)
  PRESSTM_UNARY_METHOD(GetMemory, memories_, Get, kQuickRead)
  PRESSTM_UNARY_METHOD(ListMemories, memories_, List, kRead)
  PRESSTM_UNARY_METHOD(UpdateMemory, memories_, Update, kWrite)
  PRESSTM_UNARY_METHOD(DeleteMemory, memories_, Delete, kWrite)
  PRESSTM_UNARY_METHOD(CreateTranslationUnit, units_, Create, kWrite)
  PRESSTM_UNARY_METHOD(BatchCreateTranslationUnits, units_, BatchCreate, kWrite)
  PRESSTM_UNARY_METHOD(GetTranslationUnit, units_, Get, kQuickRead)
  PRESSTM_UNARY_METHOD(ListTranslationUnits, units_, List, kRead)
  PRESSTM_UNARY_METHOD(UpdateTranslationUnit, units_, Update, kWrite)
  PRESSTM_UNARY_METHOD(DeleteTranslationUnit, units_, Delete, kWrite)
  PRESSTM_UNARY_METHOD(ListTranslationUnitRevisions, history_, ListRevisions,
                       kRead)
  PRESSTM_UNARY_METHOD(RestoreTranslationUnit, history_, Restore, kWrite)
  PRESSTM_UNARY_METHOD(ListChanges, history_, ListChanges, kRead)
  PRESSTM_UNARY_METHOD(Lookup, lookups_, Lookup, kQuickRead)
  PRESSTM_UNARY_METHOD(BatchLookup, lookups_, BatchLookup, kRead)
  PRESSTM_UNARY_METHOD(SearchConcordance, concordance_, Search, kRead)

  grpc::ServerBidiReactor<ByteBuffer, ByteBuffer>* StreamLookup(
      CallbackServerContext* context) override {
    return RunLookupStream(resources_.pools.stream,
                           {PRESSTM_METHOD(StreamLookup), context}, memory_);
  }

  grpc::ServerBidiReactor<ByteBuffer, ByteBuffer>* ImportTmx(
      CallbackServerContext* context) override {
    return RunBidiCall(
        resources_.pools.transfer, {PRESSTM_METHOD(ImportTmx), context},
        [this](StreamReader& reader, StreamWriter& writer,
               const RequestContext& call) {
          ImportCounter counter(writer, resources_.metrics);
          return presstm::ImportTmx(memory_, reader, counter, call);
        });
  }

// One method that answers with a stream, and the function that serves it.
#define PRESSTM_DOWNLOAD_METHOD(method)                                     \
  grpc::ServerWriteReactor<ByteBuffer>* method(                             \
      CallbackServerContext* context, const ByteBuffer* request) override { \
    return Download<v1::method##Request>({PRESSTM_METHOD(method), context}, \
                                         request, &presstm::method);        \
  }
  PRESSTM_DOWNLOAD_METHOD(ExportTmx)
  PRESSTM_DOWNLOAD_METHOD(BackUpDatabase)
  PRESSTM_DOWNLOAD_METHOD(VerifyDatabase)
  PRESSTM_DOWNLOAD_METHOD(CompactDatabase)
#undef PRESSTM_DOWNLOAD_METHOD

 private:
  template <typename Request>
  grpc::ServerWriteReactor<ByteBuffer>* Download(
      const StreamCall& call, const ByteBuffer* request,
      absl::Status (*serve)(TranslationMemory&, const Request&, StreamWriter&,
                            const RequestContext&)) {
    return RunDownloadCall(
        resources_.pools.transfer, call, request,
        [this, serve](const ByteBuffer& bytes, StreamWriter& writer,
                      const RequestContext& context) -> absl::Status {
          Request parsed;
          PRESSTM_RETURN_IF_ERROR(ParseRequest(bytes, parsed));
          const RequestScope scope = ScopeOf(parsed);
          PRESSTM_RETURN_IF_ERROR(context.CheckRights(scope));
          RightsCheckedWriter checked(writer, context, scope);
          return serve(memory_, parsed, checked, context);
        });
  }

  TranslationMemory& memory_;
  const ServiceResources resources_;
  MemoryHandlers memories_;
  TranslationUnitHandlers units_;
  HistoryHandlers history_;
  LookupHandlers lookups_;
  ConcordanceHandlers concordance_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeTranslationMemoryService(
    TranslationMemory& memory, const ServiceResources& resources) {
  return std::make_unique<TranslationMemoryService>(memory, resources);
}

}  // namespace presstm
