#include "tm_store/exchange/document_stretch.h"

#include "tm_store/exchange/code_mapping.h"

namespace presstm {

bool DocumentStretch::CanFill(size_t segment, const Proposal& proposal,
                              DocumentEncoder&) const {
  return CodesCorrespond(segments_[segment], proposal);
}

std::vector<TextEdit> DocumentStretch::Edits(
    absl::Span<const SegmentAnswer>) const {
  return {};
}

std::string ApplyEdits(absl::string_view text, absl::Span<const TextEdit> edits,
                       DocumentEncoder& encoder) {
  std::string out;
  size_t copied = 0;
  for (const TextEdit& edit : edits) {
    out += encoder.Encode(text.substr(copied, edit.begin - copied));
    out += encoder.EncodeNew(edit.text);
    copied = edit.end;
  }
  return out + encoder.Encode(text.substr(copied));
}

}  // namespace presstm
