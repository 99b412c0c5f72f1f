// A unit of XLIFF that can be filled.
#ifndef TM_STORE_EXCHANGE_XLIFF_UNIT_STRETCH_H_
#define TM_STORE_EXCHANGE_XLIFF_UNIT_STRETCH_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tm_store/exchange/document_stretch.h"
#include "tm_store/exchange/xml_document_reader.h"

namespace presstm {

// A part of a divided source of XLIFF 1.2: <mrk mtype="seg">.
struct XliffPartPlace {
  std::string mid;
  ElementSpan mark;                        // In <seg-source>.
  std::optional<ElementSpan> target_mark;  // In <target>.
  std::optional<size_t> segment;           // None if it is blank.
};

// A <source> and where its <target> is or belongs: of a trans-unit, or of a
// segment of XLIFF 2.
struct XliffPlace {
  int64_t after_source = 0;  // Or after <seg-source>.
  std::string white_space;   // Before the source.
  std::optional<ElementSpan> target;
  std::optional<size_t> segment;  // None if the source is blank or divided.
  // Of a divided source.
  ElementSpan divided;
  std::vector<XliffPartPlace> parts;
  // Of XLIFF 2.
  ElementSpan segment_element;
  std::string segment_id;
};

struct XliffUnitPlaces {
  bool is_version_2 = false;
  std::string prefix;  // Of XLIFF's elements, with the colon.
  // For targets of XLIFF 1.2 where the file names no language.
  std::string target_language;
  ElementSpan unit;
  std::vector<XliffPlace> places;
  // Of XLIFF 2: the <matches> there is, with its prefix, and all ids.
  std::optional<ElementSpan> matches;
  std::string matches_prefix;
  std::set<std::string> ids;
};

// A translation goes into <target>. In XLIFF 1.2 its state becomes
// "translated" and its state-qualifier "exact-match", or, below 100 points,
// "needs-review-translation" and "fuzzy-match"; in XLIFF 2 the segment becomes
// "translated" at 100 points and else stays as it is. Alternatives become
// <alt-trans>, or <match> of the translation candidates module, whose `ref` is
// the segment: it is given an id if it has none. One that is there already, to
// the letter, is not added again. Immutable once filled.
class XliffUnitStretch final : public DocumentStretch {
 public:
  // `begin` is where `text` begins in the document.
  XliffUnitStretch(std::string text, int64_t begin, XliffUnitPlaces places);

  bool TakesAlternatives() const override { return true; }
  std::vector<TextEdit> Edits(
      absl::Span<const SegmentAnswer> answers) const override;

 private:
  class Editor;

  const int64_t begin_;
  const XliffUnitPlaces places_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XLIFF_UNIT_STRETCH_H_
