#include "tm_store/storage/tm_write_transaction.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/storage/access_repository.h"
#include "tm_store/storage/duplicate_search.h"
#include "tm_store/storage/memory_repository.h"
#include "tm_store/storage/merge.h"
#include "tm_store/storage/revision_check.h"
#include "tm_store/storage/segment_key.h"
#include "tm_store/storage/unit_reader.h"
#include "tm_store/storage/unit_stamp.h"
#include "tm_store/storage/unit_writer.h"
#include "tm_store/storage/write_rule.h"

namespace presstm {
namespace {

// Units read at a time when a memory is deleted.
constexpr int kDeleteBatch = 1'000;

const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

// Whether nothing was written before the error came up.
bool LeavesTransactionSound(const absl::Status& status) {
  return status.ok() || absl::IsNotFound(status) ||
         absl::IsAlreadyExists(status) ||
         GetErrorReason(status) ==
             std::string(ErrorReasonName(ErrorReason::kEtagMismatch));
}

}  // namespace

absl::StatusOr<std::unique_ptr<WriteTransaction>> TmWriteTransaction::Begin(
    PooledConnection writer, absl::Time now, absl::string_view actor) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteTransaction transaction,
                           SqliteTransaction::BeginWrite(*writer));
  SqliteConnection& connection = *writer;
  return std::unique_ptr<WriteTransaction>(new TmWriteTransaction(
      std::move(writer), connection, std::move(transaction), now, actor));
}

absl::StatusOr<std::unique_ptr<WriteTransaction>> TmWriteTransaction::BeginPart(
    SqliteConnection& writer, absl::Time now, absl::string_view actor) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteTransaction part,
                           SqliteTransaction::BeginPart(writer));
  return std::unique_ptr<WriteTransaction>(new TmWriteTransaction(
      std::nullopt, writer, std::move(part), now, actor));
}

TmWriteTransaction::TmWriteTransaction(std::optional<PooledConnection> writer,
                                       SqliteConnection& connection,
                                       SqliteTransaction transaction,
                                       absl::Time now, absl::string_view actor)
    : writer_(std::move(writer)),
      transaction_(std::move(transaction)),
      connection_(connection),
      now_(now),
      actor_(actor),
      log_(connection_, now, actor) {}

template <typename Action>
auto TmWriteTransaction::Guarded(const Action& action) -> decltype(action()) {
  if (!failure_.ok()) return failure_;
  auto result = action();
  if (!LeavesTransactionSound(StatusOf(result))) failure_ = StatusOf(result);
  return result;
}

absl::StatusOr<Memory> TmWriteTransaction::CreateMemory(const Memory& memory) {
  return Guarded([&] { return DoCreateMemory(memory); });
}

absl::StatusOr<Memory> TmWriteTransaction::UpdateMemory(const Memory& memory) {
  return Guarded([&] { return DoUpdateMemory(memory); });
}

absl::Status TmWriteTransaction::DeleteMemory(MemoryId id,
                                              int64_t expected_revision) {
  return Guarded([&] { return DoDeleteMemory(id, expected_revision); });
}

absl::StatusOr<WriteResult> TmWriteTransaction::Write(TranslationUnit unit,
                                                      WriteRule rule) {
  return Guarded([&] {
    return DoWrite(std::move(unit), rule, /*undated=*/absl::InfinitePast());
  });
}

absl::StatusOr<WriteResult> TmWriteTransaction::WriteNow(TranslationUnit unit,
                                                         WriteRule rule) {
  return Guarded(
      [&] { return DoWrite(std::move(unit), rule, /*undated=*/now_); });
}

absl::StatusOr<TranslationUnit> TmWriteTransaction::Update(
    TranslationUnit unit, int64_t expected_revision) {
  return Guarded([&] { return DoUpdate(std::move(unit), expected_revision); });
}

absl::Status TmWriteTransaction::Delete(TranslationUnitId id,
                                        int64_t expected_revision) {
  return Guarded([&] { return DoDelete(id, expected_revision); });
}

