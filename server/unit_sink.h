// What becomes of the units an import has read.
#ifndef SERVER_UNIT_SINK_H_
#define SERVER_UNIT_SINK_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/converters/import_converter.h"
#include "server/request_context.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// Takes one import's units, a batch at a time. Thread-compatible.
class UnitSink {
 public:
  // What one unit came to, or why it was refused.
  using Result = absl::StatusOr<WriteOutcome>;

  virtual ~UnitSink() = default;

  // Results in the order of `units`. The outer error ends the import.
  virtual absl::StatusOr<std::vector<Result>> Write(
      std::vector<TranslationUnit> units) = 0;

  // Returns when look-ups find all that was written.
  virtual void Finish() {}
};

// Stores them, each batch in one transaction. The arguments must outlive the
// sink; so for the next.
std::unique_ptr<UnitSink> MakeStoringSink(TranslationMemory& memory,
                                          const ImportSettings& settings,
                                          const RequestContext& context);

// Finds out what storing them would come to.
absl::StatusOr<std::unique_ptr<UnitSink>> MakeRehearsingSink(
    TranslationMemory& memory, const ImportSettings& settings,
    const RequestContext& context);

// Checks them only: every valid one counts as added.
std::unique_ptr<UnitSink> MakeCheckingSink();

}  // namespace presstm

#endif  // SERVER_UNIT_SINK_H_
