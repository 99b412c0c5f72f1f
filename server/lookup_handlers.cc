#include "server/lookup_handlers.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "server/converters/annotated.h"
#include "server/converters/lookup_converter.h"
#include "server/metrics.h"
#include "server/status_util.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

absl::StatusOr<v1::LookupResponse> Answer(const PreparedLookup& lookup,
                                          const v1::LookupQuery& proto,
                                          const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const LookupQuery query, FromProto(proto));
  PRESSTM_ASSIGN_OR_RETURN(const LookupResponse response,
                           lookup.Run(query, context.deadline));
  context.resources->metrics.AddLookup(response.times);
  return ToProto(response, query.segment.text);
}

}  // namespace

absl::StatusOr<PreparedLookup> PrepareLookup(TranslationMemory& memory,
                                             const v1::LookupRequest& config) {
  PRESSTM_ASSIGN_OR_RETURN(LookupRequest settings,
                           InField(SettingsFromProto(config), "config"));
  return InField(memory.PrepareLookup(std::move(settings)), "config");
}

absl::Status CheckQueryCount(int count) {
  if (count > 0 && static_cast<size_t>(count) <= kMaxLookupQueries) {
    return absl::OkStatus();
  }
  return InvalidArgument(ErrorReason::kTooManyItems,
                         absl::StrCat("there must be 1 to ", kMaxLookupQueries,
                                      " queries, not ", count),
                         "queries");
}

absl::StatusOr<v1::LookupResult> AnswerQuery(const PreparedLookup& lookup,
                                             const v1::LookupQuery& query,
                                             int index,
                                             const RequestContext& context) {
  v1::LookupResult result;
  if (query.skip()) return result;
  absl::StatusOr<v1::LookupResponse> response = Answer(lookup, query, context);
  if (response.ok()) {
    *result.mutable_response() = *std::move(response);
    return result;
  }
  if (!absl::IsInvalidArgument(response.status())) return response.status();
  *result.mutable_error() = ToStatusProto(
      InField(std::move(response), ElementName("queries", index)).status());
  return result;
}

absl::StatusOr<v1::LookupResponse> LookupHandlers::Lookup(
    const v1::LookupRequest& request, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const LookupRequest query, FromProto(request));
  PRESSTM_ASSIGN_OR_RETURN(const LookupResponse response,
                           memory_.Lookup(query, context.deadline));
  context.resources->metrics.AddLookup(response.times);
  return ToProto(response, query.query.text);
}

absl::StatusOr<v1::BatchLookupResponse> LookupHandlers::BatchLookup(
    const v1::BatchLookupRequest& request, const RequestContext& context) {
  PRESSTM_RETURN_IF_ERROR(CheckQueryCount(request.queries_size()));
  PRESSTM_ASSIGN_OR_RETURN(const PreparedLookup lookup,
                           PrepareLookup(memory_, request.config()));
  v1::BatchLookupResponse response;
  for (int i = 0; i < request.queries_size(); ++i) {
    PRESSTM_ASSIGN_OR_RETURN(
        *response.add_results(),
        AnswerQuery(lookup, request.queries(i), i, context));
  }
  return response;
}

}  // namespace presstm
