#include "tm_store/translation_memory.h"

#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/access_rights.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/concordance.h"
#include "tm_store/import_rehearsal.h"
#include "tm_store/index_registry.h"
#include "tm_store/memory_directory.h"
#include "tm_store/quality_check.h"
#include "tm_store/unit_batch.h"
#include "tm_store/validation.h"
#include "tm_store/write_queue.h"

namespace presstm {
namespace {

absl::Status UnitNotFound(absl::string_view memory, TranslationUnitId id) {
  return MakeError(absl::StatusCode::kNotFound,
                   ErrorReason::kTranslationUnitNotFound,
                   absl::StrCat("memory \"", memory,
                                "\" has no translation unit ", id.value),
                   "name");
}

// A write of all units of a memory, however many: it has a commit of its own.
constexpr size_t kWholeMemory = std::numeric_limits<size_t>::max();

}  // namespace

absl::StatusOr<std::unique_ptr<TranslationMemory>> TranslationMemory::Open(
    const std::string& path, const Options& options) {
  PRESSTM_ASSIGN_OR_RETURN(std::unique_ptr<TmDatabase> database,
                           TmDatabase::Open(path, {.clock = options.clock}));
  auto indexes = std::make_unique<IndexRegistry>();
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<Damage> damage,
                           indexes->Load(*database));
  if (damage.has_value()) database->RefuseWrites(*damage);
  auto directory = std::make_unique<MemoryDirectory>();
  PRESSTM_RETURN_IF_ERROR(directory->Load(*database));
  std::unique_ptr<TranslationMemory> memory(
      new TranslationMemory(options.clock, std::move(database),
                            std::move(indexes), std::move(directory)));
  PRESSTM_RETURN_IF_ERROR(memory->access_->Load(*memory->database_));
  return memory;
}

TranslationMemory::TranslationMemory(const Clock* clock,
                                     std::unique_ptr<TmDatabase> database,
                                     std::unique_ptr<IndexRegistry> indexes,
                                     std::unique_ptr<MemoryDirectory> directory)
    : clock_(clock),
      database_(std::move(database)),
      indexes_(std::move(indexes)),
      directory_(std::move(directory)),
      writes_(std::make_unique<WriteQueue>(
          *database_,
          [this](absl::Span<const UnitChange> changes) {
            indexes_->Apply(changes);
          })),
      access_(std::make_unique<AccessRights>(*writes_, *clock)) {}

TranslationMemory::~TranslationMemory() = default;

absl::Status TranslationMemory::CheckWritable() const {
  return database_->CheckWritable();
}

absl::StatusOr<Memory> TranslationMemory::CreateMemory(
    const Memory& memory, absl::string_view actor) {
  PRESSTM_RETURN_IF_ERROR(ValidateMemory(memory));
  Memory created;
  PRESSTM_RETURN_IF_ERROR(writes_->Run(
      {.actor = actor,
       .run = [&](WriteTransaction& transaction) -> absl::Status {
         PRESSTM_ASSIGN_OR_RETURN(created, transaction.CreateMemory(memory));
         return absl::OkStatus();
       },
       .then = [&] { directory_->Put(created); }}));
  return created;
}

absl::StatusOr<Memory> TranslationMemory::GetMemory(absl::string_view name) {
  PRESSTM_RETURN_IF_ERROR(ValidateMemoryName(name));
  return database_->GetMemory(name);
}

absl::StatusOr<MemoryId> TranslationMemory::FindMemoryId(
    absl::string_view name) {
  PRESSTM_ASSIGN_OR_RETURN(const Memory memory, GetMemory(name));
  return memory.id;
}

absl::StatusOr<std::vector<Memory>> TranslationMemory::ListMemories(
    absl::string_view after_name, int limit) {
  return database_->ListMemories(after_name, limit);
}

std::vector<std::string> TranslationMemory::LanguagesOf(
    const Memory& memory) const {
  return indexes_->LanguageTags(memory.id);
}

absl::StatusOr<Memory> TranslationMemory::UpdateMemory(
    const Memory& memory, absl::string_view actor) {
  PRESSTM_RETURN_IF_ERROR(ValidateMemory(memory));
  Memory changed = memory;
  PRESSTM_ASSIGN_OR_RETURN(changed.id, FindMemoryId(memory.name));
  PRESSTM_RETURN_IF_ERROR(writes_->Run(
      {.actor = actor,
       .run = [&](WriteTransaction& transaction) -> absl::Status {
         PRESSTM_ASSIGN_OR_RETURN(changed, transaction.UpdateMemory(changed));
         return absl::OkStatus();
       },
       .then = [&] { directory_->Put(changed); }}));
  return changed;
}

