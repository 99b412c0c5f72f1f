#include "server/converters/import_converter.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "server/converters/annotated.h"
#include "server/converters/enum_converter.h"
#include "server/resource_name.h"
#include "server/status_util.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr size_t kMaxTuidBytes = 200;
constexpr size_t kMaxDetailBytes = 1000;

// A message that begins "line 120: ", taken apart.
struct PlacedMessage {
  int64_t line = 0;  // 0 if the message does not say.
  absl::string_view text;
};

PlacedMessage TakeApart(absl::string_view message) {
  PlacedMessage result{.text = message};
  const size_t colon = message.find(": ");
  absl::string_view place = message.substr(0, colon);
  if (colon != absl::string_view::npos &&
      absl::ConsumePrefix(&place, "line ") &&
      absl::SimpleAtoi(place, &result.line)) {
    result.text = message.substr(colon + 2);
  }
  return result;
}

absl::StatusOr<ImportMode> FromProto(v1::ImportMode mode) {
  switch (mode) {
    case v1::IMPORT_MODE_UNSPECIFIED:
    case v1::IMPORT_MODE_KEEP_GOOD:
      return ImportMode::kKeepGood;
    case v1::IMPORT_MODE_ATOMIC:
      return ImportMode::kAtomic;
    case v1::IMPORT_MODE_STRICT:
      return ImportMode::kStrict;
    default:
      return InvalidArgument(
          ErrorReason::kInvalidArgument,
          absl::StrCat("there is no import mode ", static_cast<int>(mode)));
  }
}

v1::ImportProblemKind ToProto(FileProblem::Kind kind) {
  switch (kind) {
    case FileProblem::Kind::kRejectedUnit:
      return v1::IMPORT_PROBLEM_KIND_REJECTED_UNIT;
    case FileProblem::Kind::kDroppedVariant:
      return v1::IMPORT_PROBLEM_KIND_DROPPED_VARIANT;
    case FileProblem::Kind::kWarning:
      return v1::IMPORT_PROBLEM_KIND_WARNING;
  }
  return v1::IMPORT_PROBLEM_KIND_UNSPECIFIED;
}

}  // namespace

absl::StatusOr<FileFormat> FromProto(v1::FileFormat format) {
  switch (format) {
    case v1::FILE_FORMAT_UNSPECIFIED:
    case v1::FILE_FORMAT_TMX:
      return FileFormat::kTmx;
    case v1::FILE_FORMAT_CSV:
      return FileFormat::kCsv;
    case v1::FILE_FORMAT_TSV:
      return FileFormat::kTsv;
    case v1::FILE_FORMAT_JSON_LINES:
      return FileFormat::kJsonLines;
    case v1::FILE_FORMAT_XLIFF:
      return FileFormat::kXliff;
    default:
      return InvalidArgument(
          ErrorReason::kInvalidArgument,
          absl::StrCat("there is no file format ", static_cast<int>(format)));
  }
}

v1::FileFormat ToProto(FileFormat format) {
  switch (format) {
    case FileFormat::kTmx:
      return v1::FILE_FORMAT_TMX;
    case FileFormat::kCsv:
      return v1::FILE_FORMAT_CSV;
    case FileFormat::kTsv:
      return v1::FILE_FORMAT_TSV;
    case FileFormat::kJsonLines:
      return v1::FILE_FORMAT_JSON_LINES;
    case FileFormat::kXliff:
      return v1::FILE_FORMAT_XLIFF;
  }
  return v1::FILE_FORMAT_UNSPECIFIED;
}

absl::StatusOr<ImportSettings> FromProto(const v1::ImportTmxConfig& proto) {
  ImportSettings settings;
  PRESSTM_ASSIGN_OR_RETURN(settings.memory,
                           ParseMemoryName(proto.parent(), "parent"));
  PRESSTM_ASSIGN_OR_RETURN(
      settings.write_rule,
      InField(FromProto(proto.write_rule()), "write_rule"));
  PRESSTM_ASSIGN_OR_RETURN(
      const Origin origin,
      InField(FromProto(proto.default_origin()), "default_origin"));
  if (origin != Origin::kUnspecified) settings.default_origin = origin;
  settings.source_name = proto.source_name();
  settings.validate_only = proto.validate_only();
  settings.allow_missing = proto.allow_missing();
  if (settings.allow_missing && !settings.validate_only) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "the memory to import into must exist, unless the "
                           "file is only to be checked (validate_only)",
                           "allow_missing");
  }
  PRESSTM_ASSIGN_OR_RETURN(settings.mode,
                           InField(FromProto(proto.mode()), "mode"));
  PRESSTM_ASSIGN_OR_RETURN(settings.format,
                           InField(FromProto(proto.format()), "format"));
  settings.columns.assign(proto.columns().begin(), proto.columns().end());
  return settings;
}

v1::ImportProblem ToProto(const FileProblem& problem) {
  v1::ImportProblem proto;
  proto.set_kind(ToProto(problem.kind));
  proto.set_line(problem.line);
  proto.set_column(problem.column);
  proto.set_external_id(BoundedUtf8(problem.external_id, kMaxTuidBytes));
  if (problem.cause) {
    proto.set_reason(std::string(ErrorReasonName(*problem.cause)));
  }
  proto.set_message(BoundedUtf8(problem.reason, kMaxDetailBytes));
  proto.set_detail(BoundedUtf8(problem.detail, kMaxDetailBytes));
  return proto;
}

v1::ImportProblem RefusedUnitToProto(int64_t line, absl::string_view tuid,
                                     const absl::Status& status) {
  v1::ImportProblem proto;
  proto.set_kind(v1::IMPORT_PROBLEM_KIND_REJECTED_UNIT);
  proto.set_line(line);
  proto.set_external_id(BoundedUtf8(tuid, kMaxTuidBytes));
  proto.set_reason(WireReason(status));
  proto.set_message("The translation unit is not valid.");
  proto.set_detail(BoundedUtf8(status.message(), kMaxDetailBytes));
  return proto;
}

v1::ImportProblem MalformedFileToProto(const absl::Status& status) {
  const PlacedMessage message = TakeApart(status.message());
  v1::ImportProblem proto;
  proto.set_kind(v1::IMPORT_PROBLEM_KIND_MALFORMED_FILE);
  proto.set_line(message.line);
  proto.set_reason(WireReason(status));
  proto.set_message("The file cannot be read beyond this line.");
  proto.set_detail(BoundedUtf8(message.text, kMaxDetailBytes));
  return proto;
}

absl::Status WithSourceName(const absl::Status& status,
                            const std::string& source_name) {
  const PlacedMessage message = TakeApart(status.message());
  if (status.ok() || source_name.empty() || message.line == 0) return status;
  absl::Status named(status.code(), absl::StrCat(source_name, ":", message.line,
                                                 ": ", message.text));
  status.ForEachPayload(
      [&named](absl::string_view url, const absl::Cord& payload) {
        named.SetPayload(url, payload);
      });
  return named;
}

}  // namespace presstm
