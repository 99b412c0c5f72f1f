#include "tm_store/storage/tm_database.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/storage/access_repository.h"
#include "tm_store/storage/backup.h"
#include "tm_store/storage/change_log_reader.h"
#include "tm_store/storage/connection_pool.h"
#include "tm_store/storage/database_file.h"
#include "tm_store/storage/duplicate_search.h"
#include "tm_store/storage/file_lock.h"
#include "tm_store/storage/memory_repository.h"
#include "tm_store/storage/readable_units.h"
#include "tm_store/storage/schema.h"
#include "tm_store/storage/segment_key.h"
#include "tm_store/storage/sqlite_pragmas.h"
#include "tm_store/storage/sqlite_transaction.h"
#include "tm_store/storage/tm_read_transaction.h"
#include "tm_store/storage/tm_write_transaction.h"
#include "tm_store/storage/unit_reader.h"
#include "tm_store/storage/write_rehearsal.h"

namespace presstm {
namespace {

using ConnectionPtr = std::unique_ptr<SqliteConnection>;

absl::StatusOr<ConnectionPtr> OpenWriter(const std::string& path,
                                         int64_t max_page_count) {
  PRESSTM_ASSIGN_OR_RETURN(
      ConnectionPtr writer,
      SqliteConnection::Open(path, SqliteAccess::kReadWrite));
  if (writer->is_read_only()) {
    return MakeError(absl::StatusCode::kFailedPrecondition,
                     ErrorReason::kDatabaseReadOnly,
                     absl::StrCat(path,
                                  ": cannot be written; presstm needs the "
                                  "right to write the file and its folder"));
  }
  PRESSTM_RETURN_IF_ERROR(MigrateSchema(*writer, Migrations()));
  PRESSTM_RETURN_IF_ERROR(ConfigureWriter(*writer, max_page_count));
  return writer;
}

absl::StatusOr<ConnectionPtr> OpenReader(const std::string& path) {
  PRESSTM_ASSIGN_OR_RETURN(ConnectionPtr reader,
                           SqliteConnection::Open(path, SqliteAccess::kRead));
  PRESSTM_RETURN_IF_ERROR(ConfigureReader(*reader));
  return reader;
}

class SqliteWriteGroup final : public WriteGroup {
 public:
  static absl::StatusOr<std::unique_ptr<WriteGroup>> Begin(
      PooledConnection writer, const Clock* clock) {
    PRESSTM_ASSIGN_OR_RETURN(SqliteTransaction transaction,
                             SqliteTransaction::BeginWrite(*writer));
    return std::unique_ptr<WriteGroup>(
        new SqliteWriteGroup(std::move(writer), std::move(transaction), clock));
  }

  absl::StatusOr<std::unique_ptr<WriteTransaction>> BeginPart(
      absl::string_view actor) override {
    return TmWriteTransaction::BeginPart(*writer_, clock_->Now(), actor);
  }

  bool is_sound() const override { return writer_->in_transaction(); }

  absl::Status Commit() override { return transaction_.Commit(); }

 private:
  SqliteWriteGroup(PooledConnection writer, SqliteTransaction transaction,
                   const Clock* clock)
      : writer_(std::move(writer)),
        transaction_(std::move(transaction)),
        clock_(clock) {}

  PooledConnection writer_;
  SqliteTransaction transaction_;  // Ends before the connection goes back.
  const Clock* clock_;
};

class SqliteTmDatabase final : public TmDatabase {
 public:
  SqliteTmDatabase(const std::string& path, std::unique_ptr<FileLock> lock,
                   ConnectionPtr writer, const Clock* clock)
      : path_(path),
        lock_(std::move(lock)),
        writer_(std::move(writer)),
        readers_([path] { return OpenReader(path); }),
        clock_(clock) {}

