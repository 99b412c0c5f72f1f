// The way of a look-up: text, index, storage, score, ranking.
#ifndef TM_STORE_LOOKUP_H_
#define TM_STORE_LOOKUP_H_

#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "tm_store/base/deadline.h"
#include "tm_store/index_registry.h"
#include "tm_store/memory_directory.h"
#include "tm_store/model/match.h"
#include "tm_store/storage/tm_database.h"
#include "tm_store/text/language.h"

namespace presstm {

// What look-ups read.
struct LookupSources {
  TmDatabase& database;
  const IndexRegistry& indexes;
  const MemoryDirectory& memories;
};

// A look-up whose settings have been checked, to be asked any number of
// queries. Each of them sees the memories as they are when it is asked.
// Immutable and thread-safe; must not outlive the sources.
//
// The source may be any variant of the language asked for, for Chinese in
// either script; the target must be in the script asked for, if one is. A unit
// without such a target may still lead to one: by way of a unit that says the
// same in a pivot language.
class PreparedLookup {
 public:
  // `settings` but for its query and context, which are passed over.
  // InvalidArgument names the field; NotFound the memory.
  static absl::StatusOr<PreparedLookup> Create(const LookupSources& sources,
                                               LookupRequest settings);

  // Returns the best matches: exactly those that scoring every unit, and every
  // pair of units for pivots, would give, in the order of the ranking
  // (ranked_match.h). InvalidArgument names the field of the query
  // ("query.text" for its segment's); NotFound a memory that was deleted
  // meanwhile; also the errors of the database and of `deadline`.
  absl::StatusOr<LookupResponse> Run(const LookupQuery& query,
                                     const Deadline& deadline) const;

 private:
  PreparedLookup(const LookupSources& sources, LookupRequest settings,
                 Language source, Language target, std::vector<Language> pivots)
      : sources_(sources),
        settings_(std::move(settings)),
        source_(std::move(source)),
        target_(std::move(target)),
        pivots_(std::move(pivots)) {}

  LookupSources sources_;
  LookupRequest settings_;
  Language source_;
  Language target_;
  std::vector<Language> pivots_;
};

}  // namespace presstm

#endif  // TM_STORE_LOOKUP_H_
