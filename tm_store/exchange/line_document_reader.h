// Reads plain text that is to be translated line by line.
#ifndef TM_STORE_EXCHANGE_LINE_DOCUMENT_READER_H_
#define TM_STORE_EXCHANGE_LINE_DOCUMENT_READER_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tm_store/exchange/document_reader.h"
#include "tm_store/exchange/document_text.h"
#include "tm_store/exchange/stretch_queue.h"

namespace presstm {

// Each line with more than white space is a segment, without the white space
// around it. Lines end with LF or CR LF. A translation takes the place of the
// line's text; it must be one line itself, and have only characters of the
// file's encoding. Thread-compatible.
class LineDocumentReader final : public DocumentReader {
 public:
  explicit LineDocumentReader(const DocumentLanguages& languages)
      : languages_(languages) {}

  absl::Status Feed(absl::string_view bytes) override;
  absl::Status Finish() override;
  std::vector<std::unique_ptr<DocumentStretch>> TakeStretches() override {
    return queue_.Take();
  }
  const std::optional<TextEncoding>& encoding() const override {
    return decoder_.encoding();
  }
  const std::string& mark() const override { return decoder_.mark(); }

 private:
  absl::Status Take(const absl::StatusOr<std::string>& text);
  void AddLine(std::string line);

  const DocumentLanguages languages_;
  DocumentDecoder decoder_;
  StretchQueue queue_;
  std::string rest_;  // A line whose end has not come.
  int64_t line_ = 0;
  absl::Status status_;  // The first error, for good.
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_LINE_DOCUMENT_READER_H_
