#include "tm_store/storage/duplicate_search.h"

#include <utility>

#include "tm_store/base/status_macros.h"
#include "tm_store/storage/merge.h"
#include "tm_store/storage/segment_key.h"
#include "tm_store/storage/unit_reader.h"

namespace presstm {
namespace {

size_t SourcePosition(const TranslationUnit& unit) {
  return static_cast<size_t>(SourceVariant(unit) - unit.variants.data());
}

TranslationUnitId After(TranslationUnitId id) { return {id.value + 1}; }

// Whether a stored unit is older than `unit`, which may not be stored yet.
bool IsOlder(TranslationUnitId stored, const TranslationUnit& unit) {
  return unit.id.value == 0 || stored < unit.id;
}

// The first unit from `from` on, but older than `unit`, that has the segments
// of both keys and is the same translation. Equal keys look for one segment.
absl::StatusOr<std::optional<TranslationUnit>> FindWithKeys(
    SqliteConnection& connection, const TranslationUnit& unit,
    int64_t source_key, int64_t target_key, TranslationUnitId from) {
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(
        const std::optional<TranslationUnitId> id,
        FindUnitWithSegments(connection, source_key, target_key, from));
    if (!id.has_value() || !IsOlder(*id, unit)) return std::nullopt;
    PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> stored,
                             FindUnit(connection, *id));
    if (stored.has_value() && stored->memory_id == unit.memory_id &&
        IsSameTranslation(*stored, unit)) {
      return stored;
    }
    from = After(*id);
  }
}

}  // namespace

absl::StatusOr<std::optional<TranslationUnit>> FindSameTranslation(
    SqliteConnection& connection, const TranslationUnit& unit,
    absl::Span<const int64_t> segment_keys) {
  const size_t source = SourcePosition(unit);
  PRESSTM_ASSIGN_OR_RETURN(
      const std::optional<TranslationUnitId> first,
      FindUnitWithSegment(connection, segment_keys[source], {0}));
  if (!first.has_value()) return std::nullopt;
  if (HasOnlySourceLanguage(unit, unit)) {
    return FindWithKeys(connection, unit, segment_keys[source],
                        segment_keys[source], *first);
  }
  // The same translation has one of the other segments too, at least.
  for (size_t target = 0; target < segment_keys.size(); ++target) {
    if (target == source) continue;
    PRESSTM_ASSIGN_OR_RETURN(
        std::optional<TranslationUnit> stored,
        FindWithKeys(connection, unit, segment_keys[source],
                     segment_keys[target], *first));
    if (stored.has_value()) return stored;
  }
  return std::nullopt;
}

absl::StatusOr<std::optional<TranslationUnit>> FindOlderDuplicate(
    SqliteConnection& connection, const TranslationUnit& unit) {
  PRESSTM_ASSIGN_OR_RETURN(const std::vector<int64_t> keys, SegmentKeys(unit));
  return FindSameTranslation(connection, unit, keys);
}

absl::StatusOr<std::vector<TranslationUnit>> FindSameSource(
    SqliteConnection& connection, const TranslationUnit& unit,
    absl::Span<const int64_t> segment_keys) {
  const int64_t source_key = segment_keys[SourcePosition(unit)];
  std::vector<TranslationUnit> units;
  TranslationUnitId from;
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(const std::optional<TranslationUnitId> id,
                             FindUnitWithSegment(connection, source_key, from));
    if (!id.has_value()) return units;
    PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> stored,
                             FindUnit(connection, *id));
    if (stored.has_value() && stored->memory_id == unit.memory_id) {
      units.push_back(*std::move(stored));
    }
    from = After(*id);
  }
}

}  // namespace presstm
