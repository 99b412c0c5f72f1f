#include "tm_store/storage/unit_check.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/model/id_ranges.h"
#include "tm_store/model/translation_unit_json.h"
#include "tm_store/storage/memory_repository.h"
#include "tm_store/storage/segment_key.h"
#include "tm_store/storage/unit_id_scan.h"
#include "tm_store/storage/unit_reader.h"

namespace presstm {
namespace {

constexpr char kSelectKeys[] =
    "SELECT segment_key FROM variant WHERE translation_unit_id = ? "
    "ORDER BY position";
constexpr char kSelectLastChange[] =
    "SELECT kind, revision FROM change_log WHERE translation_unit_id = ? "
    "ORDER BY sequence DESC LIMIT 1";
constexpr char kSelectStates[] =
    "SELECT sequence, before FROM change_log WHERE translation_unit_id <> 0 "
    "AND before <> '' ORDER BY sequence";

constexpr int64_t kUnitsBetweenQuestions = 1'000;

class UnitCheck {
 public:
  UnitCheck(SqliteConnection& connection, const Deadline& deadline)
      : connection_(connection), deadline_(deadline) {}

  absl::StatusOr<CheckResult> Run() {
    PRESSTM_RETURN_IF_ERROR(CheckAllUnits());
    AddDamagedUnits();
    PRESSTM_RETURN_IF_ERROR(KeepDamage(CheckCounts()));
    PRESSTM_RETURN_IF_ERROR(CheckStates());
    return result_;
  }

 private:
  // What cannot be read is a problem, not an error.
  absl::Status KeepDamage(const absl::Status& status) {
    if (!absl::IsDataLoss(status)) return status;
    result_.AddProblem(std::string(status.message()));
    return absl::OkStatus();
  }

  absl::Status AskNowAndThen() {
    if (++steps_ % kUnitsBetweenQuestions != 0) return absl::OkStatus();
    return deadline_.Check();
  }

  absl::Status CheckAllUnits() {
    UnitIdScan ids(connection_, {});
    while (true) {
      PRESSTM_ASSIGN_OR_RETURN(const std::optional<TranslationUnitId> id,
                               ids.Next());
      if (!id.has_value()) return absl::OkStatus();
      PRESSTM_RETURN_IF_ERROR(AskNowAndThen());
      ++result_.checked_count;
      PRESSTM_RETURN_IF_ERROR(CheckUnit(*id));
    }
  }

  absl::Status CheckUnit(TranslationUnitId id) {
    const absl::StatusOr<std::optional<TranslationUnit>> unit =
        FindUnit(connection_, id);
    if (!unit.ok()) return KeepUnreadable(id, unit.status());
    if (!unit->has_value()) {
      AddProblem(id, "is there in parts only");
      return absl::OkStatus();
    }
    ++unit_counts_[(*unit)->memory_id];
    if ((*unit)->variants.empty()) AddProblem(id, "has no variants");
    const absl::Status keys = CheckKeys(**unit);
    if (!keys.ok()) return KeepUnreadable(id, keys);
    const absl::Status change = CheckLastChange(**unit);
    if (!absl::IsDataLoss(change)) return change;
    without_history_.Add(id);
    return absl::OkStatus();
  }

  // What SQLite says of a damaged page is the same for all units on it: they
  // are told of together.
  absl::Status KeepUnreadable(TranslationUnitId id,
                              const absl::Status& status) {
    if (!absl::IsDataLoss(status)) return status;
    if (IsUnitCorrupt(status)) return KeepDamage(status);
    unreadable_.Add(id);
    return absl::OkStatus();
  }

  void AddDamagedUnits() {
    if (!unreadable_.empty()) {
      result_.AddProblem(
          absl::StrCat("damaged pages: these translation units cannot be "
                       "read: ",
                       unreadable_.ToString()),
          unreadable_.id_count());
    }
    if (!without_history_.empty()) {
      result_.AddProblem(
          absl::StrCat("damaged pages: the history of these translation units "
                       "cannot be read: ",
                       without_history_.ToString()),
          without_history_.id_count());
    }
  }

