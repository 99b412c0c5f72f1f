// Documents filled as a test says.
#ifndef TESTS_EXCHANGE_DOCUMENT_TEST_FILLING_H_
#define TESTS_EXCHANGE_DOCUMENT_TEST_FILLING_H_

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tm_store/exchange/document_reader.h"

namespace presstm {

struct FilledDocument {
  absl::Status status;
  std::string bytes;
  std::string untouched;  // Written without answers.
  std::vector<DocumentSegment> segments;
};

using Answerer = std::function<SegmentAnswer(const DocumentSegment&)>;

// Reads `bytes` in pieces of `step` and writes them with answers.
inline FilledDocument FillDocument(DocumentFormat format,
                                   absl::string_view bytes,
                                   const Answerer& answer,
                                   const DocumentLanguages& languages = {},
                                   size_t step = 1 << 20) {
  FilledDocument filled;
  const auto reader = MakeDocumentReader(format, languages);
  std::vector<std::unique_ptr<DocumentStretch>> stretches;
  const auto take = [&] {
    for (auto& stretch : reader->TakeStretches()) {
      stretches.push_back(std::move(stretch));
    }
  };
  for (size_t k = 0; k < bytes.size() && filled.status.ok(); k += step) {
    filled.status = reader->Feed(bytes.substr(k, step));
    take();
  }
  if (filled.status.ok()) filled.status = reader->Finish();
  take();
  if (stretches.empty()) return filled;
  DocumentEncoder encoder(*reader->encoding());
  filled.bytes = filled.untouched = reader->mark();
  for (const auto& stretch : stretches) {
    std::vector<SegmentAnswer> answers;
    for (size_t k = 0; k < stretch->segments().size(); ++k) {
      const DocumentSegment& segment = stretch->segments()[k];
      filled.segments.push_back(segment);
      answers.push_back(answer(segment));
      auto& fill = answers.back().fill;
      if (fill.has_value() && !stretch->CanFill(k, *fill, encoder)) {
        fill.reset();
      }
    }
    filled.bytes +=
        ApplyEdits(stretch->text(), stretch->Edits(answers), encoder);
    filled.untouched += ApplyEdits(stretch->text(), {}, encoder);
  }
  return filled;
}

// Nothing is known of any segment.
inline SegmentAnswer NoAnswer(const DocumentSegment&) { return {}; }

// A translation without codes, or with those of the segment at its end.
inline Proposal ProposalOf(const DocumentSegment& segment, std::string text,
                           int score = 100) {
  Proposal proposal = {
      .source = segment.source,
      .target = {.text = std::move(text), .codes = segment.source.codes},
      .source_language = "en",
      .target_language = "ko",
      .score = score,
      .origin = "press"};
  for (InlineCode& code : proposal.target.codes) {
    code.position_bytes = proposal.target.text.size();
  }
  return proposal;
}

// Fills everything in with the text, at the score.
inline Answerer FillWith(std::string text, int score = 100) {
  return [text, score](const DocumentSegment& segment) {
    return SegmentAnswer{.fill = ProposalOf(segment, text, score)};
  };
}

// Gives everything one alternative.
inline Answerer ProposeFuzzy(std::string text, int score = 84) {
  return [text, score](const DocumentSegment& segment) {
    return SegmentAnswer{.alternatives = {ProposalOf(segment, text, score)}};
  };
}

}  // namespace presstm

#endif  // TESTS_EXCHANGE_DOCUMENT_TEST_FILLING_H_
