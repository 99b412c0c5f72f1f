// WriteTransaction over one connection.
#ifndef TM_STORE_STORAGE_TM_WRITE_TRANSACTION_H_
#define TM_STORE_STORAGE_TM_WRITE_TRANSACTION_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/time/time.h"
#include "tm_store/storage/change_log.h"
#include "tm_store/storage/connection_pool.h"
#include "tm_store/storage/sqlite_transaction.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {

// See WriteTransaction. An error of SQLite, such as a full disk, ends the
// transaction: SQLite may have rolled it back, so every later call, Commit
// too, returns that error. What the caller can mend (not found, etag
// mismatch) leaves it running.
class TmWriteTransaction final : public WriteTransaction {
 public:
  // Changes are logged as made by `actor` at `now`.
  static absl::StatusOr<std::unique_ptr<WriteTransaction>> Begin(
      PooledConnection writer, absl::Time now, absl::string_view actor);
  // One of a WriteGroup, whose transaction runs on `writer`.
  static absl::StatusOr<std::unique_ptr<WriteTransaction>> BeginPart(
      SqliteConnection& writer, absl::Time now, absl::string_view actor);

  absl::StatusOr<Memory> CreateMemory(const Memory& memory) override;
  absl::StatusOr<Memory> UpdateMemory(const Memory& memory) override;
  absl::Status DeleteMemory(MemoryId id, int64_t expected_revision) override;
  absl::StatusOr<WriteResult> Write(TranslationUnit unit,
                                    WriteRule rule) override;
  absl::StatusOr<WriteResult> WriteNow(TranslationUnit unit,
                                       WriteRule rule) override;
  absl::StatusOr<TranslationUnit> Update(TranslationUnit unit,
                                         int64_t expected_revision) override;
  absl::Status Delete(TranslationUnitId id, int64_t expected_revision) override;
  absl::StatusOr<TranslationUnit> Restore(TranslationUnitId id,
                                          int64_t revision,
                                          int64_t expected_revision) override;
  absl::StatusOr<bool> MergeIntoOlder(TranslationUnitId id) override;
  absl::StatusOr<int64_t> ForgetChanges(absl::Time before, int limit) override;
  absl::StatusOr<int64_t> CreateToken(const StoredToken& token) override;
  absl::Status DeleteToken(int64_t id) override;
  absl::Status SetGrant(const Grant& grant) override;
  absl::Span<const UnitChange> changes() const override { return changes_; }
  std::vector<UnitChange> TakeChanges() override {
    return std::exchange(changes_, {});
  }
  absl::Status Commit() override;

 private:
  struct MemoryState {
    WriteRule write_rule = WriteRule::kKeepAll;
    int64_t added_units = 0;  // Not yet in the memory's row.
  };

  TmWriteTransaction(std::optional<PooledConnection> writer,
                     SqliteConnection& connection,
                     SqliteTransaction transaction, absl::Time now,
                     absl::string_view actor);

  // What the public functions do while the transaction is sound.
  absl::StatusOr<Memory> DoCreateMemory(Memory memory);
  absl::StatusOr<Memory> DoUpdateMemory(const Memory& memory);
  absl::Status DoDeleteMemory(MemoryId id, int64_t expected_revision);
  absl::StatusOr<WriteResult> DoWrite(TranslationUnit unit, WriteRule rule,
                                      absl::Time undated);
  absl::StatusOr<TranslationUnit> DoUpdate(TranslationUnit unit,
                                           int64_t expected_revision);
  absl::Status DoDelete(TranslationUnitId id, int64_t expected_revision);
  absl::StatusOr<TranslationUnit> DoRestore(TranslationUnitId id,
                                            int64_t revision,
                                            int64_t expected_revision);
  absl::StatusOr<bool> DoMergeIntoOlder(TranslationUnitId id);
  absl::StatusOr<int64_t> DoCreateToken(const StoredToken& token);
  absl::Status DoDeleteToken(int64_t id);
  absl::Status DoSetGrant(const Grant& grant);
  absl::Status DoCommit();

  // Runs `action` unless the transaction has failed; remembers a failure.
  template <typename Action>
  auto Guarded(const Action& action) -> decltype(action());

  // Valid until the next call.
  absl::StatusOr<MemoryState*> FindMemoryState(MemoryId id);
  absl::StatusOr<TranslationUnit> FindForChange(TranslationUnitId id,
                                                int64_t expected_revision);
  absl::Status LogUnitsOf(MemoryId id);

  absl::StatusOr<WriteResult> FollowRule(TranslationUnit unit, WriteRule rule,
                                         absl::Time undated,
                                         absl::Span<const int64_t> keys);
  absl::StatusOr<WriteResult> Merge(TranslationUnit stored,
                                    const TranslationUnit& incoming);
  absl::StatusOr<WriteResult> Add(TranslationUnit unit,
                                  absl::Span<const int64_t> keys);
  // Writes `after` over `before`; returns it with its new revision.
  absl::StatusOr<TranslationUnit> Store(TranslationUnit before,
                                        TranslationUnit after);
  absl::Status Remove(TranslationUnit unit);
  // Stores a deleted unit under its old id.
  absl::StatusOr<TranslationUnit> AddAgain(TranslationUnit unit,
                                           int64_t revision);

  // In this order: the transaction ends before its connection goes back.
  std::optional<PooledConnection> writer_;  // Nothing in a part or at the end.
  std::optional<SqliteTransaction> transaction_;
  SqliteConnection& connection_;
  const absl::Time now_;
  const std::string actor_;
  ChangeLog log_;
  absl::Status failure_;
  absl::flat_hash_map<MemoryId, MemoryState> memories_;
  // Units this transaction has created or changed: they have their row in the
  // change log and their new revision.
  absl::flat_hash_set<TranslationUnitId> touched_;
  std::vector<UnitChange> changes_;
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_TM_WRITE_TRANSACTION_H_
