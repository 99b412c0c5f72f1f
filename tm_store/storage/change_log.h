// The append-only record of every change, written in the transaction of the
// change itself.
#ifndef TM_STORE_STORAGE_CHANGE_LOG_H_
#define TM_STORE_STORAGE_CHANGE_LOG_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tm_store/model/change.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

// The value of column `kind`; nothing for a text that is none.
absl::string_view ChangeKindName(ChangeKind kind);
std::optional<ChangeKind> ChangeKindFromName(absl::string_view name);

// How many changes ChangeLog::Forget would remove if it had no limit.
absl::StatusOr<int64_t> CountForgettableChanges(SqliteConnection& connection,
                                                absl::Time before);

// Columns of table change_log:
//   sequence             1, 2, ...: order of the changes, never reused
//   time, actor          of the transaction
//   kind                 create, update, delete or restore (a unit; the last
//                        of one that was deleted); create_memory,
//                        update_memory or delete_memory; create_token,
//                        delete_token or set_grant
//   memory_id            0 for tokens and roles: what a memory's readers see
//                        of the log does not tell who has which rights
//   translation_unit_id  0 but for changes of a unit
//   revision             of the unit after the change; for delete its last
//   before               the state before an update or a delete, JSON; ''
//                        for creations and restorations. For tokens and roles
//                        what was done: they are not restored from here
// The state after a change is not stored: it is the `before` of the unit's
// next row or, after the last, the live unit. So each state stands in one
// place only, and an import of new units costs no second copy of them.
// A unit that changes several times in one transaction has one update row,
// with the state before the first: nobody could see those in between.
// Deleting a memory writes a delete row for each of its units.
//
// Thread-compatible. Must not outlive `connection`; one per transaction.
class ChangeLog {
 public:
  ChangeLog(SqliteConnection& connection, absl::Time time,
            absl::string_view actor)
      : connection_(connection), time_(time), actor_(actor) {}

  absl::Status UnitCreated(const TranslationUnit& unit);
  absl::Status UnitUpdated(const TranslationUnit& before, int64_t revision);
  absl::Status UnitDeleted(const TranslationUnit& before);
  absl::Status UnitRestored(const TranslationUnit& unit);
  absl::Status MemoryCreated(const Memory& memory);
  absl::Status MemoryUpdated(const Memory& before);
  absl::Status MemoryDeleted(const Memory& before);
  // One of the kinds of tokens and roles.
  absl::Status AccessChanged(ChangeKind kind, const AccessChange& change);

  // Removes the oldest changes, at most `limit`, if they were made before
  // `time`. Returns how many. The only way in which the log ever gets shorter.
  absl::StatusOr<int64_t> Forget(absl::Time time, int limit);

 private:
  struct Row {
    ChangeKind kind = ChangeKind::kCreate;
    MemoryId memory_id;
    TranslationUnitId unit_id;
    int64_t revision = 0;
    absl::string_view before;
  };

  absl::Status Append(const Row& row);

  SqliteConnection& connection_;
  const absl::Time time_;
  const std::string actor_;
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_CHANGE_LOG_H_
