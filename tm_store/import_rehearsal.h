// What an import would come to: writes checked and played through.
#ifndef TM_STORE_IMPORT_REHEARSAL_H_
#define TM_STORE_IMPORT_REHEARSAL_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/storage/write_rehearsal.h"

namespace presstm {

// Made by TranslationMemory::RehearseImport, which must outlive it.
// Thread-compatible.
class ImportRehearsal {
 public:
  explicit ImportRehearsal(std::unique_ptr<WriteRehearsal> writes)
      : writes_(std::move(writes)) {}

  // What TranslationMemory::CreateUnits would make of `units` after all those
  // given before; errors are those of units that are not valid. Nothing is
  // stored.
  absl::StatusOr<std::vector<absl::StatusOr<WriteOutcome>>> Write(
      std::vector<TranslationUnit> units, WriteRule rule);

 private:
  const std::unique_ptr<WriteRehearsal> writes_;
};

}  // namespace presstm

#endif  // TM_STORE_IMPORT_REHEARSAL_H_
