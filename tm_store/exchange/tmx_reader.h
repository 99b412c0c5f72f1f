// Reads TMX files of any version and tool, in a stream.
#ifndef TM_STORE_EXCHANGE_TMX_READER_H_
#define TM_STORE_EXCHANGE_TMX_READER_H_

#include <cstdint>
#include <map>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tm_store/exchange/tmx_document_builder.h"
#include "tm_store/exchange/tmx_header.h"
#include "tm_store/exchange/unit_reader.h"
#include "tm_store/exchange/xml_unit_reader.h"

namespace presstm {

// Reads TMX 1.1 to 1.4b, levels 1 and 2, in any encoding (text_encoding.h).
// DOCTYPE is read over, its file never opened; entities are not expanded: a
// file that declares any is refused. Malformed files have reason
// TMX_MALFORMED; so has a tag that exceeds kMaxMarkupBytes. Bounds are those
// of base/limits.h, kMaxMarkupBytes and kMaxTmxUnitBytes.
class TmxReader final : public UnitReader {
 public:
  TmxReader();
  TmxReader(const TmxReader&) = delete;
  TmxReader& operator=(const TmxReader&) = delete;

  absl::Status Feed(absl::string_view bytes) override;
  absl::Status Finish() override;
  std::vector<FileUnit> TakeUnits() override;
  std::vector<FileProblem> TakeProblems() override;
  int64_t units_read() const override;
  int64_t units_rejected() const override;

  // Complete once the first unit has come.
  const TmxHeader& header() const { return builder_.header(); }
  // How often each character that XML does not allow was left out.
  const std::map<char32_t, int64_t>& dropped_characters() const {
    return reader_.dropped_characters();
  }

 private:
  TmxDocumentBuilder builder_;
  XmlUnitReader reader_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_READER_H_
