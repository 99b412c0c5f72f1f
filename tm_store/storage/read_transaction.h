// Several reads of one state of the database.
#ifndef TM_STORE_STORAGE_READ_TRANSACTION_H_
#define TM_STORE_STORAGE_READ_TRANSACTION_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tm_store/base/deadline.h"
#include "tm_store/model/check_result.h"
#include "tm_store/model/damage.h"
#include "tm_store/model/lookup_request.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/storage/unit_filter.h"

namespace presstm {

// A variant of a stored unit, on its way to the index.
struct VisitedVariant {
  MemoryId memory_id;
  TranslationUnitId unit_id;
  int position = 0;        // In TranslationUnit::variants.
  absl::Time change_time;  // LastChangeTime of the unit.
  absl::string_view language;
  absl::string_view text;  // Valid during the call only.
};

// One state of the database, for several reads that belong together.
// Thread-compatible. Must not outlive its TmDatabase; while it lives the
// write-ahead log cannot be shortened, so keep it short.
class ReadTransaction {
 public:
  virtual ~ReadTransaction() = default;

  // Nothing if there is no such unit or `filter` does not let it pass; the
  // latter mostly shows in its first row, before the others are read.
  virtual absl::StatusOr<std::optional<TranslationUnit>> FindUnit(
      TranslationUnitId id, const LookupFilter& filter) = 0;

  // By id, from the first after `after`, of all memories.
  virtual absl::StatusOr<std::vector<TranslationUnit>> ListAllUnits(
      TranslationUnitId after, int limit) = 0;
  // As TmDatabase::VisitVariants.
  virtual absl::Status VisitVariants(
      const std::function<absl::Status(const VisitedVariant&)>& visit) = 0;
  // As TmDatabase::VisitReadableVariants, and as ListAllUnits but past what
  // cannot be read.
  virtual absl::StatusOr<Damage> VisitReadableVariants(
      const std::function<absl::Status(const VisitedVariant&)>& visit) = 0;
  virtual absl::StatusOr<UnitPage> ListAllReadableUnits(TranslationUnitId after,
                                                        int limit) = 0;
  // Whether MergeIntoOlder would find another one.
  virtual absl::StatusOr<bool> HasOlderDuplicate(
      const TranslationUnit& unit) = 0;
  // How many rows ForgetChanges would remove in all.
  virtual absl::StatusOr<int64_t> CountChangesBefore(absl::Time before) = 0;

  // Let SQLite check all pages and foreign keys; and check that every unit can
  // be read, that the counts of memories are right, and that the change log
  // agrees with the units. Errors only if the check cannot be made.
  virtual absl::StatusOr<CheckResult> CheckFile() = 0;
  virtual absl::StatusOr<CheckResult> CheckUnits(const Deadline& deadline) = 0;
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_READ_TRANSACTION_H_