absl::StatusOr<TranslationUnit> TmWriteTransaction::Restore(
    TranslationUnitId id, int64_t revision, int64_t expected_revision) {
  return Guarded([&] { return DoRestore(id, revision, expected_revision); });
}

absl::StatusOr<bool> TmWriteTransaction::MergeIntoOlder(TranslationUnitId id) {
  return Guarded([&] { return DoMergeIntoOlder(id); });
}

absl::StatusOr<int64_t> TmWriteTransaction::ForgetChanges(absl::Time before,
                                                          int limit) {
  return Guarded([&] { return log_.Forget(before, limit); });
}

absl::StatusOr<int64_t> TmWriteTransaction::CreateToken(
    const StoredToken& token) {
  return Guarded([&] { return DoCreateToken(token); });
}

absl::Status TmWriteTransaction::DeleteToken(int64_t id) {
  return Guarded([&] { return DoDeleteToken(id); });
}

absl::Status TmWriteTransaction::SetGrant(const Grant& grant) {
  return Guarded([&] { return DoSetGrant(grant); });
}

absl::Status TmWriteTransaction::Commit() {
  absl::Status status = Guarded([&] { return DoCommit(); });
  if (status.ok()) {
    failure_ = absl::FailedPreconditionError(
        "the transaction has been committed; begin another one");
  }
  // The next writer may start before this object is gone.
  transaction_.reset();
  writer_.reset();
  return status;
}

absl::StatusOr<Memory> TmWriteTransaction::DoCreateMemory(Memory memory) {
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<Memory> existing,
                           FindMemory(connection_, memory.name));
  if (existing.has_value()) {
    return MakeError(absl::StatusCode::kAlreadyExists,
                     ErrorReason::kMemoryExists,
                     absl::StrCat("there is a memory \"", memory.name,
                                  "\" already; choose another name"),
                     "name");
  }
  if (memory.write_rule == WriteRule::kUnspecified) {
    memory.write_rule = WriteRule::kKeepAll;
  }
  memory.create_time = now_;
  memory.translation_unit_count = 0;
  memory.revision = 1;
  PRESSTM_ASSIGN_OR_RETURN(memory.id, InsertMemory(connection_, memory));
  PRESSTM_RETURN_IF_ERROR(log_.MemoryCreated(memory));
  return memory;
}

absl::StatusOr<Memory> TmWriteTransaction::DoUpdateMemory(
    const Memory& memory) {
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<Memory> stored,
                           FindMemory(connection_, memory.id));
  if (!stored.has_value()) return MemoryNotFoundError(memory.id);
  PRESSTM_RETURN_IF_ERROR(CheckRevision(*stored, memory.revision));
  Memory changed = *stored;
  changed.display_name = memory.display_name;
  changed.description = memory.description;
  changed.default_penalty = memory.default_penalty;
  changed.checks_quality = memory.checks_quality;
  changed.write_rule = memory.write_rule == WriteRule::kUnspecified
                           ? WriteRule::kKeepAll
                           : memory.write_rule;
  if (changed != *stored) {
    ++changed.revision;
    PRESSTM_RETURN_IF_ERROR(presstm::UpdateMemory(connection_, changed));
    PRESSTM_RETURN_IF_ERROR(log_.MemoryUpdated(*stored));
  }
  PRESSTM_ASSIGN_OR_RETURN(MemoryState * state, FindMemoryState(memory.id));
  state->write_rule = changed.write_rule;
  changed.translation_unit_count += state->added_units;
  return changed;
}

absl::Status TmWriteTransaction::DoDeleteMemory(MemoryId id,
                                                int64_t expected_revision) {
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<Memory> stored,
                           FindMemory(connection_, id));
  if (!stored.has_value()) return MemoryNotFoundError(id);
  PRESSTM_RETURN_IF_ERROR(CheckRevision(*stored, expected_revision));
  PRESSTM_RETURN_IF_ERROR(LogUnitsOf(id));
  PRESSTM_RETURN_IF_ERROR(DeleteUnitsOfMemory(connection_, id));
  PRESSTM_RETURN_IF_ERROR(log_.MemoryDeleted(*stored));
  memories_.erase(id);
  PRESSTM_RETURN_IF_ERROR(DeleteGrantsIn(connection_, id));
  return presstm::DeleteMemory(connection_, id);
}

