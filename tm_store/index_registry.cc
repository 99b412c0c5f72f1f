#include "tm_store/index_registry.h"

#include <algorithm>
#include <future>
#include <map>
#include <vector>

#include "tm_store/base/status_macros.h"
#include "tm_store/index_loader.h"
#include "tm_store/segment_refs.h"
#include "tm_store/text/text_units.h"

namespace presstm {
namespace {

// Where turning so many segments into text units is begun on a thread of its
// own: it takes milliseconds, a thread some ten microseconds.
constexpr size_t kWorthAThread = 500;

// Segments on their way to the indexes, by language. Borrows their texts.
class Batch {
 public:
  using Key = std::pair<MemoryId, std::string>;  // With Language::tag.
  struct Segment {
    SegmentRef ref;
    absl::string_view text;
  };
  struct Group {
    Language language;
    std::vector<Segment> segments;
  };

  void Append(MemoryId memory, const Language& language, const SegmentRef& ref,
              absl::string_view text) {
    Group& group = groups_[{memory, language.tag}];
    group.language = language;
    group.segments.push_back({ref, text});
  }

  const std::map<Key, Group>& groups() const { return groups_; }

 private:
  std::map<Key, Group> groups_;
};

// A group as the index takes it. Not to be moved: items() refers to it.
class GroupItems {
 public:
  explicit GroupItems(const Batch::Group& group) {
    units_.reserve(group.segments.size());
    items_.reserve(group.segments.size());
    for (const Batch::Segment& segment : group.segments) {
      const TextUnits& units = units_.emplace_back(
          ToTextUnits(segment.text, group.language.language));
      items_.push_back(ToIndexItem(segment.ref, segment.text, units));
    }
  }
  GroupItems(const GroupItems&) = delete;
  GroupItems& operator=(const GroupItems&) = delete;

  absl::Span<const IndexItem> items() const { return items_; }

