// The front door of the library: memories, translation units and look-ups
// over one SQLite file. What the server serves.
#ifndef TM_STORE_TRANSLATION_MEMORY_H_
#define TM_STORE_TRANSLATION_MEMORY_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/base/clock.h"
#include "tm_store/base/deadline.h"
#include "tm_store/lookup.h"
#include "tm_store/maintenance.h"
#include "tm_store/model/concordance.h"
#include "tm_store/model/match.h"
#include "tm_store/model/quality.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {

class AccessRights;
class ImportRehearsal;
class IndexRegistry;
class MemoryDirectory;
class WriteQueue;

// What one unit of a batch came to: an error does not touch its neighbours.
using BatchResult = absl::StatusOr<WriteResult>;

// Thread-safe. A unit whose write has returned OK is on disk and found by the
// next look-up. Look-ups do not wait for writes; writes that come at the same
// time share the sync of the disk (write_queue.h).
//
//   auto tm = TranslationMemory::Open("press.db", {});
//   auto response = (*tm)->Lookup({.query = {.text = "Good morning"}, ...},
//   {});
class TranslationMemory {
 public:
  struct Options {
    const Clock* clock = Clock::System();
  };

  // Opens or creates `path` and builds the index in memory. Of a file with
  // damaged pages it takes what can be read, and then nothing is written to it:
  // see CheckWritable. Errors: those of TmDatabase::Open, and DataLoss if the
  // memories cannot be read.
  static absl::StatusOr<std::unique_ptr<TranslationMemory>> Open(
      const std::string& path, const Options& options);
  ~TranslationMemory();
  TranslationMemory(const TranslationMemory&) = delete;
  TranslationMemory& operator=(const TranslationMemory&) = delete;

  // FailedPrecondition with DATABASE_CORRUPT if units could not be read at the
  // opening: the error of all that would write, which says what is missing and
  // what to do.
  absl::Status CheckWritable() const;

  // Memories. Names are 1-63 lower-case letters, digits and hyphens, from a
  // letter to a letter or digit. `actor` is who the change log will name.
  absl::StatusOr<Memory> CreateMemory(const Memory& memory,
                                      absl::string_view actor);
  absl::StatusOr<Memory> GetMemory(absl::string_view name);
  absl::StatusOr<std::vector<Memory>> ListMemories(absl::string_view after_name,
                                                   int limit);
  // The languages of its variants to the letter of their tags, in byte order,
  // and perhaps some that have gone since the database was opened.
  std::vector<std::string> LanguagesOf(const Memory& memory) const;
  // Finds by name; replaces display name, description, penalty, write rule.
  // Here and below: Aborted with ETAG_MISMATCH if the revision that is
  // expected (`memory.revision`) is not 0 and not the stored one.
  absl::StatusOr<Memory> UpdateMemory(const Memory& memory,
                                      absl::string_view actor);
  absl::Status DeleteMemory(absl::string_view name, int64_t expected_revision,
                            absl::string_view actor);

