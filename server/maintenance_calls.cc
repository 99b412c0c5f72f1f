#include "server/maintenance_calls.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/status_util.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr size_t kChunkBytes = 256 * 1024;

// What SQLite says of a damaged page can be long.
constexpr size_t kMaxProblemBytes = 1'000;

// A check that meets a damaged page ends there; that is what it has found, and
// the others go on.
absl::StatusOr<CheckResult> WithDamage(absl::StatusOr<CheckResult> result) {
  if (!absl::IsDataLoss(result.status())) return result;
  CheckResult damaged;
  damaged.AddProblem(absl::StrCat("the check could not be finished: ",
                                  result.status().message()));
  return damaged;
}

absl::StatusOr<CheckResult> RunCheck(Maintenance maintenance,
                                     v1::CheckKind check,
                                     const Deadline& deadline) {
  switch (check) {
    case v1::CHECK_KIND_FILE:
      return maintenance.CheckFile();
    case v1::CHECK_KIND_UNITS:
      return maintenance.CheckUnits(deadline);
    case v1::CHECK_KIND_INDEX:
      return maintenance.CheckIndex(deadline);
    case v1::CHECK_KIND_TMX_ROUND_TRIP:
      return maintenance.CheckTmxRoundTrip(deadline);
    default:
      return InvalidArgument(ErrorReason::kInvalidArgument,
                             absl::StrCat("there is no check ", check),
                             "checks");
  }
}

std::vector<v1::CheckKind> ChecksOf(const v1::VerifyDatabaseRequest& request) {
  std::vector<v1::CheckKind> checks;
  for (const int check : request.checks()) {
    checks.push_back(static_cast<v1::CheckKind>(check));
  }
  if (!checks.empty()) return checks;
  return {v1::CHECK_KIND_FILE, v1::CHECK_KIND_UNITS, v1::CHECK_KIND_INDEX,
          v1::CHECK_KIND_TMX_ROUND_TRIP};
}

v1::CompactDatabaseResponse ToProto(const CompactReport& report) {
  v1::CompactDatabaseResponse proto;
  proto.set_checked_count(report.checked_units);
  proto.set_merged_count(report.merged_units);
  proto.set_removed_change_count(report.removed_changes);
  proto.set_size_bytes_before(report.size_bytes_before);
  proto.set_size_bytes_after(report.size_bytes_after);
  return proto;
}

}  // namespace

absl::Status BackUpDatabase(TranslationMemory& memory,
                            const v1::BackUpDatabaseRequest& /*request*/,
                            StreamWriter& writer,
                            const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<BackupFile> file,
                           memory.maintenance().BackUp(context.deadline));
  v1::BackUpDatabaseResponse response;
  response.set_total_bytes(file->size_bytes());
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(*response.mutable_chunk(),
                             file->Read(kChunkBytes));
    if (response.chunk().empty()) return absl::OkStatus();
    PRESSTM_RETURN_IF_ERROR(writer.Write(response));
  }
}

absl::Status VerifyDatabase(TranslationMemory& memory,
                            const v1::VerifyDatabaseRequest& request,
                            StreamWriter& writer,
                            const RequestContext& context) {
  for (const v1::CheckKind check : ChecksOf(request)) {
    PRESSTM_RETURN_IF_ERROR(context.deadline.Check());
    PRESSTM_ASSIGN_OR_RETURN(
        const CheckResult result,
        WithDamage(RunCheck(memory.maintenance(), check, context.deadline)));
    v1::VerifyDatabaseResponse response;
    response.set_check(check);
    response.set_checked_count(result.checked_count);
    response.set_problem_count(result.problem_count);
    for (const std::string& problem : result.problems) {
      response.add_problems(BoundedUtf8(problem, kMaxProblemBytes));
    }
    PRESSTM_RETURN_IF_ERROR(writer.Write(response));
  }
  return absl::OkStatus();
}

absl::Status CompactDatabase(TranslationMemory& memory,
                             const v1::CompactDatabaseRequest& request,
                             StreamWriter& writer,
                             const RequestContext& context) {
  if (request.history_days() < 0) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "history_days must not be negative", "history_days");
  }
  PRESSTM_ASSIGN_OR_RETURN(
      const CompactReport report,
      memory.maintenance().Compact(
          {.dry_run = request.dry_run(),
           .keep_history = absl::Hours(24) * request.history_days(),
           .merge_duplicates = !request.keep_duplicates(),
           .actor = context.user},
          context.deadline, [&](const CompactReport& progress) {
            writer.TryWrite(ToProto(progress));
            return absl::OkStatus();
          }));
  v1::CompactDatabaseResponse last = ToProto(report);
  last.set_done(true);
  return writer.Write(last);
}

}  // namespace presstm
