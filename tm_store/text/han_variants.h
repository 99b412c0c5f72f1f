// Traditional and Simplified Chinese characters, by ICU's tables.
#ifndef TM_STORE_TEXT_HAN_VARIANTS_H_
#define TM_STORE_TEXT_HAN_VARIANTS_H_

namespace presstm {

// What `c` is in Simplified Chinese: itself unless it is written in
// Traditional Chinese only. Thread-safe.
char32_t SimplifyHan(char32_t c);

// The same the other way round. Some characters that are written in both have
// another form here, because it is the commoner one: U+540E for "queen".
char32_t TraditionalizeHan(char32_t c);

}  // namespace presstm

#endif  // TM_STORE_TEXT_HAN_VARIANTS_H_