absl::Status TmWriteTransaction::LogUnitsOf(MemoryId id) {
  TranslationUnitId last;
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(
        const std::vector<TranslationUnit> units,
        ListUnits(connection_, id, UnitFilter(), last, kDeleteBatch));
    if (units.empty()) return absl::OkStatus();
    for (const TranslationUnit& unit : units) {
      PRESSTM_RETURN_IF_ERROR(log_.UnitDeleted(unit));
    }
    last = units.back().id;
  }
}

absl::StatusOr<WriteResult> TmWriteTransaction::DoWrite(TranslationUnit unit,
                                                        WriteRule rule,
                                                        absl::Time undated) {
  if (unit.variants.empty()) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "a translation unit needs a variant", "variants");
  }
  unit.id = {};  // Not stored yet, whatever it was read from.
  PRESSTM_ASSIGN_OR_RETURN(const MemoryState* memory,
                           FindMemoryState(unit.memory_id));
  if (rule == WriteRule::kUnspecified) rule = memory->write_rule;
  PRESSTM_ASSIGN_OR_RETURN(const std::vector<int64_t> keys, SegmentKeys(unit));
  PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> same,
                           FindSameTranslation(connection_, unit, keys));
  if (same.has_value()) return Merge(*std::move(same), unit);
  if (rule == WriteRule::kKeepAll) return Add(std::move(unit), keys);
  return FollowRule(std::move(unit), rule, undated, keys);
}

absl::StatusOr<WriteResult> TmWriteTransaction::FollowRule(
    TranslationUnit unit, WriteRule rule, absl::Time undated,
    absl::Span<const int64_t> keys) {
  PRESSTM_ASSIGN_OR_RETURN(std::vector<TranslationUnit> others,
                           FindSameSource(connection_, unit, keys));
  WritePlan plan = PlanWrite(std::move(unit), rule, std::move(others), undated);
  for (TranslationUnit& changed : plan.updates) {
    PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> before,
                             FindUnit(connection_, changed.id));
    PRESSTM_RETURN_IF_ERROR(
        Store(*std::move(before), std::move(changed)).status());
  }
  for (TranslationUnit& deleted : plan.deletions) {
    PRESSTM_RETURN_IF_ERROR(Remove(std::move(deleted)));
  }
  switch (plan.outcome) {
    case WriteOutcome::kAdded:
      return Add(std::move(plan.unit), keys);
    case WriteOutcome::kReplaced: {
      PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> before,
                               FindUnit(connection_, plan.unit.id));
      if (plan.unit.change_time == absl::InfinitePast()) {
        plan.unit.change_time = now_;
        plan.unit.changed_by = actor_;
      }
      PRESSTM_ASSIGN_OR_RETURN(plan.unit,
                               Store(*std::move(before), std::move(plan.unit)));
      break;
    }
    case WriteOutcome::kMerged:
    case WriteOutcome::kSkipped:
      break;
  }
  return WriteResult{plan.outcome, std::move(plan.unit)};
}

absl::StatusOr<WriteResult> TmWriteTransaction::Merge(
    TranslationUnit stored, const TranslationUnit& incoming) {
  TranslationUnit merged = MergeUnits(stored, incoming);
  if (merged != stored) {
    PRESSTM_ASSIGN_OR_RETURN(merged,
                             Store(std::move(stored), std::move(merged)));
  }
  return WriteResult{WriteOutcome::kMerged, std::move(merged)};
}

