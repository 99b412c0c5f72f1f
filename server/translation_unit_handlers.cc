#include "server/translation_unit_handlers.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/converters/annotated.h"
#include "server/converters/enum_converter.h"
#include "server/converters/translation_unit_converter.h"
#include "server/paging.h"
#include "server/resource_name.h"
#include "server/status_util.h"
#include "server/update_mask.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

constexpr absl::string_view kFieldsNotUpdated[] = {
    "name", "update_time", "updated_by", "etag", "quality_warnings"};

// Where a page ends before it is full: half of what clients take by default.
constexpr size_t kMaxPageBytes = 2 * 1024 * 1024;

absl::Status CheckBatchSize(int size) {
  if (size > 0 && static_cast<size_t>(size) <= kMaxBatchSize) {
    return absl::OkStatus();
  }
  return InvalidArgument(
      ErrorReason::kTooManyItems,
      absl::StrCat("a batch must have 1 to ", kMaxBatchSize, " units"),
      "translation_units");
}

// A unit that was just written, with what may be wrong with it.
v1::TranslationUnit WrittenToProto(const TranslationUnit& unit,
                                   absl::string_view memory,
                                   const TranslationMemory& memories) {
  v1::TranslationUnit proto = ToProto(unit, memory);
  for (const QualityWarning& warning : memories.CheckQuality(memory, unit)) {
    *proto.add_quality_warnings() = ToProto(warning, unit);
  }
  return proto;
}

v1::BatchCreateTranslationUnitsResult ResultToProto(
    const absl::StatusOr<WriteResult>& result, absl::string_view memory,
    const TranslationMemory& memories) {
  v1::BatchCreateTranslationUnitsResult proto;
  if (!result.ok()) {
    *proto.mutable_error() = ToStatusProto(result.status());
    return proto;
  }
  v1::WrittenTranslationUnit& written = *proto.mutable_written();
  *written.mutable_translation_unit() =
      WrittenToProto(result->unit, memory, memories);
  written.set_outcome(ToProto(result->outcome));
  return proto;
}

// Returns `stored`, which is `merged` in the API's form, with the changes of
// `request`. Time and author of the change are left to be set on writing.
absl::StatusOr<TranslationUnit> Merge(
    const TranslationUnit& stored, v1::TranslationUnit merged,
    const v1::UpdateTranslationUnitRequest& request) {
  PRESSTM_RETURN_IF_ERROR(ApplyUpdate(request.translation_unit(),
                                      request.update_mask(), kFieldsNotUpdated,
                                      merged));
  PRESSTM_ASSIGN_OR_RETURN(TranslationUnit unit,
                           InField(FromProto(merged), "translation_unit"));
  unit.id = stored.id;
  unit.changed_by.clear();
  unit.change_time = absl::InfinitePast();
  return unit;
}

// The units of a batch that could be converted, and for each unit of the
// request what was wrong with it. Keeps the order of results.
struct ConvertedBatch {
  std::vector<TranslationUnit> units;
  std::vector<absl::Status> statuses;
};

ConvertedBatch ConvertBatch(
    const v1::BatchCreateTranslationUnitsRequest& request) {
  ConvertedBatch batch;
  for (const v1::TranslationUnit& proto : request.translation_units()) {
    absl::StatusOr<TranslationUnit> unit = FromProto(proto);
    batch.statuses.push_back(unit.status());
    if (unit.ok()) batch.units.push_back(*std::move(unit));
  }
  return batch;
}

// Where a list of a damaged database ends: with an error that says what is not
// in it, so that nobody takes it for all there is.
constexpr TranslationUnitId kWhatIsLeftOut = {
    std::numeric_limits<int64_t>::max()};

// The first `size` of `units`, fewer if they are large.
v1::ListTranslationUnitsResponse MakePage(
    const std::vector<TranslationUnit>& units, absl::string_view memory,
    int size, const v1::ListTranslationUnitsRequest& request) {
  v1::ListTranslationUnitsResponse page;
  size_t size_bytes = 0;
  TranslationUnitId last;
  for (const TranslationUnit& unit : units) {
    if (page.translation_units_size() == size || size_bytes > kMaxPageBytes) {
      page.set_next_page_token(
          MakePageToken(request, absl::StrCat(last.value)));
      break;
    }
    v1::TranslationUnit& added = *page.add_translation_units();
    added = ToProto(unit, memory);
    size_bytes += added.ByteSizeLong();
    last = unit.id;
  }
  return page;
}

}  // namespace

absl::StatusOr<v1::TranslationUnit> TranslationUnitHandlers::Create(
    const v1::CreateTranslationUnitRequest& request,
    const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string memory,
                           ParseMemoryName(request.parent(), "parent"));
  PRESSTM_ASSIGN_OR_RETURN(
      TranslationUnit unit,
      InField(FromProto(request.translation_unit()), "translation_unit"));
  PRESSTM_ASSIGN_OR_RETURN(
      const WriteRule rule,
      InField(FromProto(request.write_rule()), "write_rule"));
  PRESSTM_ASSIGN_OR_RETURN(
      const WriteResult written,
      InField(memory_.CreateUnit(memory, std::move(unit), rule, context.user),
              "translation_unit"));
  return WrittenToProto(written.unit, memory, memory_);
}

