// The stored units one look-up works with.
#ifndef TM_STORE_STORED_UNITS_H_
#define TM_STORE_STORED_UNITS_H_

#include <cstdint>
#include <memory>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "tm_store/base/deadline.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {

// Reads each unit once, all of one state of the database: the one at the
// first read, which is never older than indexes taken before. Shows only what
// passes the filter. Keeps references to all it is made of.
// Thread-compatible.
class StoredUnits {
 public:
  StoredUnits(TmDatabase& database, const LookupFilter& filter,
              const Deadline& deadline)
      : database_(database), filter_(filter), deadline_(deadline) {}

  // Null if there is none (any more) or the filter holds it back. Asks the
  // deadline every few reads.
  absl::StatusOr<std::shared_ptr<const TranslationUnit>> Find(int64_t id);

 private:
  TmDatabase& database_;
  const LookupFilter& filter_;
  const Deadline& deadline_;
  std::unique_ptr<ReadTransaction> transaction_;
  absl::flat_hash_map<int64_t, std::shared_ptr<const TranslationUnit>> units_;
};

}  // namespace presstm

#endif  // TM_STORE_STORED_UNITS_H_