  // Units. Written ones are checked: every variant needs a known language and
  // a segment that is valid UTF-8, not blank and within base/limits.h.
  absl::StatusOr<WriteResult> CreateUnit(absl::string_view memory,
                                         TranslationUnit unit, WriteRule rule,
                                         absl::string_view actor);
  // Writes all valid units in one transaction; results in the order of
  // `units`. The outer error means that nothing was stored.
  absl::StatusOr<std::vector<BatchResult>> CreateUnits(
      absl::string_view memory, std::vector<TranslationUnit> units,
      WriteRule rule, absl::string_view actor);
  // As CreateUnits, but returns when the units are on disk and those of the
  // call before are found by look-ups: so are all once AwaitIndex has returned.
  // For imports, whose next units are stored meanwhile.
  absl::StatusOr<std::vector<absl::StatusOr<WriteOutcome>>> ImportUnits(
      absl::string_view memory, std::vector<TranslationUnit> units,
      WriteRule rule, absl::string_view actor);
  void AwaitIndex();
  // For finding out what imports into `memory` would come to; as if it were an
  // empty one, if it does not exist and `allow_missing`.
  absl::StatusOr<std::unique_ptr<ImportRehearsal>> RehearseImport(
      absl::string_view memory, bool allow_missing, absl::string_view actor);
  // What may be wrong with a unit written to `memory`, where the memory wants
  // that to be told; else nothing.
  std::vector<QualityWarning> CheckQuality(absl::string_view memory,
                                           const TranslationUnit& unit) const;
  // The unit must belong to `memory`, else NotFound; so for the next two.
  absl::StatusOr<TranslationUnit> GetUnit(absl::string_view memory,
                                          TranslationUnitId id);
  absl::StatusOr<TranslationUnit> UpdateUnit(absl::string_view memory,
                                             TranslationUnit unit,
                                             int64_t expected_revision,
                                             absl::string_view actor);
  absl::Status DeleteUnit(absl::string_view memory, TranslationUnitId id,
                          int64_t expected_revision, absl::string_view actor);
  // Gives the unit its state at `revision` again, deleted or not: see
  // WriteTransaction::Restore. NotFound as well if it was never in `memory`.
  absl::StatusOr<TranslationUnit> RestoreUnit(absl::string_view memory,
                                              TranslationUnitId id,
                                              int64_t revision,
                                              int64_t expected_revision,
                                              absl::string_view actor);
  absl::StatusOr<std::vector<TranslationUnit>> ListUnits(
      absl::string_view memory, const UnitFilter& filter,
      TranslationUnitId after, int limit);
  // As ListUnits, but goes past what cannot be read, and says what that was.
  absl::StatusOr<UnitPage> ListReadableUnits(absl::string_view memory,
                                             const UnitFilter& filter,
                                             TranslationUnitId after,
                                             int limit);

  // The changes of a unit, deleted or not, and of everything, or of a memory if
  // one is named, by sequence number. NotFound as above.
  absl::StatusOr<std::vector<Change>> ListRevisions(absl::string_view memory,
                                                    TranslationUnitId id,
                                                    int64_t after_sequence,
                                                    int limit);
  absl::StatusOr<std::vector<Change>> ListChanges(absl::string_view memory,
                                                  int64_t after_sequence,
                                                  int limit);

  // Who may do what. Nothing here asks it: that is for whoever knows callers.
  AccessRights& access() { return *access_; }

  // Maintenance, while everything else goes on.
  Maintenance maintenance();

  // Returns the best `limit` matches at or above `threshold`, as
  // PreparedLookup::Run (lookup.h) does. InvalidArgument names the field;
  // NotFound the memory.
  absl::StatusOr<LookupResponse> Lookup(const LookupRequest& request,
                                        const Deadline& deadline);
  // For many queries with the same settings: checks them once. As
  // PreparedLookup::Create. The result must not outlive this.
  absl::StatusOr<PreparedLookup> PrepareLookup(LookupRequest settings);

  // Returns the segments in one language that contain a text, a page at a
  // time, with the places where it stands (see concordance.h).
  // InvalidArgument names the field; NotFound the memory.
  absl::StatusOr<ConcordanceResponse> SearchConcordance(
      const ConcordanceRequest& request, const Deadline& deadline);

 private:
  TranslationMemory(const Clock* clock, std::unique_ptr<TmDatabase> database,
                    std::unique_ptr<IndexRegistry> indexes,
                    std::unique_ptr<MemoryDirectory> directory);

  LookupSources sources();
  absl::StatusOr<MemoryId> FindMemoryId(absl::string_view name);

  const Clock* const clock_;
  std::unique_ptr<TmDatabase> database_;
  std::unique_ptr<IndexRegistry> indexes_;
  std::unique_ptr<MemoryDirectory> directory_;
  // Keeps the changes of index and directory in the order of the commits.
  std::unique_ptr<WriteQueue> writes_;
  std::unique_ptr<AccessRights> access_;
};

}  // namespace presstm

#endif  // TM_STORE_TRANSLATION_MEMORY_H_
