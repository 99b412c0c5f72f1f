// A document to be translated, read as its bytes come in.
#ifndef CLIENT_DOCUMENT_INPUT_H_
#define CLIENT_DOCUMENT_INPUT_H_

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "client/input_file.h"
#include "tm_store/exchange/document_reader.h"

namespace presstm {

// Thread-compatible but for read_bytes() and Stop(), which any thread may
// call.
class DocumentInput {
 public:
  // Opens `path`, packed by gzip or not; "-" is standard input. A UsageError
  // for an archive of several files, or if `format` is nullopt and the name
  // tells none.
  static absl::StatusOr<std::unique_ptr<DocumentInput>> Open(
      const std::string& path, std::optional<DocumentFormat> format,
      const DocumentLanguages& languages);

  // The next stretch, null after the last. The errors of reading, which name
  // the file: "press.xlf:120: ...".
  absl::StatusOr<std::unique_ptr<DocumentStretch>> Next();
  // Whether Next will not wait.
  bool HasNext() const { return !stretches_.empty() || is_over_; }

  // Reads up to the first segment and returns it, where it stays; null if
  // there is none.
  absl::StatusOr<const DocumentSegment*> FirstSegment();

  // Known once there was a stretch.
  const DocumentReader& reader() const { return *reader_; }

  const std::string& name() const { return name_; }
  int64_t size_bytes() const { return file_->size_bytes(); }
  int64_t read_bytes() const { return file_->read_bytes(); }
  void Stop() { file_->Stop(); }

 private:
  DocumentInput(std::string name, std::unique_ptr<InputFile> file,
                std::unique_ptr<DocumentReader> reader);

  absl::Status ReadMore();
  absl::Status InFile(const absl::Status& status) const;

  const std::string name_;
  const std::unique_ptr<InputFile> file_;
  const std::unique_ptr<DocumentReader> reader_;
  std::deque<std::unique_ptr<DocumentStretch>> stretches_;
  bool is_over_ = false;
};

}  // namespace presstm

#endif  // CLIENT_DOCUMENT_INPUT_H_
