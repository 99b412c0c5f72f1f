// Every stored segment is looked for by its own text, the way look-ups search:
// at 100 points, where all that have its characters must come out. Equal
// segments come out together, so each text is searched for once.
//
// Writes go on meanwhile, and an index has no past. So what is missing is
// looked for again in the end, from the database, while no write is under way;
// and then the segments are counted, which shows whether the index has others.
#include "tm_store/index_check.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/match/segment_index.h"
#include "tm_store/segment_refs.h"
#include "tm_store/text/language.h"
#include "tm_store/text/text_units.h"

namespace presstm {
namespace {

// What could not be read when the index was built is not missing from it.
absl::Status VisitWhatIsIndexed(
    TmDatabase& database, ReadTransaction& state,
    const std::function<absl::Status(const VisitedVariant&)>& visit) {
  if (database.CheckWritable().ok()) return state.VisitVariants(visit);
  return state.VisitReadableVariants(visit).status();
}

class IndexCheck {
 public:
  IndexCheck(const IndexRegistry& indexes, const Deadline& deadline)
      : indexes_(indexes), deadline_(deadline) {}

  absl::StatusOr<CheckResult> Run(TmDatabase& database, WriteQueue& writes) {
    PRESSTM_ASSIGN_OR_RETURN(const auto state, database.BeginRead());
    const auto check = [this](const VisitedVariant& variant) {
      ++result_.checked_count;
      return Check(variant);
    };
    PRESSTM_RETURN_IF_ERROR(VisitWhatIsIndexed(database, *state, check));
    PRESSTM_RETURN_IF_ERROR(
        writes.RunAlone([&] { return CheckAgain(database); }));
    return std::move(result_);
  }

 private:
  using Key = std::pair<MemoryId, std::string>;  // As IndexRegistry's.
  using Ref = std::pair<int64_t, int32_t>;       // A SegmentRef, to be hashed.

  // Puts the variant on the list of those missing if it is not found.
  absl::Status Check(const VisitedVariant& variant) {
    PRESSTM_ASSIGN_OR_RETURN(const Language language,
                             ParseLanguage(variant.language));
    const TextUnits units = ToTextUnits(variant.text, language.language);
    const size_t hash = absl::HashOf(
        variant.memory_id, IndexGroup(language),
        std::u32string_view(units.characters.data(), units.characters.size()));
    const SegmentRef ref =
        ToIndexItem(ToSegmentRef(variant.unit_id, variant.position,
                                 variant.change_time),
                    variant.text, units)
            .ref;
    if (TakeFound(ref, hash)) return absl::OkStatus();
    PRESSTM_RETURN_IF_ERROR(Search(variant, language, units, hash));
    if (!TakeFound(ref, hash)) missing_.insert(variant.unit_id);
    return absl::OkStatus();
  }

  // Whether the segment has come out of a search for `hash`, with the time and
  // the values it should have. Asked once only.
  bool TakeFound(const SegmentRef& ref, size_t hash) {
    const auto it = found_.find({ref.unit, ref.variant});
    if (it == found_.end()) return false;
    const bool is_same =
        it->second == absl::HashOf(hash, ref.change_time, ref.text_hash);
    found_.erase(it);
    return is_same;
  }

  // Adds all segments with the characters of `units` to the found ones.
  absl::Status Search(const VisitedVariant& variant, const Language& language,
                      const TextUnits& units, size_t hash) {
    const std::optional<IndexSnapshot> index =
        indexes_.Snapshot(variant.memory_id, language);
    if (!index.has_value()) return absl::OkStatus();
    PRESSTM_ASSIGN_OR_RETURN(
        const SearchResult result,
        index->Search({units.units, units.characters},
                      {.threshold = 100, .limit = 1}, deadline_));
    for (const Candidate& candidate : result.candidates) {
      if (candidate.character_distance != 0) continue;
      for (const SegmentRef& ref : candidate.refs) {
        found_[{ref.unit, ref.variant}] =
            absl::HashOf(hash, ref.change_time, ref.text_hash);
      }
    }
    return absl::OkStatus();
  }

  absl::Status CheckAgain(TmDatabase& database) {
    found_.clear();
    const absl::flat_hash_set<TranslationUnitId> suspects =
        std::exchange(missing_, {});
    std::map<Key, int64_t> counts;
    std::map<Key, std::string> languages;
    PRESSTM_ASSIGN_OR_RETURN(const auto state, database.BeginRead());
    PRESSTM_RETURN_IF_ERROR(VisitWhatIsIndexed(
        database, *state, [&](const VisitedVariant& variant) -> absl::Status {
          PRESSTM_ASSIGN_OR_RETURN(const Language language,
                                   ParseLanguage(variant.language));
          const Key key = {variant.memory_id, IndexGroup(language)};
          if (++counts[key] == 1) {
            languages[key] =
                std::string(variant.language.data(), variant.language.size());
          }
          if (!suspects.contains(variant.unit_id)) return absl::OkStatus();
          return Check(variant);
        }));
    for (const TranslationUnitId id : missing_) {
      result_.AddProblem(absl::StrCat("a segment of translation unit ",
                                      id.value, " is not in the index"));
    }
    for (const auto& [key, count] : counts) {
      PRESSTM_RETURN_IF_ERROR(Compare(key, languages[key], count));
    }
    return absl::OkStatus();
  }

  absl::Status Compare(const Key& key, const std::string& language_tag,
                       int64_t stored) {
    PRESSTM_ASSIGN_OR_RETURN(const Language language,
                             ParseLanguage(language_tag));
    const std::optional<IndexSnapshot> index =
        indexes_.Snapshot(key.first, language);
    const int64_t indexed = index.has_value() ? index->segment_count() : 0;
    if (indexed != stored) {
      result_.AddProblem(absl::StrCat("the index of memory ", key.first.value,
                                      ", ", key.second, ", has ", indexed,
                                      " segments, the database ", stored));
    }
    return absl::OkStatus();
  }

  const IndexRegistry& indexes_;
  const Deadline& deadline_;
  CheckResult result_;
  // Segments that came out of a search for others, with what was searched for.
  absl::flat_hash_map<Ref, size_t> found_;
  absl::flat_hash_set<TranslationUnitId> missing_;
};

}  // namespace

absl::StatusOr<CheckResult> CheckIndex(TmDatabase& database,
                                       const IndexRegistry& indexes,
                                       WriteQueue& writes,
                                       const Deadline& deadline) {
  return IndexCheck(indexes, deadline).Run(database, writes);
}

}  // namespace presstm