  absl::Status CheckKeys(const TranslationUnit& unit) {
    PRESSTM_ASSIGN_OR_RETURN(const std::vector<int64_t> keys,
                             SegmentKeys(unit));
    PRESSTM_ASSIGN_OR_RETURN(SqliteStatement row,
                             connection_.Prepare(kSelectKeys));
    row.Bind(unit.id.value);
    std::vector<int64_t> stored;
    while (true) {
      PRESSTM_ASSIGN_OR_RETURN(const bool found, row.Step());
      if (!found) break;
      stored.push_back(row.Integer(0));
    }
    if (stored != keys) AddProblem(unit.id, "has a wrong segment key");
    return absl::OkStatus();
  }

  absl::Status CheckLastChange(const TranslationUnit& unit) {
    PRESSTM_ASSIGN_OR_RETURN(SqliteStatement row,
                             connection_.Prepare(kSelectLastChange));
    PRESSTM_ASSIGN_OR_RETURN(const bool found, row.Bind(unit.id.value).Step());
    if (!found) return absl::OkStatus();  // Its history has been removed.
    if (row.Text(0) == "delete") {
      AddProblem(unit.id, "is deleted in the change log");
    } else if (row.Integer(1) != unit.revision) {
      AddProblem(unit.id, absl::StrCat("has revision ", unit.revision, ", and ",
                                       row.Integer(1), " in the change log"));
    }
    return absl::OkStatus();
  }

  absl::Status CheckCounts() {
    std::string last;
    while (true) {
      PRESSTM_ASSIGN_OR_RETURN(const std::vector<Memory> page,
                               ListMemories(connection_, last, kMaxPageSize));
      if (page.empty()) break;
      for (const Memory& memory : page) CheckCount(memory);
      last = page.back().name;
    }
    for (const auto& [id, count] : unit_counts_) {
      result_.AddProblem(absl::StrCat(count, " units belong to the memory ",
                                      id.value, ", which is not there"));
    }
    return absl::OkStatus();
  }

  void CheckCount(const Memory& memory) {
    const auto it = unit_counts_.find(memory.id);
    const int64_t count = it == unit_counts_.end() ? 0 : it->second;
    if (count != memory.translation_unit_count) {
      result_.AddProblem(absl::StrCat("memory \"", memory.name, "\" has ",
                                      count, " units, and says ",
                                      memory.translation_unit_count));
    }
    if (it != unit_counts_.end()) unit_counts_.erase(it);
  }

  absl::Status CheckStates() {
    PRESSTM_ASSIGN_OR_RETURN(SqliteStatement row,
                             connection_.Prepare(kSelectStates));
    int64_t last = 0;
    while (true) {
      const absl::StatusOr<bool> found = row.Step();
      if (absl::IsDataLoss(found.status())) {
        result_.AddProblem(absl::StrCat(
            "a damaged page: the change log cannot be read after change ",
            last));
        return absl::OkStatus();
      }
      PRESSTM_RETURN_IF_ERROR(found.status());
      if (!*found) return absl::OkStatus();
      last = row.Integer(0);
      PRESSTM_RETURN_IF_ERROR(AskNowAndThen());
      if (TranslationUnitFromJson(row.Text(1)).ok()) continue;
      result_.AddProblem(absl::StrCat("change ", row.Integer(0),
                                      " of the change log cannot be read"));
    }
  }

  void AddProblem(TranslationUnitId id, absl::string_view what) {
    result_.AddProblem(absl::StrCat("translation unit ", id.value, " ", what));
  }

  SqliteConnection& connection_;
  const Deadline& deadline_;
  CheckResult result_;
  int64_t steps_ = 0;
  IdRanges unreadable_;
  IdRanges without_history_;
  // Of memories not yet compared.
  absl::flat_hash_map<MemoryId, int64_t> unit_counts_;
};

}  // namespace

absl::StatusOr<CheckResult> CheckUnits(SqliteConnection& connection,
                                       const Deadline& deadline) {
  return UnitCheck(connection, deadline).Run();
}

}  // namespace presstm
