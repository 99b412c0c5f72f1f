// Where a text stands in another, whatever its case, width or script variant.
#ifndef TM_STORE_TEXT_OCCURRENCES_H_
#define TM_STORE_TEXT_OCCURRENCES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tm_store/base/byte_span.h"

namespace presstm {

// A text that is looked for in others. Immutable and thread-safe.
//
// It occurs where the folded characters of the other text are its own, numbers
// have the same values ("１００" is "100", "2024" is not "2025") and addresses
// are the same. An occurrence that begins with a word character begins a word
// ("art" is not in "party"); its last word may go on ("meet" is in
// "meetings"). Han, Hangul and kana occur anywhere.
//
//   OccurrencePattern("MEET", "en").Find("We met at meetings.")  // {{10, 14}}
class OccurrencePattern {
 public:
  // Both texts are valid UTF-8; `language` is as in ToTextUnits.
  OccurrencePattern(absl::string_view text, absl::string_view language);

  // Returns the places in `text` in order, none overlapping the one before;
  // none if the pattern is blank. O(bytes) unless both texts repeat
  // themselves, at worst O(bytes of both multiplied).
  std::vector<ByteSpan> Find(absl::string_view text) const;

 private:
  // Characters as in TextUnits, each with its place and, where it is a
  // placeholder, its value.
  struct Characters {
    std::vector<char32_t> code_points;
    std::vector<ByteSpan> places;
    std::vector<std::string> values;
  };

  static Characters Read(absl::string_view text, absl::string_view language);
  bool HasValuesAt(const Characters& text, size_t begin) const;

  const std::string language_;
  const Characters pattern_;
};

}  // namespace presstm

#endif  // TM_STORE_TEXT_OCCURRENCES_H_
