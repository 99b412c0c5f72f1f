#include "tm_store/storage/change_log_reader.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/model/access_json.h"
#include "tm_store/model/translation_unit_json.h"
#include "tm_store/storage/change_log.h"
#include "tm_store/storage/unit_reader.h"

namespace presstm {
namespace {

constexpr char kSelectAll[] =
    "SELECT sequence, time, actor, kind, memory_id, translation_unit_id, "
    "revision, before FROM change_log "
    "WHERE sequence > ?1 AND (?2 = 0 OR memory_id = ?2) "
    "ORDER BY sequence LIMIT ?3";
constexpr char kSelectOfUnit[] =
    "SELECT sequence, time, actor, kind, memory_id, translation_unit_id, "
    "revision, before FROM change_log "
    "WHERE translation_unit_id = ?4 AND sequence > ?1 "
    "AND (?2 = 0 OR memory_id = ?2) ORDER BY sequence LIMIT ?3";
// The state after a change is the one before the unit's next change.
constexpr char kSelectNextBefore[] =
    "SELECT before FROM change_log WHERE translation_unit_id = ? "
    "AND sequence > ? ORDER BY sequence LIMIT 1";
constexpr char kSelectLast[] =
    "SELECT kind, revision FROM change_log WHERE translation_unit_id = ? "
    "ORDER BY sequence DESC LIMIT 1";
constexpr char kSelectRevision[] =
    "SELECT before FROM change_log WHERE translation_unit_id = ? "
    "AND before <> '' AND json_extract(before, '$.revision') = ? "
    "ORDER BY sequence LIMIT 1";
// Only changes of units have one.
constexpr char kSelectMemoryName[] =
    "SELECT name FROM memory WHERE id = ?1 UNION ALL "
    "SELECT json_extract(before, '$.name') FROM change_log "
    "WHERE translation_unit_id = 0 AND memory_id = ?1 "
    "AND kind = 'delete_memory' LIMIT 1";

absl::Status Corrupt(int64_t sequence, absl::string_view what) {
  return MakeError(absl::StatusCode::kDataLoss, ErrorReason::kDatabaseCorrupt,
                   absl::StrCat("change ", sequence, " of the change log ",
                                what, "; restore the file from a backup"));
}

bool IsOfAccess(ChangeKind kind) { return kind >= ChangeKind::kCreateToken; }

absl::StatusOr<Change> ReadRow(const SqliteStatement& row) {
  const int64_t sequence = row.Integer(0);
  const std::optional<ChangeKind> kind = ChangeKindFromName(row.Text(3));
  if (!kind.has_value()) return Corrupt(sequence, "is of an unknown kind");
  Change change = {.sequence = sequence,
                   .time = absl::FromUnixMicros(row.Integer(1)),
                   .actor = row.String(2),
                   .kind = *kind,
                   .memory_id = {row.Integer(4)},
                   .unit_id = {row.Integer(5)},
                   .revision = row.Integer(6)};
  const absl::string_view before = row.Text(7);
  if (IsOfAccess(*kind)) {
    absl::StatusOr<AccessChange> access = AccessChangeFromJson(before);
    if (!access.ok()) return Corrupt(sequence, "cannot be read");
    change.access = *std::move(access);
    return change;
  }
  if (before.empty() || !IsOfUnit(*kind)) return change;
  absl::StatusOr<TranslationUnit> unit = TranslationUnitFromJson(before);
  if (!unit.ok()) return Corrupt(sequence, "cannot be read");
  change.before = *std::move(unit);
  return change;
}

absl::StatusOr<std::optional<TranslationUnit>> StateAfter(
    SqliteConnection& connection, const Change& change) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement next,
                           connection.Prepare(kSelectNextBefore));
  PRESSTM_ASSIGN_OR_RETURN(
      const bool found,
      next.Bind(change.unit_id.value, change.sequence).Step());
  if (!found) return FindUnit(connection, change.unit_id);
  PRESSTM_ASSIGN_OR_RETURN(TranslationUnit unit,
                           TranslationUnitFromJson(next.Text(0)));
  return unit;
}

absl::StatusOr<std::string> MemoryName(SqliteConnection& connection,
                                       MemoryId id) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kSelectMemoryName));
  PRESSTM_ASSIGN_OR_RETURN(const bool found, statement.Bind(id.value).Step());
  return found ? statement.String(0) : std::string();
}

absl::StatusOr<std::vector<Change>> ReadRows(SqliteConnection& connection,
                                             const ChangeFilter& filter,
                                             int limit) {
  const int64_t unit = filter.unit_id.value;
  PRESSTM_ASSIGN_OR_RETURN(
      SqliteStatement row,
      connection.Prepare(unit == 0 ? kSelectAll : kSelectOfUnit));
  if (unit == 0) {
    row.Bind(filter.after_sequence, filter.memory_id.value, limit);
  } else {
    row.Bind(filter.after_sequence, filter.memory_id.value, limit, unit);
  }
  std::vector<Change> changes;
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(const bool found, row.Step());
    if (!found) return changes;
    PRESSTM_ASSIGN_OR_RETURN(Change change, ReadRow(row));
    changes.push_back(std::move(change));
  }
}

}  // namespace

absl::StatusOr<std::vector<Change>> ListChanges(SqliteConnection& connection,
                                                const ChangeFilter& filter,
                                                int limit) {
  PRESSTM_ASSIGN_OR_RETURN(std::vector<Change> changes,
                           ReadRows(connection, filter, limit));
  for (Change& change : changes) {
    if (IsOfAccess(change.kind)) continue;
    PRESSTM_ASSIGN_OR_RETURN(change.memory,
                             MemoryName(connection, change.memory_id));
    if (!IsOfUnit(change.kind) || change.kind == ChangeKind::kDelete) continue;
    PRESSTM_ASSIGN_OR_RETURN(change.after, StateAfter(connection, change));
  }
  return changes;
}

absl::StatusOr<std::optional<int64_t>> FindDeletedRevision(
    SqliteConnection& connection, TranslationUnitId id) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement last,
                           connection.Prepare(kSelectLast));
  PRESSTM_ASSIGN_OR_RETURN(const bool found, last.Bind(id.value).Step());
  if (!found || ChangeKindFromName(last.Text(0)) != ChangeKind::kDelete) {
    return std::nullopt;
  }
  return last.Integer(1);
}

absl::StatusOr<std::optional<TranslationUnit>> FindRevision(
    SqliteConnection& connection, TranslationUnitId id, int64_t revision) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement row,
                           connection.Prepare(kSelectRevision));
  PRESSTM_ASSIGN_OR_RETURN(const bool found,
                           row.Bind(id.value, revision).Step());
  if (found) {
    PRESSTM_ASSIGN_OR_RETURN(TranslationUnit unit,
                             TranslationUnitFromJson(row.Text(0)));
    return unit;
  }
  PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> stored,
                           FindUnit(connection, id));
  if (stored.has_value() && stored->revision == revision) return stored;
  return std::nullopt;
}

}  // namespace presstm
