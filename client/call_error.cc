#include "client/call_error.h"

#include <iostream>
#include <optional>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/display_text.h"
#include "tm_store/base/error.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr char kReason[] = "presstm-client/reason";
constexpr char kField[] = "presstm-client/field";
constexpr char kHint[] = "presstm-client/hint";
constexpr char kUsage[] = "presstm-client/usage";

std::string Payload(const absl::Status& status, absl::string_view url) {
  const auto payload = status.GetPayload(url);
  return payload.has_value() ? std::string(*payload) : std::string();
}

void SetPayload(absl::Status& status, absl::string_view url,
                absl::string_view value) {
  if (!value.empty()) status.SetPayload(url, absl::Cord(value));
}

// Returns `status` with another message.
absl::Status WithMessage(const absl::Status& status,
                         absl::string_view message) {
  absl::Status changed(status.code(), message);
  status.ForEachPayload(
      [&changed](absl::string_view url, const absl::Cord& value) {
        changed.SetPayload(url, value);
      });
  return changed;
}

void SetDetails(const v1::Status& details, absl::Status& status) {
  for (const google::protobuf::Any& detail : details.details()) {
    v1::ErrorInfo info;
    v1::BadRequest bad_request;
    if (absl::EndsWith(detail.type_url(), "/google.rpc.ErrorInfo") &&
        info.ParseFromString(detail.value())) {
      SetPayload(status, kReason, info.reason());
    } else if (absl::EndsWith(detail.type_url(), "/google.rpc.BadRequest") &&
               bad_request.ParseFromString(detail.value()) &&
               bad_request.field_violations_size() > 0) {
      SetPayload(status, kField, bad_request.field_violations(0).field());
    }
  }
}

struct ReasonHint {
  absl::string_view reason;
  absl::string_view hint;
};

// What to do about errors that any command may meet.
constexpr ReasonHint kHints[] = {
    {"MEMORY_NOT_FOUND",
     "presstm memory list shows the memories, presstm memory create NAME "
     "makes one"},
    {"TOKEN_MISSING",
     "give --token-file FILE or PRESSTM_TOKEN; an administrator makes tokens "
     "with presstm token create NAME"},
    {"ROLE_TOO_LOW",
     "presstm access whoami shows your roles; an administrator gives others"},
    {"DATABASE_IN_USE",
     "a server has the file open: use --server HOST:PORT instead of --db"},
    {"DATABASE_TOO_NEW", "use the version of presstm that wrote the file"},
    {"DISK_FULL",
     "free some space and repeat; what was reported as stored is not lost"},
    {"IMPORT_REFUSED", "nothing of the file is stored"},
};

}  // namespace

absl::Status UsageError(absl::string_view message) {
  absl::Status status = absl::InvalidArgumentError(message);
  status.SetPayload(kUsage, absl::Cord("1"));
  return status;
}

absl::Status CheckUtf8Option(absl::string_view option, absl::string_view text) {
  const size_t valid = FindInvalidUtf8(text);
  if (valid == text.size()) return absl::OkStatus();
  return WithHint(
      UsageError(absl::StrCat(option, ": the text is not valid UTF-8 at byte ",
                              valid)),
      "texts are in UTF-8: check the encoding of the terminal or the script");
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status converted(static_cast<absl::StatusCode>(status.error_code()),
                         status.error_message());
  v1::Status details;
  if (details.ParseFromString(status.error_details())) {
    SetDetails(details, converted);
  }
  return converted;
}

absl::Status FromStatusProto(const v1::Status& status) {
  absl::Status converted(static_cast<absl::StatusCode>(status.code()),
                         status.message());
  if (!converted.ok()) SetDetails(status, converted);
  return converted;
}

std::string ReasonOf(const absl::Status& status) {
  const std::string reason = Payload(status, kReason);
  return reason.empty() ? GetErrorReason(status).value_or("") : reason;
}

std::string ReasonForPrograms(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return reason.empty() ? absl::StatusCodeToString(status.code()) : reason;
}

std::string FieldOf(const absl::Status& status) {
  const std::string field = Payload(status, kField);
  return field.empty() ? GetErrorField(status).value_or("") : field;
}

absl::Status WithHint(const absl::Status& status, absl::string_view hint) {
  absl::Status changed = status;
  if (!changed.ok() && Payload(status, kHint).empty()) {
    SetPayload(changed, kHint, hint);
  }
  return changed;
}

std::string HintOf(const absl::Status& status) {
  const std::string own = Payload(status, kHint);
  if (!own.empty()) return own;
  const std::string reason = ReasonOf(status);
  for (const ReasonHint& row : kHints) {
    if (row.reason == reason) return std::string(row.hint);
  }
  if (status.code() == absl::StatusCode::kUnimplemented) {
    return "client and server are probably of different versions";
  }
  return "";
}

absl::Status NameOption(const absl::Status& status,
                        const std::vector<FieldOption>& fields) {
  if (status.code() != absl::StatusCode::kInvalidArgument) return status;
  const std::string field = FieldOf(status);
  for (const FieldOption& row : fields) {
    if (field.empty() || !absl::StartsWith(field, row.field)) continue;
    absl::Status named =
        WithMessage(status, absl::StrCat(row.option, ": ", status.message()));
    named.SetPayload(kUsage, absl::Cord("1"));
    return named;
  }
  return status;
}

ExitCode ReportError(const absl::Status& status) {
  PrintMessage(status.message());
  const bool is_missing_unit = ReasonOf(status) == "TRANSLATION_UNIT_NOT_FOUND";
  const std::string hint = is_missing_unit
                               ? "--memory says in which memory to look"
                               : HintOf(status);
  if (!hint.empty()) std::cerr << "  " << ToPrintable(hint) << std::endl;
  if (!Payload(status, kUsage).empty()) return ExitCode::kUsage;
  return is_missing_unit ? ExitCode::kNothingFound : ExitCode::kError;
}

void PrintMessage(absl::string_view message) {
  std::cerr << "presstm: " << ToPrintable(message) << std::endl;
}

}  // namespace presstm
