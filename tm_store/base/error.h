// Errors a client may act on: a canonical code, a reason and, where one field
// of a request is to blame, that field's name. They travel as payloads of
// absl::Status and reach gRPC clients as ErrorInfo and BadRequest.
#ifndef TM_STORE_BASE_ERROR_H_
#define TM_STORE_BASE_ERROR_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace presstm {

// Machine-readable reasons, UPPER_SNAKE on the wire. Never renamed.
enum class ErrorReason {
  kInvalidArgument,
  kInvalidUtf8,
  kUnknownLanguage,
  kSegmentEmpty,
  kSegmentTooLong,
  kTooManyItems,
  kMemoryNotFound,
  kMemoryExists,
  kTranslationUnitNotFound,
  kRevisionNotFound,
  kEtagMismatch,
  kDatabaseForeign,
  kDatabaseTooNew,
  kDatabaseReadOnly,
  kDatabaseInUse,
  kDatabaseCorrupt,
  kDiskFull,
  kFileExists,
  kTmxMalformed,
  kFileMalformed,
  kImportRefused,
  kTokenMissing,
  kTokenInvalid,
  kTokenExpired,
  kTokenNotFound,
  kRoleTooLow,
  kTooManyCalls,
  kTooManyTransfers,
  kServerBusy,
};

// Returns for example "SEGMENT_TOO_LONG".
absl::string_view ErrorReasonName(ErrorReason reason);

// Makes an error with `reason`; `field` names the request field at fault, in
// proto notation ("translation_unit.variants[1].text"), or is empty.
absl::Status MakeError(absl::StatusCode code, ErrorReason reason,
                       absl::string_view message, absl::string_view field = "");

// Shorthand for the commonest code.
absl::Status InvalidArgument(ErrorReason reason, absl::string_view message,
                             absl::string_view field = "");

// The reason's name and the field put in by MakeError, if there are any.
std::optional<std::string> GetErrorReason(const absl::Status& status);
bool HasReason(const absl::Status& status, ErrorReason reason);
std::optional<std::string> GetErrorField(const absl::Status& status);

// Returns `status` with `prefix` before its message, payloads kept. `field`,
// if not empty, is put before the field name: "variants[1]" + "text" gives
// "variants[1].text".
absl::Status Annotate(const absl::Status& status, absl::string_view prefix,
                      absl::string_view field = "");

}  // namespace presstm

#endif  // TM_STORE_BASE_ERROR_H_