absl::StatusOr<v1::BatchCreateTranslationUnitsResponse>
TranslationUnitHandlers::BatchCreate(
    const v1::BatchCreateTranslationUnitsRequest& request,
    const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string memory,
                           ParseMemoryName(request.parent(), "parent"));
  PRESSTM_RETURN_IF_ERROR(CheckBatchSize(request.translation_units_size()));
  PRESSTM_ASSIGN_OR_RETURN(
      const WriteRule rule,
      InField(FromProto(request.write_rule()), "write_rule"));
  ConvertedBatch batch = ConvertBatch(request);
  PRESSTM_ASSIGN_OR_RETURN(
      std::vector<BatchResult> written,
      memory_.CreateUnits(memory, std::move(batch.units), rule, context.user));
  v1::BatchCreateTranslationUnitsResponse response;
  auto next = written.begin();
  for (int i = 0; i < request.translation_units_size(); ++i) {
    BatchResult result = batch.statuses[i].ok()
                             ? std::move(*next++)
                             : BatchResult(batch.statuses[i]);
    *response.add_results() = ResultToProto(
        InField(std::move(result), ElementName("translation_units", i)), memory,
        memory_);
  }
  return response;
}

absl::StatusOr<v1::TranslationUnit> TranslationUnitHandlers::Get(
    const v1::GetTranslationUnitRequest& request,
    const RequestContext& /*context*/) {
  PRESSTM_ASSIGN_OR_RETURN(const UnitName name,
                           ParseUnitName(request.name(), "name"));
  PRESSTM_ASSIGN_OR_RETURN(const TranslationUnit unit,
                           memory_.GetUnit(name.memory, name.id));
  return ToProto(unit, name.memory);
}

absl::StatusOr<v1::ListTranslationUnitsResponse> TranslationUnitHandlers::List(
    const v1::ListTranslationUnitsRequest& request,
    const RequestContext& /*context*/) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string memory,
                           ParseMemoryName(request.parent(), "parent"));
  PRESSTM_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  PRESSTM_ASSIGN_OR_RETURN(
      const int64_t after,
      ParseNumericPageToken(request, request.page_token()));
  if (!request.language_code().empty()) {
    PRESSTM_RETURN_IF_ERROR(
        InField(ParseLanguage(request.language_code()), "language_code")
            .status());
  }
  const absl::Status writable = memory_.CheckWritable();
  if (after == kWhatIsLeftOut.value && !writable.ok()) {
    return MakeError(
        absl::StatusCode::kDataLoss, ErrorReason::kDatabaseCorrupt,
        absl::StrCat("the list is complete but for what cannot be read: ",
                     writable.message()));
  }
  const UnitFilter filter = {.language = request.language_code(),
                             .document = request.document(),
                             .text = request.text()};
  const TranslationUnitId last_seen{after};
  // One more than asked for tells whether there is a next page.
  if (writable.ok()) {
    PRESSTM_ASSIGN_OR_RETURN(
        const std::vector<TranslationUnit> units,
        memory_.ListUnits(memory, filter, last_seen, size + 1));
    return MakePage(units, memory, size, request);
  }
  PRESSTM_ASSIGN_OR_RETURN(
      const UnitPage readable,
      memory_.ListReadableUnits(memory, filter, last_seen, size + 1));
  v1::ListTranslationUnitsResponse page =
      MakePage(readable.units, memory, size, request);
  if (page.next_page_token().empty()) {
    page.set_next_page_token(
        MakePageToken(request, absl::StrCat(kWhatIsLeftOut.value)));
  }
  return page;
}

absl::StatusOr<v1::TranslationUnit> TranslationUnitHandlers::Update(
    const v1::UpdateTranslationUnitRequest& request,
    const RequestContext& context) {
  const v1::TranslationUnit& update = request.translation_unit();
  PRESSTM_ASSIGN_OR_RETURN(
      const UnitName name,
      ParseUnitName(update.name(), "translation_unit.name"));
  PRESSTM_ASSIGN_OR_RETURN(const TranslationUnit stored,
                           memory_.GetUnit(name.memory, name.id));
  PRESSTM_ASSIGN_OR_RETURN(
      TranslationUnit unit,
      Merge(stored, ToProto(stored, name.memory), request));
  // Without an etag what was read here must not have changed since, either.
  const int64_t expected_revision =
      update.etag().empty() ? stored.revision : RevisionFromEtag(update.etag());
  PRESSTM_ASSIGN_OR_RETURN(
      const TranslationUnit updated,
      InField(memory_.UpdateUnit(name.memory, std::move(unit),
                                 expected_revision, context.user),
              "translation_unit"));
  return WrittenToProto(updated, name.memory, memory_);
}

absl::StatusOr<google::protobuf::Empty> TranslationUnitHandlers::Delete(
    const v1::DeleteTranslationUnitRequest& request,
    const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const UnitName name,
                           ParseUnitName(request.name(), "name"));
  PRESSTM_RETURN_IF_ERROR(memory_.DeleteUnit(
      name.memory, name.id, RevisionFromEtag(request.etag()), context.user));
  return google::protobuf::Empty();
}

}  // namespace presstm
