// Text units as the index stores them: in 32 bits. Internal to match/.
#ifndef TM_STORE_MATCH_UNIT_VOCABULARY_H_
#define TM_STORE_MATCH_UNIT_VOCABULARY_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/types/span.h"
#include "tm_store/text/text_units.h"

namespace presstm {

// A text unit in half its space: characters and placeholders stand for
// themselves, words are numbered from kFirstWordId in the order they came.
// Equal ids, equal units, within one vocabulary.
using UnitId = uint32_t;
inline constexpr UnitId kFirstWordId = UnitId{1} << 31;
int CountWords(absl::Span<const UnitId> units);

// The numbers of words: one state of it, which may still grow. One thread may
// add while others read; they find every word that was added before they came
// to know of the table.
class WordTable {
 public:
  explicit WordTable(size_t capacity);  // A power of two.

  // 0 if `word` is not in the table. O(1).
  UnitId Find(TextUnit word) const;
  bool is_full() const { return 3 * size_ >= 2 * words_.size(); }
  // `word` must not be in the table yet.
  UnitId Add(TextUnit word);
  // A larger table with the same numbers.
  std::shared_ptr<WordTable> Grown() const;
  int64_t size_bytes() const {
    return static_cast<int64_t>(words_.size() *
                                (sizeof(TextUnit) + sizeof(UnitId)));
  }

 private:
  size_t PlaceOf(TextUnit word) const;

  size_t size_ = 0;
  std::vector<std::atomic<TextUnit>> words_;  // Open addressing, 0 = free.
  std::vector<UnitId> ids_;  // Written before the word that makes it visible.
};

// The words of one index. One writer at a time; readers hold a table().
class UnitVocabulary {
 public:
  UnitVocabulary();

  // Returns the unit's id, a new one for a new word.
  UnitId Intern(TextUnit unit);
  // Knows at least the words interned so far.
  const std::shared_ptr<WordTable>& table() const { return table_; }

 private:
  std::shared_ptr<WordTable> table_;
};

// Returns the ids of a query's units. Words that no segment has get ids of
// their own, equal words equal ones.
std::vector<UnitId> FindUnitIds(absl::Span<const TextUnit> units,
                                const WordTable& table);

}  // namespace presstm

#endif  // TM_STORE_MATCH_UNIT_VOCABULARY_H_
