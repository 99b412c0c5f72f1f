#include "server/concordance_handlers.h"

#include <string>

#include "server/converters/concordance_converter.h"
#include "server/paging.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// Where a page ends before it is full: half of what clients take by default.
constexpr size_t kMaxPageBytes = 2 * 1024 * 1024;

// The hits of `response`, fewer if they are large.
v1::SearchConcordanceResponse MakePage(
    const ConcordanceResponse& response,
    const v1::SearchConcordanceRequest& request) {
  v1::SearchConcordanceResponse page;
  std::optional<ConcordanceKey> next = response.next;
  size_t size_bytes = 0;
  for (const ConcordanceHit& hit : response.hits) {
    v1::ConcordanceHit& added = *page.add_hits();
    added = ToProto(hit);
    size_bytes += added.ByteSizeLong();
    if (size_bytes > kMaxPageBytes && &hit != &response.hits.back()) {
      next = hit.key;
      break;
    }
  }
  if (next.has_value()) {
    page.set_next_page_token(MakePageToken(request, ToPagePosition(*next)));
  }
  return page;
}

}  // namespace

absl::StatusOr<v1::SearchConcordanceResponse> ConcordanceHandlers::Search(
    const v1::SearchConcordanceRequest& request,
    const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(ConcordanceRequest search, FromProto(request));
  PRESSTM_ASSIGN_OR_RETURN(search.limit, PageSize(request.page_size()));
  PRESSTM_ASSIGN_OR_RETURN(const std::string position,
                           ParsePageToken(request, request.page_token()));
  if (!position.empty()) {
    PRESSTM_ASSIGN_OR_RETURN(search.after, FromPagePosition(position));
  }
  PRESSTM_ASSIGN_OR_RETURN(const ConcordanceResponse response,
                           memory_.SearchConcordance(search, context.deadline));
  return MakePage(response, request);
}

}  // namespace presstm
