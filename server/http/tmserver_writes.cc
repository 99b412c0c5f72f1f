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

// What became of a list, counted from 1.
struct ListReport {
  int read = 0;
  int stored = 0;
  std::string first_problem;
};

void Count(const v1::BatchCreateTranslationUnitsResponse& response,
           ListReport& report) {
  for (const v1::BatchCreateTranslationUnitsResult& result :
       response.results()) {
    ++report.read;
    if (!result.has_error()) {
      ++report.stored;
    } else if (report.first_problem.empty()) {
      report.first_problem =
          absl::StrCat("unit ", report.read, ": ", result.error().message());
    }
  }
}

HttpResponse TextAnswer(std::string text) {
  return {.content_type = "text/plain; charset=utf-8", .body = std::move(text)};
}

// "added 3 units from x.po", as amaGama has it, and what it does not have.
HttpResponse Added(int64_t stored, const std::string& name, int64_t rejected,
                   const std::string& first_problem) {
  std::string text = absl::StrCat("added ", stored, " units from ", name);
  if (rejected > 0) {
    absl::StrAppend(&text, "; ", rejected, " not, the first: ", first_problem);
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
  return status.ok() ? TextAnswer("") : call.Error(status);
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
  ListReport report;
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
  return Added(report.stored, name, report.read - report.stored,
               report.first_problem);
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
  const std::string problem =
      totals.problems().empty()
          ? ""
          : absl::StrCat("line ", totals.problems(0).line(), ": ",
                         totals.problems(0).message());
  return Added(totals.read_count() - totals.rejected_count(), name,
               totals.rejected_count(), problem);
}

}  // namespace presstm
