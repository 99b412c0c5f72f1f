#include "tm_store/base/error.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace presstm {
namespace {

constexpr char kReasonPayload[] = "presstm/reason";
constexpr char kFieldPayload[] = "presstm/field";

std::optional<std::string> GetPayload(const absl::Status& status,
                                      absl::string_view url) {
  if (auto payload = status.GetPayload(url); payload.has_value()) {
    return std::string(*payload);
  }
  return std::nullopt;
}

}  // namespace

absl::string_view ErrorReasonName(ErrorReason reason) {
  switch (reason) {
    case ErrorReason::kInvalidArgument:
      return "INVALID_ARGUMENT";
    case ErrorReason::kInvalidUtf8:
      return "INVALID_UTF8";
    case ErrorReason::kUnknownLanguage:
      return "UNKNOWN_LANGUAGE";
    case ErrorReason::kSegmentEmpty:
      return "SEGMENT_EMPTY";
    case ErrorReason::kSegmentTooLong:
      return "SEGMENT_TOO_LONG";
    case ErrorReason::kTooManyItems:
      return "TOO_MANY_ITEMS";
    case ErrorReason::kMemoryNotFound:
      return "MEMORY_NOT_FOUND";
    case ErrorReason::kMemoryExists:
      return "MEMORY_EXISTS";
    case ErrorReason::kTranslationUnitNotFound:
      return "TRANSLATION_UNIT_NOT_FOUND";
    case ErrorReason::kRevisionNotFound:
      return "REVISION_NOT_FOUND";
    case ErrorReason::kEtagMismatch:
      return "ETAG_MISMATCH";
    case ErrorReason::kDatabaseForeign:
      return "DATABASE_FOREIGN";
    case ErrorReason::kDatabaseTooNew:
      return "DATABASE_TOO_NEW";
    case ErrorReason::kDatabaseReadOnly:
      return "DATABASE_READ_ONLY";
    case ErrorReason::kDatabaseInUse:
      return "DATABASE_IN_USE";
    case ErrorReason::kDatabaseCorrupt:
      return "DATABASE_CORRUPT";
    case ErrorReason::kDiskFull:
      return "DISK_FULL";
    case ErrorReason::kFileExists:
      return "FILE_EXISTS";
    case ErrorReason::kTmxMalformed:
      return "TMX_MALFORMED";
    case ErrorReason::kFileMalformed:
      return "FILE_MALFORMED";
    case ErrorReason::kImportRefused:
      return "IMPORT_REFUSED";
    case ErrorReason::kTokenMissing:
      return "TOKEN_MISSING";
    case ErrorReason::kTokenInvalid:
      return "TOKEN_INVALID";
    case ErrorReason::kTokenExpired:
      return "TOKEN_EXPIRED";
    case ErrorReason::kTokenNotFound:
      return "TOKEN_NOT_FOUND";
    case ErrorReason::kRoleTooLow:
      return "ROLE_TOO_LOW";
    case ErrorReason::kTooManyCalls:
      return "TOO_MANY_CALLS";
    case ErrorReason::kTooManyTransfers:
      return "TOO_MANY_TRANSFERS";
    case ErrorReason::kServerBusy:
      return "SERVER_BUSY";
  }
  return "UNKNOWN";
}

absl::Status MakeError(absl::StatusCode code, ErrorReason reason,
                       absl::string_view message, absl::string_view field) {
  absl::Status status(code, message);
  status.SetPayload(kReasonPayload, absl::Cord(ErrorReasonName(reason)));
  if (!field.empty()) status.SetPayload(kFieldPayload, absl::Cord(field));
  return status;
}

absl::Status InvalidArgument(ErrorReason reason, absl::string_view message,
                             absl::string_view field) {
  return MakeError(absl::StatusCode::kInvalidArgument, reason, message, field);
}

std::optional<std::string> GetErrorReason(const absl::Status& status) {
  return GetPayload(status, kReasonPayload);
}

bool HasReason(const absl::Status& status, ErrorReason reason) {
  const auto name = GetErrorReason(status);
  return name.has_value() && *name == ErrorReasonName(reason);
}

std::optional<std::string> GetErrorField(const absl::Status& status) {
  return GetPayload(status, kFieldPayload);
}

absl::Status Annotate(const absl::Status& status, absl::string_view prefix,
                      absl::string_view field) {
  if (status.ok()) return status;
  absl::Status annotated(status.code(), absl::StrCat(prefix, status.message()));
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    annotated.SetPayload(url, payload);
  });
  if (!field.empty()) {
    const std::optional<std::string> inner = GetErrorField(status);
    annotated.SetPayload(kFieldPayload,
                         absl::Cord(inner ? absl::StrCat(field, ".", *inner)
                                          : std::string(field)));
  }
  return annotated;
}

}  // namespace presstm