absl::StatusOr<WriteResult> TmWriteTransaction::Add(
    TranslationUnit unit, absl::Span<const int64_t> keys) {
  unit.revision = 1;
  StampNew(now_, actor_, unit);
  PRESSTM_ASSIGN_OR_RETURN(unit.id, InsertUnit(connection_, unit, keys));
  PRESSTM_RETURN_IF_ERROR(log_.UnitCreated(unit));
  PRESSTM_ASSIGN_OR_RETURN(MemoryState * memory,
                           FindMemoryState(unit.memory_id));
  ++memory->added_units;
  touched_.insert(unit.id);
  changes_.push_back({.before = std::nullopt, .after = unit});
  return WriteResult{WriteOutcome::kAdded, std::move(unit)};
}

absl::StatusOr<TranslationUnit> TmWriteTransaction::Store(
    TranslationUnit before, TranslationUnit after) {
  PRESSTM_ASSIGN_OR_RETURN(const std::vector<int64_t> keys, SegmentKeys(after));
  const bool is_first_change = touched_.insert(after.id).second;
  after.revision = before.revision + (is_first_change ? 1 : 0);
  PRESSTM_RETURN_IF_ERROR(UpdateUnit(connection_, before, after, keys));
  if (is_first_change) {
    PRESSTM_RETURN_IF_ERROR(log_.UnitUpdated(before, after.revision));
  }
  changes_.push_back({.before = std::move(before), .after = after});
  return after;
}

absl::Status TmWriteTransaction::Remove(TranslationUnit unit) {
  PRESSTM_RETURN_IF_ERROR(DeleteUnit(connection_, unit.id));
  PRESSTM_RETURN_IF_ERROR(log_.UnitDeleted(unit));
  PRESSTM_ASSIGN_OR_RETURN(MemoryState * memory,
                           FindMemoryState(unit.memory_id));
  --memory->added_units;
  changes_.push_back({.before = std::move(unit), .after = std::nullopt});
  return absl::OkStatus();
}

absl::StatusOr<TranslationUnit> TmWriteTransaction::DoUpdate(
    TranslationUnit unit, int64_t expected_revision) {
  PRESSTM_ASSIGN_OR_RETURN(TranslationUnit stored,
                           FindForChange(unit.id, expected_revision));
  unit.memory_id = stored.memory_id;
  unit.revision = stored.revision;
  if (unit.create_time == absl::InfinitePast()) {
    unit.create_time = stored.create_time;
    unit.created_by = stored.created_by;
  }
  if (unit.change_time == absl::InfinitePast()) {
    unit.change_time = stored.change_time;
    unit.changed_by = stored.changed_by;
  }
  if (unit == stored) return unit;
  StampChange(now_, actor_, stored, unit);
  return Store(std::move(stored), std::move(unit));
}

absl::Status TmWriteTransaction::DoDelete(TranslationUnitId id,
                                          int64_t expected_revision) {
  PRESSTM_ASSIGN_OR_RETURN(TranslationUnit stored,
                           FindForChange(id, expected_revision));
  return Remove(std::move(stored));
}

absl::StatusOr<TranslationUnit> TmWriteTransaction::FindForChange(
    TranslationUnitId id, int64_t expected_revision) {
  PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> stored,
                           FindUnit(connection_, id));
  if (!stored.has_value()) return UnitNotFoundError(id);
  PRESSTM_RETURN_IF_ERROR(
      CheckRevision(id, stored->revision, expected_revision));
  return *std::move(stored);
}

absl::StatusOr<TmWriteTransaction::MemoryState*>
TmWriteTransaction::FindMemoryState(MemoryId id) {
  const auto it = memories_.find(id);
  if (it != memories_.end()) return &it->second;
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<Memory> memory,
                           FindMemory(connection_, id));
  if (!memory.has_value()) return MemoryNotFoundError(id);
  return &memories_.emplace(id, MemoryState{memory->write_rule, 0})
              .first->second;
}

absl::Status TmWriteTransaction::DoCommit() {
  for (const auto& [id, state] : memories_) {
    if (state.added_units == 0) continue;
    PRESSTM_RETURN_IF_ERROR(AddToUnitCount(connection_, id, state.added_units));
  }
  return transaction_->Commit();
}

}  // namespace presstm
