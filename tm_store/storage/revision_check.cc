#include "tm_store/storage/revision_check.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

absl::Status EtagMismatch(absl::string_view what, int64_t stored,
                          int64_t expected) {
  return MakeError(
      absl::StatusCode::kAborted, ErrorReason::kEtagMismatch,
      absl::StrCat(what, " has the etag \"", stored,
                   expected > 0 ? absl::StrCat("\", not \"", expected) : "",
                   "\": somebody has changed it; read it again and repeat the "
                   "change"),
      "etag");
}

}  // namespace

absl::Status CheckRevision(TranslationUnitId id, int64_t stored,
                           int64_t expected) {
  if (expected == 0 || expected == stored) return absl::OkStatus();
  return EtagMismatch(absl::StrCat("translation unit ", id.value), stored,
                      expected);
}

absl::Status CheckRevision(const Memory& stored, int64_t expected) {
  if (expected == 0 || expected == stored.revision) return absl::OkStatus();
  return EtagMismatch(absl::StrCat("memory \"", stored.name, "\""),
                      stored.revision, expected);
}

absl::Status RevisionNotFoundError(TranslationUnitId id, int64_t revision) {
  return MakeError(
      absl::StatusCode::kNotFound, ErrorReason::kRevisionNotFound,
      revision == 0
          ? absl::StrCat("translation unit ", id.value,
                         " has never been changed: there is nothing to undo")
          : absl::StrCat("the history of translation unit ", id.value,
                         " has no revision ", revision,
                         ", or has it no longer"),
      "revision");
}

}  // namespace presstm
