#include "tm_store/translation_memory.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/concordance.h"
#include "tm_store/import_rehearsal.h"
#include "tm_store/index_registry.h"
#include "tm_store/memory_directory.h"
#include "tm_store/validation.h"

namespace presstm {
namespace {

absl::Status UnitNotFound(absl::string_view memory, TranslationUnitId id) {
  return MakeError(absl::StatusCode::kNotFound,
                   ErrorReason::kTranslationUnitNotFound,
                   absl::StrCat("memory \"", memory,
                                "\" has no translation unit ", id.value),
                   "name");
}

}  // namespace

absl::StatusOr<std::unique_ptr<TranslationMemory>> TranslationMemory::Open(
    const std::string& path, const Options& options) {
  PRESSTM_ASSIGN_OR_RETURN(std::unique_ptr<TmDatabase> database,
                           TmDatabase::Open(path, {.clock = options.clock}));
  auto indexes = std::make_unique<IndexRegistry>();
  PRESSTM_RETURN_IF_ERROR(indexes->Load(*database));
  auto directory = std::make_unique<MemoryDirectory>();
  PRESSTM_RETURN_IF_ERROR(directory->Load(*database));
  return std::unique_ptr<TranslationMemory>(new TranslationMemory(
      std::move(database), std::move(indexes), std::move(directory)));
}

TranslationMemory::TranslationMemory(std::unique_ptr<TmDatabase> database,
                                     std::unique_ptr<IndexRegistry> indexes,
                                     std::unique_ptr<MemoryDirectory> directory)
    : database_(std::move(database)),
      indexes_(std::move(indexes)),
      directory_(std::move(directory)) {}

TranslationMemory::~TranslationMemory() = default;

absl::Status TranslationMemory::Commit(WriteTransaction& transaction) {
  PRESSTM_RETURN_IF_ERROR(transaction.Commit());
  indexes_->Apply(transaction.changes());
  return absl::OkStatus();
}

absl::StatusOr<Memory> TranslationMemory::CreateMemory(
    const Memory& memory, absl::string_view actor) {
  PRESSTM_RETURN_IF_ERROR(ValidateMemory(memory));
  absl::MutexLock lock(&write_mutex_);
  PRESSTM_ASSIGN_OR_RETURN(auto transaction, database_->BeginWrite(actor));
  PRESSTM_ASSIGN_OR_RETURN(Memory created, transaction->CreateMemory(memory));
  PRESSTM_RETURN_IF_ERROR(Commit(*transaction));
  directory_->Put(created);
  return created;
}

absl::StatusOr<Memory> TranslationMemory::GetMemory(absl::string_view name) {
  PRESSTM_RETURN_IF_ERROR(ValidateMemoryName(name));
  return database_->GetMemory(name);
}

absl::StatusOr<std::vector<Memory>> TranslationMemory::ListMemories(
    absl::string_view after_name, int limit) {
  return database_->ListMemories(after_name, limit);
}

absl::StatusOr<Memory> TranslationMemory::UpdateMemory(
    const Memory& memory, absl::string_view actor) {
  PRESSTM_RETURN_IF_ERROR(ValidateMemory(memory));
  absl::MutexLock lock(&write_mutex_);
  PRESSTM_ASSIGN_OR_RETURN(Memory changed, database_->GetMemory(memory.name));
  changed.display_name = memory.display_name;
  changed.description = memory.description;
  changed.default_penalty = memory.default_penalty;
  changed.write_rule = memory.write_rule;
  PRESSTM_ASSIGN_OR_RETURN(auto transaction, database_->BeginWrite(actor));
  PRESSTM_ASSIGN_OR_RETURN(changed, transaction->UpdateMemory(changed));
  PRESSTM_RETURN_IF_ERROR(Commit(*transaction));
  directory_->Put(changed);
  return changed;
}

absl::Status TranslationMemory::DeleteMemory(absl::string_view name,
                                             absl::string_view actor) {
  absl::MutexLock lock(&write_mutex_);
  PRESSTM_ASSIGN_OR_RETURN(const Memory memory, GetMemory(name));
  PRESSTM_ASSIGN_OR_RETURN(auto transaction, database_->BeginWrite(actor));
  PRESSTM_RETURN_IF_ERROR(transaction->DeleteMemory(memory.id));
  PRESSTM_RETURN_IF_ERROR(Commit(*transaction));
  directory_->Remove(memory.name);
  indexes_->DropMemory(memory.id);
  return absl::OkStatus();
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
  std::vector<BatchResult> results;
  results.reserve(units.size());
  absl::MutexLock lock(&write_mutex_);
  PRESSTM_ASSIGN_OR_RETURN(const Memory memory, GetMemory(memory_name));
  PRESSTM_ASSIGN_OR_RETURN(auto transaction, database_->BeginWrite(actor));
  for (TranslationUnit& unit : units) {
    if (absl::Status valid = ValidateUnit(unit); !valid.ok()) {
      results.push_back(std::move(valid));
      continue;
    }
    unit.memory_id = memory.id;
    PRESSTM_ASSIGN_OR_RETURN(WriteResult result,
                             transaction->Write(std::move(unit), rule));
    results.push_back(std::move(result));
  }
  PRESSTM_RETURN_IF_ERROR(Commit(*transaction));
  return results;
}

absl::StatusOr<std::unique_ptr<ImportRehearsal>>
TranslationMemory::RehearseImport(absl::string_view memory_name,
                                  absl::string_view actor) {
  PRESSTM_ASSIGN_OR_RETURN(const Memory memory, GetMemory(memory_name));
  PRESSTM_ASSIGN_OR_RETURN(std::unique_ptr<WriteRehearsal> writes,
                           database_->BeginRehearsal(memory, actor));
  return std::make_unique<ImportRehearsal>(std::move(writes));
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
  absl::MutexLock lock(&write_mutex_);
  PRESSTM_ASSIGN_OR_RETURN(const TranslationUnit stored,
                           GetUnit(memory_name, unit.id));
  unit.memory_id = stored.memory_id;
  PRESSTM_ASSIGN_OR_RETURN(auto transaction, database_->BeginWrite(actor));
  PRESSTM_ASSIGN_OR_RETURN(
      TranslationUnit updated,
      transaction->Update(std::move(unit), expected_revision));
  PRESSTM_RETURN_IF_ERROR(Commit(*transaction));
  return updated;
}

absl::Status TranslationMemory::DeleteUnit(absl::string_view memory_name,
                                           TranslationUnitId id,
                                           int64_t expected_revision,
                                           absl::string_view actor) {
  absl::MutexLock lock(&write_mutex_);
  PRESSTM_RETURN_IF_ERROR(GetUnit(memory_name, id).status());
  PRESSTM_ASSIGN_OR_RETURN(auto transaction, database_->BeginWrite(actor));
  PRESSTM_RETURN_IF_ERROR(transaction->Delete(id, expected_revision));
  return Commit(*transaction);
}

absl::StatusOr<std::vector<TranslationUnit>> TranslationMemory::ListUnits(
    absl::string_view memory_name, const UnitFilter& filter,
    TranslationUnitId after, int limit) {
  PRESSTM_ASSIGN_OR_RETURN(const Memory memory, GetMemory(memory_name));
  return database_->ListUnits(memory.id, filter, after, limit);
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
