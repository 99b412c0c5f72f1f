#include "server/history_handlers.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/converters/change_converter.h"
#include "server/converters/translation_unit_converter.h"
#include "server/paging.h"
#include "server/resource_name.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// Where a page ends before it is full: half of what clients take by default.
constexpr size_t kMaxPageBytes = 2 * 1024 * 1024;

absl::Status CheckNotNegative(int64_t value, absl::string_view field) {
  if (value >= 0) return absl::OkStatus();
  return InvalidArgument(ErrorReason::kInvalidArgument,
                         absl::StrCat(field, " must not be negative"), field);
}

// The sequence number after which the page begins.
template <typename Request>
absl::StatusOr<int64_t> PageStart(const Request& request, int64_t first) {
  PRESSTM_ASSIGN_OR_RETURN(
      const int64_t after,
      ParseNumericPageToken(request, request.page_token()));
  return std::max(after, first);
}

// The first `size` of `changes`, fewer if they are large.
template <typename Response, typename Request>
Response MakePage(const std::vector<Change>& changes, int size,
                  const Request& request) {
  Response page;
  size_t size_bytes = 0;
  int64_t last = 0;
  for (const Change& change : changes) {
    if (page.changes_size() == size || size_bytes > kMaxPageBytes) {
      page.set_next_page_token(MakePageToken(request, absl::StrCat(last)));
      break;
    }
    v1::Change& added = *page.add_changes();
    added = ToProto(change);
    size_bytes += added.ByteSizeLong();
    last = change.sequence;
  }
  return page;
}

}  // namespace

absl::StatusOr<v1::ListTranslationUnitRevisionsResponse>
HistoryHandlers::ListRevisions(
    const v1::ListTranslationUnitRevisionsRequest& request,
    const RequestContext& /*context*/) {
  PRESSTM_ASSIGN_OR_RETURN(const UnitName name,
                           ParseUnitName(request.name(), "name"));
  PRESSTM_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  PRESSTM_ASSIGN_OR_RETURN(const int64_t after, PageStart(request, 0));
  // One more than asked for tells whether there is a next page.
  PRESSTM_ASSIGN_OR_RETURN(
      const std::vector<Change> changes,
      memory_.ListRevisions(name.memory, name.id, after, size + 1));
  return MakePage<v1::ListTranslationUnitRevisionsResponse>(changes, size,
                                                            request);
}

absl::StatusOr<v1::TranslationUnit> HistoryHandlers::Restore(
    const v1::RestoreTranslationUnitRequest& request,
    const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const UnitName name,
                           ParseUnitName(request.name(), "name"));
  PRESSTM_RETURN_IF_ERROR(CheckNotNegative(request.revision(), "revision"));
  PRESSTM_ASSIGN_OR_RETURN(
      const TranslationUnit restored,
      memory_.RestoreUnit(name.memory, name.id, request.revision(),
                          RevisionFromEtag(request.etag()), context.user));
  return ToProto(restored, name.memory);
}

absl::StatusOr<v1::ListChangesResponse> HistoryHandlers::ListChanges(
    const v1::ListChangesRequest& request, const RequestContext& /*context*/) {
  std::string memory;
  if (!request.parent().empty()) {
    PRESSTM_ASSIGN_OR_RETURN(memory,
                             ParseMemoryName(request.parent(), "parent"));
  }
  PRESSTM_RETURN_IF_ERROR(
      CheckNotNegative(request.after_sequence(), "after_sequence"));
  PRESSTM_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  PRESSTM_ASSIGN_OR_RETURN(const int64_t after,
                           PageStart(request, request.after_sequence()));
  PRESSTM_ASSIGN_OR_RETURN(const std::vector<Change> changes,
                           memory_.ListChanges(memory, after, size + 1));
  return MakePage<v1::ListChangesResponse>(changes, size, request);
}

}  // namespace presstm
