#include "tm_store/exchange/line_document_reader.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

// A line and where its text stands in it.
class LineStretch final : public DocumentStretch {
 public:
  LineStretch(std::string line, DocumentSegment segment, TextEdit place)
      : DocumentStretch(std::move(line)), place_(std::move(place)) {
    segments().push_back(std::move(segment));
  }

  bool CanFill(size_t segment, const Proposal& proposal,
               DocumentEncoder& encoder) const override {
    const std::string& text = proposal.target.text;
    return DocumentStretch::CanFill(segment, proposal, encoder) &&
           text.find_first_of("\r\n") == std::string::npos &&
           encoder.HasAllOf(text);
  }

  std::vector<TextEdit> Edits(
      absl::Span<const SegmentAnswer> answers) const override {
    const bool is_open = segments()[0].state == SegmentState::kOpen;
    if (!is_open || !answers[0].fill.has_value()) return {};
    TextEdit edit = place_;
    edit.text = answers[0].fill->target.text;
    return {edit};
  }

 private:
  const TextEdit place_;
};

}  // namespace

absl::Status LineDocumentReader::Feed(absl::string_view bytes) {
  if (status_.ok()) status_ = Take(decoder_.Feed(bytes));
  return status_;
}

absl::Status LineDocumentReader::Finish() {
  if (status_.ok()) status_ = Take(decoder_.Finish());
  if (!status_.ok()) return status_;
  // A file may be a byte order mark and no line; the mark comes with a stretch.
  const bool is_mark_alone = line_ == 0 && !mark().empty();
  if (!rest_.empty() || is_mark_alone) AddLine(std::exchange(rest_, ""));
  queue_.Break();
  return status_;
}

absl::Status LineDocumentReader::Take(const absl::StatusOr<std::string>& text) {
  if (!text.ok()) return text.status();
  rest_ += *text;
  size_t begin = 0;
  for (size_t end = rest_.find('\n'); end != std::string::npos;
       end = rest_.find('\n', begin)) {
    AddLine(rest_.substr(begin, end + 1 - begin));
    begin = end + 1;
  }
  rest_.erase(0, begin);
  if (rest_.size() <= kMaxUnitBytes) return absl::OkStatus();
  return MakeError(absl::StatusCode::kResourceExhausted,
                   ErrorReason::kFileMalformed,
                   absl::StrCat("line ", line_ + 1, ": longer than ",
                                kMaxUnitBytes, " bytes"));
}

void LineDocumentReader::AddLine(std::string line) {
  ++line_;
  const absl::string_view text = absl::StripAsciiWhitespace(line);
  if (IsBlank(text)) {
    queue_.Push(std::make_unique<DocumentStretch>(std::move(line)));
    return;
  }
  DocumentSegment segment = {.line = line_,
                             .source_language = languages_.source,
                             .target_language = languages_.target,
                             .source = {.text = std::string(text)}};
  if (text.size() > kMaxSegmentBytes) {
    segment.state = SegmentState::kUnreadable;
  }
  TextEdit place;
  place.begin = static_cast<size_t>(text.data() - line.data());
  place.end = place.begin + text.size();
  queue_.Push(std::make_unique<LineStretch>(std::move(line), std::move(segment),
                                            std::move(place)));
}

}  // namespace presstm