  void RefuseWrites(const Damage& damage) override {
    writable_ = MakeError(
        absl::StatusCode::kFailedPrecondition, ErrorReason::kDatabaseCorrupt,
        absl::StrCat(path_, ": is damaged: ", damage.ToString(),
                     "; what can be read is served, nothing is written: "
                     "restore a backup, or export what is left and import it "
                     "into a new file"));
  }

  absl::Status CheckWritable() const override { return writable_; }

  absl::StatusOr<std::unique_ptr<WriteTransaction>> BeginWrite(
      absl::string_view actor) override {
    PRESSTM_RETURN_IF_ERROR(writable_);
    PRESSTM_ASSIGN_OR_RETURN(PooledConnection writer, writer_.Acquire());
    return TmWriteTransaction::Begin(std::move(writer), clock_->Now(), actor);
  }

  absl::StatusOr<std::unique_ptr<WriteGroup>> BeginGroup() override {
    PRESSTM_RETURN_IF_ERROR(writable_);
    PRESSTM_ASSIGN_OR_RETURN(PooledConnection writer, writer_.Acquire());
    return SqliteWriteGroup::Begin(std::move(writer), clock_);
  }

  absl::StatusOr<std::unique_ptr<ReadTransaction>> BeginRead() override {
    PRESSTM_ASSIGN_OR_RETURN(PooledConnection reader, readers_.Acquire());
    return TmReadTransaction::Begin(std::move(reader));
  }

  absl::StatusOr<std::unique_ptr<WriteRehearsal>> BeginRehearsal(
      const Memory& memory, absl::string_view actor) override {
    PRESSTM_RETURN_IF_ERROR(writable_);
    return WriteRehearsal::Begin(*this, memory, clock_, actor);
  }

  absl::StatusOr<Memory> GetMemory(absl::string_view name) override {
    return Read([&](SqliteConnection& reader) -> absl::StatusOr<Memory> {
      PRESSTM_ASSIGN_OR_RETURN(std::optional<Memory> memory,
                               FindMemory(reader, name));
      if (!memory.has_value()) return MemoryNotFoundError(name);
      return *std::move(memory);
    });
  }

  absl::StatusOr<std::vector<Memory>> ListMemories(absl::string_view after_name,
                                                   int limit) override {
    return Read([&](SqliteConnection& reader) {
      return presstm::ListMemories(reader, after_name, limit);
    });
  }

  absl::StatusOr<TranslationUnit> GetUnit(TranslationUnitId id) override {
    return Read(
        [&](SqliteConnection& reader) -> absl::StatusOr<TranslationUnit> {
          PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> unit,
                                   FindUnit(reader, id));
          if (!unit.has_value()) return UnitNotFoundError(id);
          return *std::move(unit);
        });
  }

  absl::StatusOr<std::vector<TranslationUnit>> GetUnits(
      absl::Span<const TranslationUnitId> ids) override {
    using Units = std::vector<TranslationUnit>;
    return Read([&](SqliteConnection& reader) -> absl::StatusOr<Units> {
      Units units;
      units.reserve(ids.size());
      for (const TranslationUnitId id : ids) {
        PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> unit,
                                 FindUnit(reader, id));
        if (unit.has_value()) units.push_back(*std::move(unit));
      }
      return units;
    });
  }

  absl::StatusOr<std::vector<TranslationUnit>> FindSameSource(
      const TranslationUnit& unit) override {
    PRESSTM_ASSIGN_OR_RETURN(const std::vector<int64_t> keys,
                             SegmentKeys(unit));
    return Read([&](SqliteConnection& reader) {
      return presstm::FindSameSource(reader, unit, keys);
    });
  }

  absl::StatusOr<std::vector<TranslationUnit>> ListUnits(
      MemoryId memory_id, const UnitFilter& filter, TranslationUnitId after,
      int limit) override {
    return Read([&](SqliteConnection& reader) {
      return presstm::ListUnits(reader, memory_id, filter, after, limit);
    });
  }

