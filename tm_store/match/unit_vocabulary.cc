#include "tm_store/match/unit_vocabulary.h"

#include <algorithm>

namespace presstm {
namespace {

constexpr size_t kFirstCapacity = 64;

}  // namespace

int CountWords(absl::Span<const UnitId> units) {
  return static_cast<int>(
      std::count_if(units.begin(), units.end(),
                    [](UnitId id) { return id >= kFirstWordId; }));
}

WordTable::WordTable(size_t capacity) : words_(capacity), ids_(capacity) {}

// Words are hashes already.
size_t WordTable::PlaceOf(TextUnit word) const {
  size_t place = word & (words_.size() - 1);
  while (true) {
    const TextUnit stored = words_[place].load(std::memory_order_acquire);
    if (stored == 0 || stored == word) return place;
    place = (place + 1) & (words_.size() - 1);
  }
}

UnitId WordTable::Find(TextUnit word) const {
  const size_t place = PlaceOf(word);
  return words_[place].load(std::memory_order_relaxed) == word ? ids_[place]
                                                               : 0;
}

UnitId WordTable::Add(TextUnit word) {
  const size_t place = PlaceOf(word);
  ids_[place] = kFirstWordId + static_cast<UnitId>(size_++);
  words_[place].store(word, std::memory_order_release);
  return ids_[place];
}

std::shared_ptr<WordTable> WordTable::Grown() const {
  auto grown = std::make_shared<WordTable>(2 * words_.size());
  for (size_t k = 0; k < words_.size(); ++k) {
    const TextUnit word = words_[k].load(std::memory_order_relaxed);
    if (word == 0) continue;
    const size_t place = grown->PlaceOf(word);
    grown->ids_[place] = ids_[k];
    grown->words_[place].store(word, std::memory_order_relaxed);
  }
  grown->size_ = size_;
  return grown;
}

UnitVocabulary::UnitVocabulary()
    : table_(std::make_shared<WordTable>(kFirstCapacity)) {}

UnitId UnitVocabulary::Intern(TextUnit unit) {
  if (!IsWord(unit)) return static_cast<UnitId>(unit);
  if (const UnitId id = table_->Find(unit); id != 0) return id;
  if (table_->is_full()) table_ = table_->Grown();
  return table_->Add(unit);
}

std::vector<UnitId> FindUnitIds(absl::Span<const TextUnit> units,
                                const WordTable& table) {
  std::vector<UnitId> ids;
  ids.reserve(units.size());
  std::vector<TextUnit> unknown;
  for (const TextUnit unit : units) {
    if (!IsWord(unit)) {
      ids.push_back(static_cast<UnitId>(unit));
      continue;
    }
    UnitId id = table.Find(unit);
    if (id == 0) {
      const auto seen = std::find(unknown.begin(), unknown.end(), unit);
      // Counted down from the top, where no word's number will ever be.
      id = ~static_cast<UnitId>(seen - unknown.begin());
      if (seen == unknown.end()) unknown.push_back(unit);
    }
    ids.push_back(id);
  }
  return ids;
}

}  // namespace presstm
