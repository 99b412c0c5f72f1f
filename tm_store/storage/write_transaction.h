// Changes of the database, all or none.
#ifndef TM_STORE_STORAGE_WRITE_TRANSACTION_H_
#define TM_STORE_STORAGE_WRITE_TRANSACTION_H_

#include <cstdint>
#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "tm_store/model/access.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// A unit before and after one change; the index follows these. No `before`:
// created. No `after`: deleted.
struct UnitChange {
  std::optional<TranslationUnit> before;
  std::optional<TranslationUnit> after;
};

// What became of one written unit, and the unit as it is stored now (the
// existing one where the outcome is kSkipped).
struct WriteResult {
  WriteOutcome outcome = WriteOutcome::kAdded;
  TranslationUnit unit;
};

// One write transaction; rolled back unless committed. Holds the database's
// only write lock: keep it short. Thread-compatible. Must not outlive its
// TmDatabase. Units given to it must be valid (translation_memory.h checks).
class WriteTransaction {
 public:
  virtual ~WriteTransaction() = default;

  // AlreadyExists if the name is taken. Sets id and creation time.
  virtual absl::StatusOr<Memory> CreateMemory(const Memory& memory) = 0;
  // Stores every field but name, id, creation time and count; found by id.
  // Aborted with reason ETAG_MISMATCH if `memory.revision` is not 0 and not
  // the stored one. Gives it a new revision if it differs.
  virtual absl::StatusOr<Memory> UpdateMemory(const Memory& memory) = 0;
  // Deletes the memory with all its units, which the change log keeps, and the
  // roles given in it. NotFound;
  // Aborted if `expected_revision` is not 0 and not the stored one.
  virtual absl::Status DeleteMemory(MemoryId id, int64_t expected_revision) = 0;

  // Adds `unit` to memory `unit.memory_id`, or merges it, or follows `rule`
  // where its source is stored with another target (design: WriteRule). Sets
  // id, revision and, where unset, creation and change time and author.
  virtual absl::StatusOr<WriteResult> Write(TranslationUnit unit,
                                            WriteRule rule) = 0;
  // As Write, but to the rule a unit without a time is one of now, not of long
  // ago: for what somebody writes, where Write is for what a file holds.
  virtual absl::StatusOr<WriteResult> WriteNow(TranslationUnit unit,
                                               WriteRule rule) = 0;
  // Replaces the unit with `unit.id`. Aborted with reason ETAG_MISMATCH if
  // `expected_revision` is not 0 and not the stored one; NotFound.
  virtual absl::StatusOr<TranslationUnit> Update(TranslationUnit unit,
                                                 int64_t expected_revision) = 0;
  // NotFound; Aborted as above.
  virtual absl::Status Delete(TranslationUnitId id,
                              int64_t expected_revision) = 0;
  // Gives the unit the state it had at `revision`, as a new revision made now;
  // a deleted one comes back under its id. 0 stands for the one before the
  // current, of a deleted unit for its last. NotFound, with REVISION_NOT_FOUND
  // if the log has no such state; Aborted as above.
  virtual absl::StatusOr<TranslationUnit> Restore(
      TranslationUnitId id, int64_t revision, int64_t expected_revision) = 0;

  // Merges the unit into an older one of its memory that says the same, as
  // Write would have, and deletes it. False if there is none, or no unit.
  virtual absl::StatusOr<bool> MergeIntoOlder(TranslationUnitId id) = 0;
  // Removes the oldest rows of the change log, at most `limit`, if they are
  // older than `before`. Returns how many.
  virtual absl::StatusOr<int64_t> ForgetChanges(absl::Time before,
                                                int limit) = 0;

  // Stores the token and returns its id, which no token has had before; the one
  // it comes with is not read.
  virtual absl::StatusOr<int64_t> CreateToken(const StoredToken& token) = 0;
  // NotFound with reason TOKEN_NOT_FOUND.
  virtual absl::Status DeleteToken(int64_t id) = 0;
  // Stores the grant in place of the identity's one there; Role::kNone removes
  // it. NotFound if there is no such memory.
  virtual absl::Status SetGrant(const Grant& grant) = 0;

  // What this transaction has changed so far, in order. A deleted memory's
  // units are not listed.
  virtual absl::Span<const UnitChange> changes() const = 0;
  // The same, handed over.
  virtual std::vector<UnitChange> TakeChanges() = 0;

  // Makes everything durable (synced to disk) before it returns. On error
  // nothing of the transaction is kept.
  virtual absl::Status Commit() = 0;
};

// Several write transactions that become durable together, with one commit:
// syncing the disk is what a small one waits for. Rolled back unless
// committed. Thread-compatible; holds the write lock as WriteTransaction does.
class WriteGroup {
 public:
  virtual ~WriteGroup() = default;

  // Begins the next one. Its Commit keeps its changes in the group and makes
  // nothing durable; without it they alone are undone. It sees what those
  // before it have kept, and must be gone before the next begins.
  virtual absl::StatusOr<std::unique_ptr<WriteTransaction>> BeginPart(
      absl::string_view actor) = 0;

  // False once an error, such as a full disk, has undone the parts as well
  // that were kept before: nothing can be committed then.
  virtual bool is_sound() const = 0;

  // Makes everything durable (synced to disk) before it returns. On error
  // nothing of the group is kept.
  virtual absl::Status Commit() = 0;
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_WRITE_TRANSACTION_H_