absl::Status TranslationMemory::DeleteMemory(absl::string_view name,
                                             int64_t expected_revision,
                                             absl::string_view actor) {
  PRESSTM_ASSIGN_OR_RETURN(const MemoryId id, FindMemoryId(name));
  return writes_->Run({.actor = actor,
                       .unit_count = kWholeMemory,
                       .run =
                           [&](WriteTransaction& transaction) {
                             return transaction.DeleteMemory(id,
                                                             expected_revision);
                           },
                       .then =
                           [&] {
                             directory_->Remove(name);
                             access_->DropMemory(name);
                             indexes_->DropMemory(id);
                           }});
}

absl::StatusOr<WriteResult> TranslationMemory::CreateUnit(
    absl::string_view memory, TranslationUnit unit, WriteRule rule,
    absl::string_view actor) {
  std::vector<TranslationUnit> units;
  units.push_back(std::move(unit));
  PRESSTM_ASSIGN_OR_RETURN(std::vector<BatchResult> results,
                           CreateUnits(memory, std::move(units), rule, actor));
  return std::move(results.front());
}

absl::StatusOr<std::vector<BatchResult>> TranslationMemory::CreateUnits(
    absl::string_view memory_name, std::vector<TranslationUnit> units,
    WriteRule rule, absl::string_view actor) {
  PRESSTM_ASSIGN_OR_RETURN(const MemoryId memory, FindMemoryId(memory_name));
  UnitBatch<WriteResult> batch(memory, std::move(units), rule,
                               UnitSource::kPerson);
  PRESSTM_RETURN_IF_ERROR(
      writes_->Run({.actor = actor,
                    .unit_count = batch.unit_count(),
                    .run = [&](WriteTransaction& transaction) {
                      return batch.Write(transaction);
                    }}));
  return std::move(batch).results();
}

absl::StatusOr<std::vector<absl::StatusOr<WriteOutcome>>>
TranslationMemory::ImportUnits(absl::string_view memory_name,
                               std::vector<TranslationUnit> units,
                               WriteRule rule, absl::string_view actor) {
  PRESSTM_ASSIGN_OR_RETURN(const MemoryId memory, FindMemoryId(memory_name));
  UnitBatch<WriteOutcome> batch(memory, std::move(units), rule,
                                UnitSource::kFile);
  PRESSTM_RETURN_IF_ERROR(
      writes_->RunAhead({.actor = actor,
                         .unit_count = batch.unit_count(),
                         .run = [&](WriteTransaction& transaction) {
                           return batch.Write(transaction);
                         }}));
  return std::move(batch).results();
}

void TranslationMemory::AwaitIndex() { writes_->AwaitApplied(); }

absl::StatusOr<std::unique_ptr<ImportRehearsal>>
TranslationMemory::RehearseImport(absl::string_view memory_name,
                                  bool allow_missing, absl::string_view actor) {
  absl::StatusOr<Memory> memory = GetMemory(memory_name);
  if (allow_missing && absl::IsNotFound(memory.status())) {
    memory = Memory{.name = std::string(memory_name)};
    PRESSTM_RETURN_IF_ERROR(ValidateMemory(*memory));
  }
  PRESSTM_RETURN_IF_ERROR(memory.status());
  PRESSTM_ASSIGN_OR_RETURN(std::unique_ptr<WriteRehearsal> writes,
                           database_->BeginRehearsal(*memory, actor));
  return std::make_unique<ImportRehearsal>(std::move(writes));
}

std::vector<QualityWarning> TranslationMemory::CheckQuality(
    absl::string_view memory, const TranslationUnit& unit) const {
  const std::shared_ptr<const Memory> known = directory_->Find(memory);
  if (known == nullptr || !known->checks_quality) return {};
  return presstm::CheckQuality(unit);
}

absl::StatusOr<TranslationUnit> TranslationMemory::GetUnit(
    absl::string_view memory_name, TranslationUnitId id) {
  PRESSTM_ASSIGN_OR_RETURN(const Memory memory, GetMemory(memory_name));
  absl::StatusOr<TranslationUnit> unit = database_->GetUnit(id);
  if (absl::IsNotFound(unit.status()) ||
      (unit.ok() && unit->memory_id != memory.id)) {
    return UnitNotFound(memory_name, id);
  }
  return unit;
}

absl::StatusOr<TranslationUnit> TranslationMemory::UpdateUnit(
    absl::string_view memory_name, TranslationUnit unit,
    int64_t expected_revision, absl::string_view actor) {
  PRESSTM_RETURN_IF_ERROR(ValidateUnit(unit));
  // A unit never moves to another memory, so this may be asked before.
  PRESSTM_RETURN_IF_ERROR(GetUnit(memory_name, unit.id).status());
  TranslationUnit updated;
  PRESSTM_RETURN_IF_ERROR(writes_->Run(
      {.actor = actor,
       .run = [&](WriteTransaction& transaction) -> absl::Status {
         PRESSTM_ASSIGN_OR_RETURN(
             updated, transaction.Update(std::move(unit), expected_revision));
         return absl::OkStatus();
       }}));
  return updated;
}

