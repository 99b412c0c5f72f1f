// Reads the approved segments of XLIFF 1.2, 2.0 and 2.1.
#ifndef TM_STORE_EXCHANGE_XLIFF_READER_H_
#define TM_STORE_EXCHANGE_XLIFF_READER_H_

#include <cstdint>
#include <vector>

#include "tm_store/exchange/xliff_document_builder.h"
#include "tm_store/exchange/xml_unit_reader.h"

namespace presstm {

// See XliffDocumentBuilder for what is a unit, XmlUnitReader for the rest.
class XliffReader final : public UnitReader {
 public:
  XliffReader()
      : reader_(builder_, {.article_and_name = "an XLIFF", .root = "xliff"}) {}

  absl::Status Feed(absl::string_view bytes) override {
    return reader_.Feed(bytes);
  }
  absl::Status Finish() override { return reader_.Finish(); }
  std::vector<FileUnit> TakeUnits() override { return reader_.TakeUnits(); }
  std::vector<FileProblem> TakeProblems() override {
    return reader_.TakeProblems();
  }
  int64_t units_read() const override { return reader_.units_read(); }
  int64_t units_rejected() const override { return reader_.units_rejected(); }

 private:
  XliffDocumentBuilder builder_;
  XmlUnitReader reader_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XLIFF_READER_H_
