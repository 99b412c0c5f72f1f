#include "server/export_tmx.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/converters/annotated.h"
#include "server/converters/import_converter.h"
#include "server/converters/lookup_converter.h"
#include "server/resource_name.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/delimited_writer.h"
#include "tm_store/exchange/json_lines_writer.h"
#include "tm_store/exchange/language_subset.h"
#include "tm_store/exchange/tmx_writer.h"
#include "tm_store/lookup_validation.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

constexpr size_t kChunkBytes = 256 * 1024;
constexpr int kPageSize = 200;

absl::StatusOr<ContextNames> NamesFromProto(v1::ContextNaming naming) {
  switch (naming) {
    case v1::CONTEXT_NAMING_UNSPECIFIED:
      return ContextNames::kOwnOnly;
    case v1::CONTEXT_NAMING_OMEGAT:
      return ContextNames::kOmegat;
    case v1::CONTEXT_NAMING_MEMOQ:
      return ContextNames::kMemoq;
    case v1::CONTEXT_NAMING_XTM:
      return ContextNames::kXtm;
    default:
      return InvalidArgument(ErrorReason::kInvalidArgument,
                             absl::StrCat("there is no context naming ",
                                          static_cast<int>(naming)));
  }
}

absl::StatusOr<std::unique_ptr<FileWriter>> MakeWriter(
    const v1::ExportTmxRequest& request) {
  PRESSTM_ASSIGN_OR_RETURN(const FileFormat format,
                           InField(FromProto(request.format()), "format"));
  PRESSTM_ASSIGN_OR_RETURN(
      const ContextNames context_names,
      InField(NamesFromProto(request.context_naming()), "context_naming"));
  const std::string& source_language = request.source_language_code();
  if (!source_language.empty()) {
    PRESSTM_RETURN_IF_ERROR(
        InField(ParseLanguage(source_language), "source_language_code")
            .status());
  }
  switch (format) {
    case FileFormat::kTmx: {
      PRESSTM_ASSIGN_OR_RETURN(
          TmxWriter writer,
          TmxWriter::Create(
              {.source_language = source_language,
               .source_comes_first = request.language_codes_size() > 0,
               .context_names = context_names}));
      return std::make_unique<TmxWriter>(std::move(writer));
    }
    case FileFormat::kCsv:
      return std::make_unique<DelimitedWriter>(DelimitedFormat::kCsv,
                                               source_language);
    case FileFormat::kTsv:
      return std::make_unique<DelimitedWriter>(DelimitedFormat::kTsv,
                                               source_language);
    case FileFormat::kJsonLines:
      return std::make_unique<JsonLinesWriter>();
    case FileFormat::kXliff:
      break;
  }
  return InvalidArgument(ErrorReason::kInvalidArgument,
                         "XLIFF is read, not written", "format");
}

// Checks the languages one by one, so that an error names the field.
absl::StatusOr<LanguageSubset> MakeSubset(const v1::ExportTmxRequest& request) {
  std::vector<std::string> tags;
  for (int i = 0; i < request.language_codes_size(); ++i) {
    PRESSTM_RETURN_IF_ERROR(InField(ParseLanguage(request.language_codes(i)),
                                    ElementName("language_codes", i))
                                .status());
    tags.push_back(request.language_codes(i));
  }
  return LanguageSubset::Create(tags);
}

// Cuts the file into chunks.
class ChunkWriter {
 public:
  explicit ChunkWriter(StreamWriter& writer) : writer_(writer) {}

  // Sends full chunks, keeps what is left.
  absl::Status Append(absl::string_view bytes) {
    while (!bytes.empty()) {
      const absl::string_view part =
          bytes.substr(0, kChunkBytes - response_.chunk().size());
      response_.mutable_chunk()->append(part.data(), part.size());
      bytes.remove_prefix(part.size());
      if (response_.chunk().size() == kChunkBytes) {
        PRESSTM_RETURN_IF_ERROR(Flush());
      }
    }
    return absl::OkStatus();
  }

  // Sends what is left.
  absl::Status Flush() {
    if (response_.chunk().empty()) return absl::OkStatus();
    PRESSTM_RETURN_IF_ERROR(writer_.Write(response_));
    response_.clear_chunk();
    return absl::OkStatus();
  }

 private:
  StreamWriter& writer_;
  v1::ExportTmxResponse response_;
};

