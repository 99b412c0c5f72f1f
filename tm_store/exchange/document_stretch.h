// A stretch of a document, and what can be put into it.
#ifndef TM_STORE_EXCHANGE_DOCUMENT_STRETCH_H_
#define TM_STORE_EXCHANGE_DOCUMENT_STRETCH_H_

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "tm_store/exchange/document_segment.h"
#include "tm_store/exchange/document_text.h"

namespace presstm {

// What to write for one segment.
struct SegmentAnswer {
  std::optional<Proposal> fill;  // The translation; see CanFill.
  std::vector<Proposal> alternatives;
};

// Puts `text` in the place of the bytes from `begin` to `end` of a stretch.
struct TextEdit {
  size_t begin = 0;
  size_t end = 0;
  std::string text;
};

// Some of a document's text as it stands there, with the segments in it: those
// of one unit at most. All stretches one after another are the document.
class DocumentStretch {
 public:
  explicit DocumentStretch(std::string text) : text_(std::move(text)) {}
  virtual ~DocumentStretch() = default;

  // In the document's encoding once encoded; see DocumentReader::encoding.
  const std::string& text() const { return text_; }
  std::vector<DocumentSegment>& segments() { return segments_; }
  const std::vector<DocumentSegment>& segments() const { return segments_; }

  // Whether `proposal` can be the translation of a segment: its inline codes
  // are those of the segment, and whatever else the format asks for.
  virtual bool CanFill(size_t segment, const Proposal& proposal,
                       DocumentEncoder& encoder) const;

  // Whether the format has a place for alternatives.
  virtual bool TakesAlternatives() const { return false; }

  // What `answers`, one for each segment, change in the text: edits in order
  // that do not overlap. Those of segments that are not open are ignored.
  virtual std::vector<TextEdit> Edits(
      absl::Span<const SegmentAnswer> answers) const;

 private:
  std::string text_;
  std::vector<DocumentSegment> segments_;
};

// Returns `text` with `edits`, encoded.
std::string ApplyEdits(absl::string_view text, absl::Span<const TextEdit> edits,
                       DocumentEncoder& encoder);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_DOCUMENT_STRETCH_H_
