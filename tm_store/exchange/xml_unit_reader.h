// Reads XML of any encoding and any degree of hostility, in a stream.
#ifndef TM_STORE_EXCHANGE_XML_UNIT_READER_H_
#define TM_STORE_EXCHANGE_XML_UNIT_READER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tm_store/exchange/unit_reader.h"
#include "tm_store/exchange/xml_attributes.h"
#include "tm_store/exchange/xml_flaw.h"
#include "tm_store/exchange/xml_parser.h"

namespace presstm {

// What is made of a document's elements, as the parser meets them in order.
class XmlUnitHandler {
 public:
  virtual ~XmlUnitHandler() = default;

  // An error, without a line number, ends the reading.
  virtual absl::Status StartElement(absl::string_view name,
                                    const XmlAttributes& attributes,
                                    int64_t line) = 0;
  virtual void EndElement(absl::string_view name) = 0;
  virtual void Text(absl::string_view text) = 0;

  // Says that `flaw` was met between the events before and after, at `line`.
  virtual void AddFlaw(const XmlFlaw& flaw, int64_t line) = 0;

  // Says that nothing more will come, whether the document is whole or not.
  virtual void EndInput() {}

  virtual bool has_root() const = 0;
  // Units and problems so far; to be emptied by the caller.
  virtual std::vector<FileUnit>& units() = 0;
  virtual std::vector<FileProblem>& problems() = 0;
};

// Parses what TmxReader and others make units of. Any encoding
// (text_encoding.h); DOCTYPE is read over, its file never opened; entities are
// not expanded: a file that declares any is refused. A tag has at most
// kMaxMarkupBytes.
class XmlUnitReader final : public UnitReader {
 public:
  // `handler` must outlive the reader.
  XmlUnitReader(XmlUnitHandler& handler, const XmlDialect& dialect);
  ~XmlUnitReader() override;
  XmlUnitReader(const XmlUnitReader&) = delete;
  XmlUnitReader& operator=(const XmlUnitReader&) = delete;

  absl::Status Feed(absl::string_view bytes) override;
  absl::Status Finish() override;
  std::vector<FileUnit> TakeUnits() override;
  std::vector<FileProblem> TakeProblems() override;
  int64_t units_read() const override;
  int64_t units_rejected() const override;

  // How often each character that XML does not allow was left out.
  const std::map<char32_t, int64_t>& dropped_characters() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XML_UNIT_READER_H_