  absl::StatusOr<UnitPage> ListReadableUnits(MemoryId memory_id,
                                             const UnitFilter& filter,
                                             TranslationUnitId after,
                                             int limit) override {
    return Read([&](SqliteConnection& reader) {
      return ListUnitsPastDamage(reader, memory_id, filter, after, limit);
    });
  }

  absl::Status VisitVariants(
      const std::function<absl::Status(const VisitedVariant&)>& visit)
      override {
    return Read([&](SqliteConnection& reader) {
      return presstm::VisitVariants(reader, visit);
    });
  }

  absl::StatusOr<Damage> VisitReadableVariants(
      const std::function<absl::Status(const VisitedVariant&)>& visit)
      override {
    return Read([&](SqliteConnection& reader) {
      return presstm::VisitReadableVariants(reader, visit);
    });
  }

  absl::StatusOr<std::vector<Change>> ListChanges(const ChangeFilter& filter,
                                                  int limit) override {
    return Read([&](SqliteConnection& reader) {
      return presstm::ListChanges(reader, filter, limit);
    });
  }

  absl::StatusOr<std::vector<StoredToken>> ListTokens() override {
    return Read(
        [](SqliteConnection& reader) { return presstm::ListTokens(reader); });
  }

  absl::StatusOr<std::vector<Grant>> ListGrants() override {
    return Read(
        [](SqliteConnection& reader) { return presstm::ListGrants(reader); });
  }

  absl::StatusOr<std::unique_ptr<BackupFile>> BackUp(
      const Deadline& deadline) override {
    if (!backup_mutex_.TryLock()) {
      return absl::AbortedError(
          "another backup is being made: try again when it is done");
    }
    absl::StatusOr<std::unique_ptr<BackupFile>> made =
        BackupFile::Make(path_, deadline);
    backup_mutex_.Unlock();
    return made;
  }

  absl::StatusOr<Size> GetSize() override {
    PRESSTM_ASSIGN_OR_RETURN(
        const PageCounts counts,
        Read([](SqliteConnection& reader) { return GetPageCounts(reader); }));
    return Size{.size_bytes = counts.pages * counts.page_bytes,
                .free_bytes = counts.free_pages * counts.page_bytes};
  }

  absl::Status Vacuum() override {
    PRESSTM_RETURN_IF_ERROR(writable_);
    PRESSTM_ASSIGN_OR_RETURN(PooledConnection writer, writer_.Acquire());
    PRESSTM_RETURN_IF_ERROR(writer->Execute("VACUUM"));
    return EmptyLog(*writer);
  }

 private:
  // Runs `read` on a connection of its own, on one state of the database.
  template <typename Function>
  auto Read(const Function& read)
      -> decltype(read(std::declval<SqliteConnection&>())) {
    PRESSTM_ASSIGN_OR_RETURN(PooledConnection reader, readers_.Acquire());
    PRESSTM_ASSIGN_OR_RETURN(SqliteTransaction transaction,
                             SqliteTransaction::BeginRead(*reader));
    return read(*reader);
  }

  const std::string path_;
  absl::Status writable_;
  // In this order: the writer closes last and puts the write-ahead log into
  // the file; then another process may have it.
  std::unique_ptr<FileLock> lock_;
  ConnectionPool writer_;
  ConnectionPool readers_;
  const Clock* clock_;
  absl::Mutex backup_mutex_;  // Held while a copy is made.
};

}  // namespace

absl::StatusOr<std::unique_ptr<TmDatabase>> TmDatabase::Open(
    const std::string& path, const Options& options) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string resolved,
                           ResolveDatabasePath(path));
  PRESSTM_ASSIGN_OR_RETURN(std::unique_ptr<FileLock> lock,
                           CheckAndLockDatabase(resolved));
  PRESSTM_ASSIGN_OR_RETURN(ConnectionPtr writer,
                           OpenWriter(resolved, options.max_page_count));
  return std::unique_ptr<TmDatabase>(new SqliteTmDatabase(
      resolved, std::move(lock), std::move(writer), options.clock));
}

}  // namespace presstm