absl::Status TranslationMemory::DeleteUnit(absl::string_view memory_name,
                                           TranslationUnitId id,
                                           int64_t expected_revision,
                                           absl::string_view actor) {
  PRESSTM_RETURN_IF_ERROR(GetUnit(memory_name, id).status());
  return writes_->Run(
      {.actor = actor, .run = [&](WriteTransaction& transaction) {
         return transaction.Delete(id, expected_revision);
       }});
}

absl::StatusOr<TranslationUnit> TranslationMemory::RestoreUnit(
    absl::string_view memory_name, TranslationUnitId id, int64_t revision,
    int64_t expected_revision, absl::string_view actor) {
  PRESSTM_RETURN_IF_ERROR(
      ListRevisions(memory_name, id, /*after_sequence=*/0, /*limit=*/1)
          .status());
  TranslationUnit restored;
  PRESSTM_RETURN_IF_ERROR(writes_->Run(
      {.actor = actor,
       .run = [&](WriteTransaction& transaction) -> absl::Status {
         PRESSTM_ASSIGN_OR_RETURN(
             restored, transaction.Restore(id, revision, expected_revision));
         return absl::OkStatus();
       }}));
  return restored;
}

absl::StatusOr<std::vector<Change>> TranslationMemory::ListRevisions(
    absl::string_view memory_name, TranslationUnitId id, int64_t after_sequence,
    int limit) {
  PRESSTM_ASSIGN_OR_RETURN(const MemoryId memory, FindMemoryId(memory_name));
  PRESSTM_ASSIGN_OR_RETURN(
      std::vector<Change> changes,
      database_->ListChanges({.after_sequence = after_sequence,
                              .memory_id = memory,
                              .unit_id = id},
                             limit));
  if (!changes.empty() || after_sequence > 0) return changes;
  // A unit whose history has been removed has none, but is there.
  PRESSTM_RETURN_IF_ERROR(GetUnit(memory_name, id).status());
  return changes;
}

absl::StatusOr<std::vector<Change>> TranslationMemory::ListChanges(
    absl::string_view memory_name, int64_t after_sequence, int limit) {
  ChangeFilter filter = {.after_sequence = after_sequence};
  if (!memory_name.empty()) {
    PRESSTM_ASSIGN_OR_RETURN(filter.memory_id, FindMemoryId(memory_name));
  }
  return database_->ListChanges(filter, limit);
}

Maintenance TranslationMemory::maintenance() {
  return {*database_, *indexes_, *writes_, clock_};
}

absl::StatusOr<std::vector<TranslationUnit>> TranslationMemory::ListUnits(
    absl::string_view memory_name, const UnitFilter& filter,
    TranslationUnitId after, int limit) {
  PRESSTM_ASSIGN_OR_RETURN(const Memory memory, GetMemory(memory_name));
  return database_->ListUnits(memory.id, filter, after, limit);
}

absl::StatusOr<UnitPage> TranslationMemory::ListReadableUnits(
    absl::string_view memory_name, const UnitFilter& filter,
    TranslationUnitId after, int limit) {
  PRESSTM_ASSIGN_OR_RETURN(const Memory memory, GetMemory(memory_name));
  return database_->ListReadableUnits(memory.id, filter, after, limit);
}

absl::StatusOr<LookupResponse> TranslationMemory::Lookup(
    const LookupRequest& request, const Deadline& deadline) {
  PRESSTM_ASSIGN_OR_RETURN(const PreparedLookup lookup, PrepareLookup(request));
  return lookup.Run({.segment = request.query,
                     .previous_text = request.previous_text,
                     .next_text = request.next_text,
                     .context_key = request.context_key},
                    deadline);
}

LookupSources TranslationMemory::sources() {
  return {
      .database = *database_, .indexes = *indexes_, .memories = *directory_};
}

absl::StatusOr<PreparedLookup> TranslationMemory::PrepareLookup(
    LookupRequest settings) {
  return PreparedLookup::Create(sources(), std::move(settings));
}

absl::StatusOr<ConcordanceResponse> TranslationMemory::SearchConcordance(
    const ConcordanceRequest& request, const Deadline& deadline) {
  PRESSTM_RETURN_IF_ERROR(ValidateConcordance(request));
  return RunConcordance(sources(), request, deadline);
}

}  // namespace presstm
