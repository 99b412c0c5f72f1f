#include "tm_store/exchange/tmx_reader.h"

namespace presstm {

TmxReader::TmxReader()
    : reader_(builder_, {.article_and_name = "a TMX",
                         .root = "tmx",
                         .malformed = ErrorReason::kTmxMalformed}) {}

absl::Status TmxReader::Feed(absl::string_view bytes) {
  return reader_.Feed(bytes);
}
absl::Status TmxReader::Finish() { return reader_.Finish(); }
std::vector<FileUnit> TmxReader::TakeUnits() { return reader_.TakeUnits(); }
std::vector<FileProblem> TmxReader::TakeProblems() {
  return reader_.TakeProblems();
}
int64_t TmxReader::units_read() const { return reader_.units_read(); }
int64_t TmxReader::units_rejected() const { return reader_.units_rejected(); }

}  // namespace presstm
