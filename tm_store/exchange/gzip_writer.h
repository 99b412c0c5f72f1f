// Packs bytes as a gzip file.
#ifndef TM_STORE_EXCHANGE_GZIP_WRITER_H_
#define TM_STORE_EXCHANGE_GZIP_WRITER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace presstm {

// Whether `name` ends in .gz, in any case.
bool IsGzipName(absl::string_view name);

// Makes one gzip member, the same for the same bytes: it has neither a name
// nor a time. Thread-compatible.
class GzipWriter {
 public:
  // ResourceExhausted if there is no memory for it.
  static absl::StatusOr<std::unique_ptr<GzipWriter>> Create();
  ~GzipWriter();
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;

  // Takes bytes and returns what is ready to be written, often nothing.
  std::string Pack(absl::string_view bytes);

  // Returns the rest. Call once, at the end.
  std::string Finish();

 private:
  struct State;
  explicit GzipWriter(std::unique_ptr<State> state);
  std::string Run(absl::string_view bytes, int flush);

  std::unique_ptr<State> state_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_GZIP_WRITER_H_
