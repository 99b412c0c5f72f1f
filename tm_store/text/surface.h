// The surface: what normalization sets aside, compared afterwards.
#ifndef TM_STORE_TEXT_SURFACE_H_
#define TM_STORE_TEXT_SURFACE_H_

#include "absl/strings/string_view.h"
#include "tm_store/text/text_units.h"

namespace presstm {

// How two texts with the same text units differ.
struct SurfaceDifferences {
  bool letter_case = false;
  bool character_width = false;
  bool punctuation = false;  // Also spacing, and numbers written otherwise.
  bool script_variant = false;
  // Whether the texts are identical (in NFC); then all others are false.
  bool identical = false;
};

// A text with the units made from it.
struct AnalyzedText {
  absl::string_view text;
  const TextUnits& units;
};

// Compares two texts whose `units.units` are equal. `language` as in
// ToTextUnits. If they are not identical, at least one difference is set,
// unless only values of placeables differ: those are not judged here.
SurfaceDifferences CompareSurface(const AnalyzedText& a, const AnalyzedText& b,
                                  absl::string_view language);

}  // namespace presstm

#endif  // TM_STORE_TEXT_SURFACE_H_
