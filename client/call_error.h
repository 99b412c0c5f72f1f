// Errors of the client: from the command line, from files and from calls.
//
// They are absl::Status with payloads: the server's reason and field, a hint
// for people, and a mark on those that the command line is to blame for.
#ifndef CLIENT_CALL_ERROR_H_
#define CLIENT_CALL_ERROR_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "client/exit_code.h"
#include "grpcpp/support/status.h"
#include "presstm/v1/error_details.pb.h"

namespace presstm {

// The command line is at fault: exit code 2.
absl::Status UsageError(absl::string_view message);

// InvalidArgument as a UsageError that names `option` if `text`, which was
// given there, is not valid UTF-8.
absl::Status CheckUtf8Option(absl::string_view option, absl::string_view text);

// The error of a call, or of one item of a batch, with reason and field.
absl::Status FromGrpcStatus(const grpc::Status& status);
absl::Status FromStatusProto(const v1::Status& status);

// The server's reason ("MEMORY_NOT_FOUND") and field, "" if there are none.
std::string ReasonOf(const absl::Status& status);
std::string FieldOf(const absl::Status& status);

// ReasonOf, or else the name of the code ("NOT_FOUND"): never "".
std::string ReasonForPrograms(const absl::Status& status);

// Returns `status` with what to do about it, shown on a line of its own. The
// first hint stays.
absl::Status WithHint(const absl::Status& status, absl::string_view hint);
std::string HintOf(const absl::Status& status);

// A field of a request, or the beginning of its path, and the option that set
// it.
struct FieldOption {
  std::string field;
  std::string option;
};

// If an invalid argument of the server's is one of `fields`, returns it as a
// UsageError that names the option; else `status`.
absl::Status NameOption(const absl::Status& status,
                        const std::vector<FieldOption>& fields);

// Writes "presstm: MESSAGE" and the hint, if any, to stderr; returns the exit
// code: kUsage as marked, kNothingFound for a missing translation unit, else
// kError.
ExitCode ReportError(const absl::Status& status);

// Writes "presstm: MESSAGE" to stderr.
void PrintMessage(absl::string_view message);

}  // namespace presstm

#endif  // CLIENT_CALL_ERROR_H_
