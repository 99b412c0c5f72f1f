// Many units on their way into a memory.
#ifndef TM_STORE_UNIT_BATCH_H_
#define TM_STORE_UNIT_BATCH_H_

#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/storage/write_transaction.h"
#include "tm_store/validation.h"

namespace presstm {

// Where units come from: see WriteTransaction::WriteNow.
enum class UnitSource { kPerson, kFile };

// Units to be written together. `Result` is what is wanted of each write: its
// WriteResult, or the WriteOutcome alone. Thread-compatible.
template <typename Result>
class UnitBatch {
 public:
  UnitBatch(MemoryId memory, std::vector<TranslationUnit> units, WriteRule rule,
            UnitSource source)
      : units_(std::move(units)), rule_(rule), source_(source) {
    results_.reserve(units_.size());
    for (TranslationUnit& unit : units_) {
      absl::Status valid = ValidateUnit(unit);
      if (valid.ok()) {
        results_.emplace_back(Result());
      } else {
        results_.emplace_back(std::move(valid));
      }
      unit.memory_id = memory;
    }
  }

  size_t unit_count() const { return units_.size(); }

  // Writes the valid ones. To be called once; an error is the transaction's.
  absl::Status Write(WriteTransaction& transaction) {
    for (size_t k = 0; k < units_.size(); ++k) {
      if (!results_[k].ok()) continue;
      PRESSTM_ASSIGN_OR_RETURN(
          WriteResult written,
          source_ == UnitSource::kFile
              ? transaction.Write(std::move(units_[k]), rule_)
              : transaction.WriteNow(std::move(units_[k]), rule_));
      results_[k] = ToResult(std::move(written));
    }
    return absl::OkStatus();
  }

  // In the order of the units: what was written, or why it is not valid.
  std::vector<absl::StatusOr<Result>> results() && {
    return std::move(results_);
  }

 private:
  static Result ToResult(WriteResult written) {
    if constexpr (std::is_same_v<Result, WriteOutcome>) {
      return written.outcome;
    } else {
      return written;
    }
  }

  std::vector<TranslationUnit> units_;
  const WriteRule rule_;
  const UnitSource source_;
  std::vector<absl::StatusOr<Result>> results_;
};

}  // namespace presstm

#endif  // TM_STORE_UNIT_BATCH_H_
