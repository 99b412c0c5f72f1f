#include "tm_store/index_registry.h"

#include <deque>
#include <map>
#include <vector>

#include "tm_store/base/status_macros.h"
#include "tm_store/index_loader.h"
#include "tm_store/text/text_units.h"

namespace presstm {
namespace {

using Key = std::pair<MemoryId, std::string>;

std::string GroupOf(const Language& language) {
  return language.language == "zh" ? "zh" : language.key;
}

// Segments on their way to the indexes, by index; owns their text units.
class Batch {
 public:
  void Append(const Key& key, const SegmentRef& ref, absl::string_view text,
              const Language& language) {
    TextUnits units = ToTextUnits(text, language.language);
    const Owned& owned = owned_.emplace_back(
        Owned{std::move(units.units), std::move(units.characters)});
    items_[key].push_back({ref, {owned.units, owned.characters}});
  }

  const std::map<Key, std::vector<IndexItem>>& items() const { return items_; }

 private:
  struct Owned {
    std::vector<TextUnit> units;
    std::vector<char32_t> characters;
  };
  std::deque<Owned> owned_;  // Stable addresses.
  std::map<Key, std::vector<IndexItem>> items_;
};

bool SameSegmentAt(const std::optional<TranslationUnit>& unit, size_t position,
                   const Variant& variant) {
  return unit.has_value() && position < unit->variants.size() &&
         unit->variants[position].language == variant.language &&
         unit->variants[position].segment.text == variant.segment.text;
}

// Appends the variants of `unit` that are not the same in `other`.
void AppendChanged(const std::optional<TranslationUnit>& unit,
                   const std::optional<TranslationUnit>& other, Batch& batch) {
  if (!unit.has_value()) return;
  for (size_t k = 0; k < unit->variants.size(); ++k) {
    const Variant& variant = unit->variants[k];
    if (SameSegmentAt(other, k, variant)) continue;
    const absl::StatusOr<Language> language = ParseLanguage(variant.language);
    // Nothing gets into the database without a known language.
    if (!language.ok()) continue;
    batch.Append({unit->memory_id, GroupOf(*language)},
                 {unit->id.value, static_cast<int32_t>(k)},
                 variant.segment.text, *language);
  }
}

}  // namespace

absl::Status IndexRegistry::Load(TmDatabase& database) {
  std::map<Key, std::shared_ptr<SegmentIndex>> indexes;
  {
    IndexLoader loader;
    PRESSTM_RETURN_IF_ERROR(database.VisitVariants(
        [&](const TmDatabase::StoredVariant& variant) -> absl::Status {
          PRESSTM_ASSIGN_OR_RETURN(const Language language,
                                   ParseLanguage(variant.language));
          const Key key = {variant.memory_id, GroupOf(language)};
          std::shared_ptr<SegmentIndex>& index = indexes[key];
          if (index == nullptr) index = FindOrCreate(key);
          loader.Add(index, {variant.unit_id.value, variant.position}, language,
                     variant.text);
          return absl::OkStatus();
        }));
    loader.Finish();
  }
  for (const auto& [key, index] : indexes) index->PublishStaged();
  return absl::OkStatus();
}

void IndexRegistry::Apply(absl::Span<const UnitChange> changes) {
  // One batch may change a unit several times; only its first and last state
  // count. Additions come first, so that a changed unit is never missing.
  std::map<TranslationUnitId, std::pair<const UnitChange*, const UnitChange*>>
      first_and_last;
  for (const UnitChange& change : changes) {
    const TranslationUnitId id =
        change.after.has_value() ? change.after->id : change.before->id;
    first_and_last.try_emplace(id, &change, nullptr).first->second.second =
        &change;
  }
  Batch added;
  Batch removed;
  for (const auto& [id, states] : first_and_last) {
    const auto& [first, last] = states;
    AppendChanged(last->after, first->before, added);
    AppendChanged(first->before, last->after, removed);
  }
  for (const auto& [key, items] : added.items()) {
    const std::shared_ptr<SegmentIndex> index = FindOrCreate(key);
    index->Add(items);
    compactor_.Notify(index);
  }
  for (const auto& [key, items] : removed.items()) {
    FindOrCreate(key)->Remove(items);
  }
}

void IndexRegistry::DropMemory(MemoryId memory) {
  absl::MutexLock lock(&mutex_);
  absl::erase_if(indexes_, [memory](const auto& entry) {
    return entry.first.first == memory;
  });
}

std::optional<IndexSnapshot> IndexRegistry::Snapshot(
    MemoryId memory, const Language& language) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto it = indexes_.find(Key{memory, GroupOf(language)});
  if (it == indexes_.end()) return std::nullopt;
  return it->second->snapshot();
}

std::shared_ptr<SegmentIndex> IndexRegistry::FindOrCreate(const Key& key) {
  absl::MutexLock lock(&mutex_);
  std::shared_ptr<SegmentIndex>& index = indexes_[key];
  if (index == nullptr) index = std::make_shared<SegmentIndex>();
  return index;
}

}  // namespace presstm