// Where an export breaks off it must not end as one that is whole but for what
// cannot be read.
absl::Status BrokenOff(const absl::Status& status) {
  if (!absl::IsDataLoss(status)) return status;
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   ErrorReason::kDatabaseCorrupt, status.message());
}

// Gives the units to be exported, one after another.
class ExportedUnits {
 public:
  ExportedUnits(TranslationMemory& memory, std::string name,
                const RequestContext& context)
      : memory_(memory), name_(std::move(name)), context_(context) {}

  // Takes what is to be exported from the request.
  absl::Status Choose(const v1::ExportTmxRequest& request) {
    PRESSTM_ASSIGN_OR_RETURN(subset_, MakeSubset(request));
    PRESSTM_ASSIGN_OR_RETURN(filter_,
                             InField(FromProto(request.filter()), "filter"));
    return ValidateLookupFilter(filter_);
  }

  // Goes past what cannot be read; returns what that is.
  template <typename Visitor>
  absl::StatusOr<Damage> ForEach(const Visitor& visit) const {
    const absl::StatusOr<Memory> memory = memory_.GetMemory(name_);
    if (!memory.ok()) return BrokenOff(memory.status());
    int64_t seen_count = 0;
    Damage damage;
    UnitPage page;
    for (bool is_damaged = false; !page.is_at_end;) {
      PRESSTM_RETURN_IF_ERROR(context_.deadline.Check());
      absl::StatusOr<UnitPage> next =
          memory_.ListReadableUnits(name_, {}, page.last, kPageSize);
      if (!next.ok()) return BrokenOff(next.status());
      page = *std::move(next);
      for (const TranslationUnitId id : page.unreadable) {
        damage.unreadable.Add(id);
      }
      seen_count +=
          static_cast<int64_t>(page.units.size() + page.unreadable.size());
      is_damaged = is_damaged || page.is_damaged;
      if (is_damaged && page.is_at_end) {
        damage.nameless_count =
            std::max<int64_t>(0, memory->translation_unit_count - seen_count);
      }
      for (TranslationUnit& unit : page.units) {
        if (!PassesButForProperties(filter_, unit) ||
            !HasProperties(filter_.properties, unit) ||
            !subset_->Restrict(unit)) {
          continue;
        }
        PRESSTM_RETURN_IF_ERROR(visit(unit));
      }
    }
    return damage;
  }

 private:
  TranslationMemory& memory_;
  const std::string name_;
  const RequestContext& context_;
  std::optional<LanguageSubset> subset_;  // Set by Choose.
  LookupFilter filter_;
};

// The end of an export that is whole but for what cannot be read.
absl::Status LeftOut(absl::string_view memory, const Damage& damage) {
  return MakeError(absl::StatusCode::kDataLoss, ErrorReason::kDatabaseCorrupt,
                   absl::StrCat("the database is damaged: of memory \"", memory,
                                "\" ", damage.ToString(),
                                " and are left out; all others are written"));
}

}  // namespace

absl::Status ExportTmx(TranslationMemory& memory,
                       const v1::ExportTmxRequest& request,
                       StreamWriter& writer, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string name,
                           ParseMemoryName(request.parent(), "parent"));
  PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<FileWriter> file,
                           MakeWriter(request));
  ExportedUnits units(memory, name, context);
  PRESSTM_RETURN_IF_ERROR(units.Choose(request));
  PRESSTM_RETURN_IF_ERROR(memory.GetMemory(name).status());
  if (file->needs_plan()) {
    PRESSTM_RETURN_IF_ERROR(units
                                .ForEach([&](const TranslationUnit& unit) {
                                  file->Plan(unit);
                                  return absl::OkStatus();
                                })
                                .status());
  }
  ChunkWriter out(writer);
  PRESSTM_RETURN_IF_ERROR(out.Append(file->Header()));
  PRESSTM_ASSIGN_OR_RETURN(const Damage left_out,
                           units.ForEach([&](const TranslationUnit& unit) {
                             return out.Append(file->Unit(unit));
                           }));
  PRESSTM_RETURN_IF_ERROR(out.Append(file->Footer()));
  PRESSTM_RETURN_IF_ERROR(out.Flush());
  return left_out.empty() ? absl::OkStatus() : LeftOut(name, left_out);
}

}  // namespace presstm