 private:
  std::vector<TextUnits> units_;
  std::vector<IndexItem> items_;
};

// Calls `change` for each group, at once where that is worth a thread.
template <typename Change>
void ForEachGroup(const Batch& batch, const Change& change) {
  // Where no thread can be had, the work is done on waiting for it.
  std::vector<std::future<void>> others;
  for (const auto& entry : batch.groups()) {
    const auto run = [&change, &entry] {
      change(entry.first.first, entry.second.language,
             GroupItems(entry.second).items());
    };
    if (entry.second.segments.size() >= kWorthAThread) {
      others.push_back(std::async(run));
    } else {
      run();
    }
  }
  for (std::future<void>& other : others) other.get();
}

// Whether the index would hold the same for both.
bool SameSegmentAt(const std::optional<TranslationUnit>& a,
                   const TranslationUnit& b, size_t position) {
  return a.has_value() && position < a->variants.size() &&
         a->variants[position].language == b.variants[position].language &&
         a->variants[position].segment.text ==
             b.variants[position].segment.text &&
         LastChangeTime(*a) == LastChangeTime(b);
}

// Appends the variants of `unit` that are not the same in `other`.
void AppendChanged(const std::optional<TranslationUnit>& unit,
                   const std::optional<TranslationUnit>& other, Batch& batch) {
  if (!unit.has_value()) return;
  for (size_t k = 0; k < unit->variants.size(); ++k) {
    if (SameSegmentAt(other, *unit, k)) continue;
    const Variant& variant = unit->variants[k];
    const absl::StatusOr<Language> language = ParseLanguage(variant.language);
    // Nothing gets into the database without a known language.
    if (!language.ok()) continue;
    batch.Append(
        unit->memory_id, *language,
        ToSegmentRef(unit->id, static_cast<int>(k), LastChangeTime(*unit)),
        variant.segment.text);
  }
}

}  // namespace

std::string IndexGroup(const Language& language) {
  return language.language == "zh" ? "zh" : language.key;
}

absl::StatusOr<std::optional<Damage>> IndexRegistry::Load(
    TmDatabase& database) {
  const absl::Status loaded = LoadFrom(
      [&](const Visit& visit) { return database.VisitVariants(visit); });
  if (loaded.ok()) return std::nullopt;
  if (!absl::IsDataLoss(loaded)) return loaded;
  {
    absl::MutexLock lock(&mutex_);
    indexes_.clear();
  }
  std::optional<Damage> damage;
  PRESSTM_RETURN_IF_ERROR(LoadFrom([&](const Visit& visit) -> absl::Status {
    PRESSTM_ASSIGN_OR_RETURN(damage, database.VisitReadableVariants(visit));
    return absl::OkStatus();
  }));
  return damage;
}

absl::Status IndexRegistry::LoadFrom(
    absl::FunctionRef<absl::Status(const Visit&)> read) {
  std::map<Batch::Key, std::shared_ptr<SegmentIndex>> indexes;
  {
    IndexLoader loader;
    PRESSTM_RETURN_IF_ERROR(
        read([&](const VisitedVariant& variant) -> absl::Status {
          const auto language = ParseLanguage(variant.language);
          // Nothing gets into the database without a known language.
          if (!language.ok()) {
            return absl::DataLossError(language.status().message());
          }
          std::shared_ptr<SegmentIndex>& index =
              indexes[{variant.memory_id, language->tag}];
          if (index == nullptr) {
            index = FindOrCreate(variant.memory_id, *language);
          }
          loader.Add(index,
                     ToSegmentRef(variant.unit_id, variant.position,
                                  variant.change_time),
                     *language, variant.text);
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
  ForEachGroup(added, [this](MemoryId memory, const Language& language,
                             absl::Span<const IndexItem> items) {
    const std::shared_ptr<SegmentIndex> index = FindOrCreate(memory, language);
    index->Add(items);
    compactor_.Notify(index);
  });
  ForEachGroup(removed, [this](MemoryId memory, const Language& language,
                               absl::Span<const IndexItem> items) {
    FindOrCreate(memory, language)->Remove(items);
  });
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
  const auto it = indexes_.find(Key{memory, IndexGroup(language)});
  if (it == indexes_.end()) return std::nullopt;
  return it->second.index->snapshot();
}

std::shared_ptr<const IndexRegistry::Languages> IndexRegistry::LanguagesLike(
    MemoryId memory, const Language& language) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto it = indexes_.find(Key{memory, IndexGroup(language)});
  if (it == indexes_.end()) return std::make_shared<const Languages>();
  return it->second.languages;
}

std::vector<std::string> IndexRegistry::LanguageTags(MemoryId memory) const {
  std::vector<std::string> tags;
  absl::ReaderMutexLock lock(&mutex_);
  for (const auto& [key, entry] : indexes_) {
    if (key.first != memory) continue;
    for (const Language& language : *entry.languages) {
      tags.push_back(language.tag);
    }
  }
  std::sort(tags.begin(), tags.end());
  return tags;
}

std::map<std::string, IndexSize> IndexRegistry::Sizes() const {
  std::map<std::string, IndexSize> sizes;
  absl::ReaderMutexLock lock(&mutex_);
  for (const auto& [key, entry] : indexes_) {
    const IndexSnapshot snapshot = entry.index->snapshot();
    IndexSize& size = sizes[key.second];
    size.segments += snapshot.segment_count();
    size.bytes += snapshot.size_bytes();
  }
  return sizes;
}

std::shared_ptr<SegmentIndex> IndexRegistry::FindOrCreate(
    MemoryId memory, const Language& language) {
  absl::MutexLock lock(&mutex_);
  Entry& entry = indexes_[{memory, IndexGroup(language)}];
  const Languages& known = *entry.languages;
  if (std::find(known.begin(), known.end(), language) == known.end()) {
    auto languages = std::make_shared<Languages>(known);
    languages->push_back(language);
    entry.languages = std::move(languages);
  }
  return entry.index;
}

}  // namespace presstm
