// ReadTransaction over one connection.
#ifndef TM_STORE_STORAGE_TM_READ_TRANSACTION_H_
#define TM_STORE_STORAGE_TM_READ_TRANSACTION_H_

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "tm_store/storage/connection_pool.h"
#include "tm_store/storage/read_transaction.h"
#include "tm_store/storage/sqlite_transaction.h"

namespace presstm {

// See ReadTransaction.
class TmReadTransaction final : public ReadTransaction {
 public:
  static absl::StatusOr<std::unique_ptr<ReadTransaction>> Begin(
      PooledConnection reader);

  absl::StatusOr<std::optional<TranslationUnit>> FindUnit(
      TranslationUnitId id, const LookupFilter& filter) override;
  absl::StatusOr<std::vector<TranslationUnit>> ListAllUnits(
      TranslationUnitId after, int limit) override;
  absl::Status VisitVariants(
      const std::function<absl::Status(const VisitedVariant&)>& visit) override;
  absl::StatusOr<Damage> VisitReadableVariants(
      const std::function<absl::Status(const VisitedVariant&)>& visit) override;
  absl::StatusOr<UnitPage> ListAllReadableUnits(TranslationUnitId after,
                                                int limit) override;
  absl::StatusOr<bool> HasOlderDuplicate(const TranslationUnit& unit) override;
  absl::StatusOr<int64_t> CountChangesBefore(absl::Time before) override;
  absl::StatusOr<CheckResult> CheckFile() override;
  absl::StatusOr<CheckResult> CheckUnits(const Deadline& deadline) override;

 private:
  TmReadTransaction(PooledConnection reader, SqliteTransaction transaction);

  PooledConnection reader_;
  SqliteTransaction transaction_;  // Ends before the connection goes back.
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_TM_READ_TRANSACTION_H_
