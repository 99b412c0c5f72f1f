// How much text there is, in the units translators are paid by.
#ifndef TM_STORE_TEXT_TEXT_COUNTS_H_
#define TM_STORE_TEXT_TEXT_COUNTS_H_

#include <cstdint>
#include <memory>

#include "absl/strings/string_view.h"

namespace presstm {

// A value. None of them counts punctuation as a word or Chinese character.
struct TextCounts {
  // By Unicode's word boundaries (UAX #29), without Chinese, Japanese and
  // Korean characters: "don't" and "3.5" are one, "well-known" is two; the
  // number of "5일" is one.
  int64_t words = 0;
  // Han ideographs, numbers and punctuation not among them.
  int64_t chinese_characters = 0;
  // Pieces between white space with a letter or digit: the eojeol of Korean.
  int64_t eojeol = 0;
  // Code points in canonical composition, so that a Hangul syllable is one.
  int64_t characters = 0;
  int64_t characters_without_spaces = 0;

  TextCounts& operator+=(const TextCounts& other);
  friend bool operator==(const TextCounts&, const TextCounts&) = default;
};

// Counts texts of any language. Thread-compatible.
class TextCounter {
 public:
  TextCounter();
  ~TextCounter();
  TextCounter(const TextCounter&) = delete;
  TextCounter& operator=(const TextCounter&) = delete;

  // `text` is valid UTF-8 without inline codes. O(bytes) time.
  TextCounts Count(absl::string_view text);

 private:
  class Words;
  const std::unique_ptr<Words> words_;
};

}  // namespace presstm

#endif  // TM_STORE_TEXT_TEXT_COUNTS_H_
