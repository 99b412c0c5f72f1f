// The second half of a translation by way of a third language.
#ifndef TM_STORE_PIVOT_SEARCH_H_
#define TM_STORE_PIVOT_SEARCH_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "tm_store/base/deadline.h"
#include "tm_store/index_registry.h"
#include "tm_store/ranked_match.h"
#include "tm_store/stored_units.h"
#include "tm_store/text/language.h"

namespace presstm {

// Finds the units that say in a pivot language what a given unit says there:
// whose text has the same folded characters and the same numbers. One for a
// look-up; keeps references to what it is made of. Thread-compatible.
class PivotSearch {
 public:
  // `languages`: those to go through.
  PivotSearch(absl::Span<const Language> languages,
              absl::Span<const SearchedMemory> memories,
              const IndexRegistry& indexes, StoredUnits& units,
              const Deadline& deadline)
      : languages_(languages),
        memories_(memories),
        indexes_(indexes),
        units_(units),
        deadline_(deadline) {}

  // Every way out of `unit` into another unit, through each of its variants
  // in a pivot language. Nothing is said of the languages found there.
  absl::StatusOr<std::vector<PivotLink>> FindLinks(const TranslationUnit& unit);

 private:
  using Found = std::vector<StoredVariant>;

  absl::StatusOr<const Found*> FindSameText(const Language& language,
                                            const std::string& text);
  absl::Status SearchMemory(const SearchedMemory& memory,
                            const Language& language, const TextUnits& text,
                            Found& found);

  const absl::Span<const Language> languages_;
  const absl::Span<const SearchedMemory> memories_;
  const IndexRegistry& indexes_;
  StoredUnits& units_;
  const Deadline& deadline_;
  // By language tag and text: many sources share a short one.
  absl::flat_hash_map<std::pair<std::string, std::string>, Found> found_;
};

}  // namespace presstm

#endif  // TM_STORE_PIVOT_SEARCH_H_
