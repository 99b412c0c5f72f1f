#include "server/http/tmserver_writes.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"
#include "server/converters/import_converter.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/file_format.h"

namespace presstm {
namespace {

using Json = nlohmann::json;

constexpr int kUnitsAtOnce = 1000;

absl::Status Invalid(absl::string_view message) {
  return InvalidArgument(ErrorReason::kInvalidArgument, message);
}

// Whether anything may be written, and where to.
absl::Status CheckMayWrite(const TmserverScope& scope) {
  if (!scope.may_write) {
    return absl::PermissionDeniedError(
        "nothing is written over HTTP: this server does not ask who calls, and "
        "was started without --http-allow-writes");
  }
  if (scope.write_memory.empty()) {
    return Invalid(
        "no memory to write to: put /memories/NAME before the path, or start "
        "the server with --http-memory NAME");
  }
  return absl::OkStatus();
}

// A text of an object, nullopt if it has none.
std::optional<std::string> Text(const Json& object, const char* key) {
  const auto it = object.find(key);
  if (it == object.end() || !it->is_string()) return std::nullopt;
  return it->get<std::string>();
}

absl::StatusOr<v1::TranslationUnit> ReadUnit(const Json& json,
                                             const TmserverPair& pair) {
  if (!json.is_object()) return Invalid("a unit must be a JSON object");
  const std::optional<std::string> source = Text(json, "source");
  const std::optional<std::string> target = Text(json, "target");
  if (!source || !target) {
    return Invalid("a unit must have the texts \"source\" and \"target\"");
  }
  v1::TranslationUnit unit;
  unit.set_source_language_code(pair.source_language);
  v1::Variant& original = *unit.add_variants();
  original.set_language_code(pair.source_language);
  original.mutable_segment()->set_text(*source);
  v1::Variant& translation = *unit.add_variants();
  translation.set_language_code(pair.target_language);
  translation.mutable_segment()->set_text(*target);
  const std::string context = Text(json, "context").value_or("");
  if (!context.empty()) unit.add_contexts()->set_key(context);
  return unit;
}

absl::StatusOr<Json> ReadJson(const std::string& body) {
  Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return Invalid("the body is not JSON in UTF-8");
  return json;
}

absl::StatusOr<std::vector<v1::TranslationUnit>> ReadUnits(
    const std::string& body, const TmserverPair& pair,
    const std::string& document) {
  PRESSTM_ASSIGN_OR_RETURN(const Json json, ReadJson(body));
  if (!json.is_array()) return Invalid("the body must be a JSON list of units");
  std::vector<v1::TranslationUnit> units;
  for (const Json& element : json) {
    absl::StatusOr<v1::TranslationUnit> unit = ReadUnit(element, pair);
    if (!unit.ok()) {
      return Annotate(unit.status(),
                      absl::StrCat("unit ", units.size() + 1, ": "));
    }
    unit->set_document(document);
    units.push_back(*std::move(unit));
  }
  return units;
}

// What became of several units.
struct WriteReport {
  int64_t read = 0;  // So far: the number of the last.
  int64_t added = 0;
  int64_t known = 0;  // Merged into stored ones, or skipped.
  int64_t replaced = 0;
  int64_t rejected = 0;
  int64_t warned = 0;
  std::string first_problem;
  std::string first_warning;
};

void Count(const v1::WrittenTranslationUnit& written, WriteReport& report) {
  switch (written.outcome()) {
    case v1::WRITE_OUTCOME_MERGED:
    case v1::WRITE_OUTCOME_SKIPPED:
      ++report.known;
      break;
    case v1::WRITE_OUTCOME_REPLACED:
      ++report.replaced;
      break;
    default:
      ++report.added;
  }
  const auto& warnings = written.translation_unit().quality_warnings();
  report.warned += warnings.empty() ? 0 : 1;
  if (!warnings.empty() && report.first_warning.empty()) {
    report.first_warning =
        absl::StrCat("unit ", report.read, ": ", warnings[0].message());
  }
}

void Count(const v1::BatchCreateTranslationUnitsResponse& response,
           WriteReport& report) {
  for (const v1::BatchCreateTranslationUnitsResult& result :
       response.results()) {
    ++report.read;
    if (!result.has_error()) {
      Count(result.written(), report);
      continue;
    }
    ++report.rejected;
    if (report.first_problem.empty()) {
      report.first_problem =
          absl::StrCat("unit ", report.read, ": ", result.error().message());
    }
  }
}

HttpResponse TextAnswer(std::string text) {
  return {.content_type = "text/plain; charset=utf-8", .body = std::move(text)};
}

// "added 3 units from x.po", as amaGama has it, and what it does not have.
HttpResponse Told(const WriteReport& report, const std::string& name) {
  std::string text = absl::StrCat("added ", report.added, " units from ", name);
  if (report.known > 0) {
    absl::StrAppend(&text, "; ", report.known, " there already");
  }
  if (report.replaced > 0) {
    absl::StrAppend(&text, "; ", report.replaced, " in place of others");
  }
  if (report.rejected > 0) {
    absl::StrAppend(&text, "; ", report.rejected,
                    " not, the first: ", report.first_problem);
  }
  if (report.warned > 0) {
    absl::StrAppend(&text, "; ", report.warned,
                    " with warnings, the first: ", report.first_warning);
  }
  return TextAnswer(std::move(text));
}

}  // namespace

HttpResponse WriteUnit(const TmserverScope& scope, const TmserverPair& pair,
                       const HttpRequest& request, ForwardedCall& call) {
  if (const absl::Status status = CheckMayWrite(scope); !status.ok()) {
    return ErrorResponse(status);
  }
  const absl::StatusOr<Json> json = ReadJson(request.body);
  if (!json.ok()) return ErrorResponse(json.status());
  absl::StatusOr<v1::TranslationUnit> unit = ReadUnit(*json, pair);
  if (!unit.ok()) return ErrorResponse(unit.status());
  v1::CreateTranslationUnitRequest create;
  create.set_parent(scope.write_memory);
  *create.mutable_translation_unit() = *std::move(unit);
  v1::TranslationUnit stored;
  const grpc::Status status = call.Run(
      call.memories(), &MemoryStub::CreateTranslationUnit, create, stored);
  if (!status.ok()) return call.Error(status);
  std::string text;
  for (const v1::QualityWarning& warning : stored.quality_warnings()) {
    absl::StrAppend(&text, "warning: ", warning.message(), "\n");
  }
  return TextAnswer(std::move(text));
}

HttpResponse WriteList(const TmserverScope& scope, const TmserverPair& pair,
                       const std::string& name, const HttpRequest& request,
                       ForwardedCall& call) {
  if (const absl::Status status = CheckMayWrite(scope); !status.ok()) {
    return ErrorResponse(status);
  }
  absl::StatusOr<std::vector<v1::TranslationUnit>> units =
      ReadUnits(request.body, pair, name);
  if (!units.ok()) return ErrorResponse(units.status());
  WriteReport report;
  for (size_t begin = 0; begin < units->size(); begin += kUnitsAtOnce) {
    v1::BatchCreateTranslationUnitsRequest batch;
    batch.set_parent(scope.write_memory);
    const size_t end = std::min(units->size(), begin + kUnitsAtOnce);
    for (size_t i = begin; i < end; ++i) {
      *batch.add_translation_units() = std::move((*units)[i]);
    }
    v1::BatchCreateTranslationUnitsResponse response;
    const grpc::Status status =
        call.Run(call.memories(), &MemoryStub::BatchCreateTranslationUnits,
                 batch, response);
    if (!status.ok()) return call.Error(status);
    Count(response, report);
  }
  return Told(report, name);
}

HttpResponse WriteFile(const TmserverScope& scope, const std::string& name,
                       const HttpRequest& request, ForwardedCall& call) {
  if (const absl::Status status = CheckMayWrite(scope); !status.ok()) {
    return ErrorResponse(status);
  }
  const std::optional<FileFormat> format = FileFormatFromName(name);
  if (!format.has_value()) {
    return ErrorResponse(
        415, Invalid("the name must end in .tmx, .xlf, .xliff, .csv, .tsv, "
                     ".jsonl or .ndjson; po2tmx makes TMX of PO files"));
  }
  v1::ImportTmxConfig config;
  config.set_parent(scope.write_memory);
  config.set_source_name(name);
  config.set_format(ToProto(*format));
  config.set_mode(v1::IMPORT_MODE_ATOMIC);
  v1::ImportTmxResponse totals;
  const grpc::Status status = call.Import(config, request.body, totals);
  if (!status.ok()) return call.Error(status);
  WriteReport report = {.added = totals.added_count(),
                        .known = totals.merged_count() + totals.skipped_count(),
                        .replaced = totals.replaced_count(),
                        .rejected = totals.rejected_count()};
  if (!totals.problems().empty()) {
    report.first_problem = absl::StrCat("line ", totals.problems(0).line(),
                                        ": ", totals.problems(0).message());
  }
  return Told(report, name);
}

}  // namespace presstm
