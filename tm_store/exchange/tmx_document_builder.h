// Tells a TMX document's parts apart as the parser meets them.
#ifndef TM_STORE_EXCHANGE_TMX_DOCUMENT_BUILDER_H_
#define TM_STORE_EXCHANGE_TMX_DOCUMENT_BUILDER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tm_store/exchange/file_unit.h"
#include "tm_store/exchange/tmx_header.h"
#include "tm_store/exchange/tmx_unit_builder.h"
#include "tm_store/exchange/xml_attributes.h"
#include "tm_store/exchange/xml_flaw.h"
#include "tm_store/exchange/xml_unit_reader.h"

namespace presstm {

// Takes a parser's events in document order and makes the header and units of
// them. Lenient: elements are known by their names wherever they stand in the
// right order, unknown ones are looked through. A prefix of the root element
// ("x:tmx") is expected on all. Thread-compatible.
class TmxDocumentBuilder final : public XmlUnitHandler {
 public:
  // InvalidArgument, without a line number, if the root is not <tmx> or
  // elements are nested deeper than kMaxXmlDepth.
  absl::Status StartElement(absl::string_view name,
                            const XmlAttributes& attributes,
                            int64_t line) override;
  void EndElement(absl::string_view name) override;
  void Text(absl::string_view text) override;

  void AddFlaw(const XmlFlaw& flaw, int64_t line) override;

  const TmxHeader& header() const { return header_; }
  bool has_root() const override { return has_root_; }
  std::vector<FileUnit>& units() override { return units_; }
  std::vector<FileProblem>& problems() override {
    return unit_builder_.problems();
  }

 private:
  // What an open element is to us.
  enum class Place {
    kOther,
    kRoot,
    kHeader,
    kUnit,
    kVariant,
    kSegment,
    kInline,
    kProperty,
    kNote,
  };

  Place PlaceOf(absl::string_view name) const;
  absl::Status StartRoot(absl::string_view name,
                         const XmlAttributes& attributes);
  void ReadHeader(const XmlAttributes& attributes, int64_t line);
  void EndCapture(Place place);
  absl::string_view WithoutPrefix(absl::string_view name) const;
  void Warn(absl::string_view reason, absl::string_view detail, int64_t line);

  TmxHeader header_;
  bool has_root_ = false;
  std::string prefix_;         // Of the root element, with its colon.
  std::vector<Place> places_;  // Of the open elements, outermost first.
  bool in_header_ = false;
  bool in_variant_ = false;
  bool in_segment_ = false;
  bool is_capturing_ = false;  // The text of a <prop> or <note>.
  std::string captured_;
  std::string captured_type_;  // The <prop>'s.
  bool is_overlong_ = false;
  TmxUnitBuilder unit_builder_;
  std::vector<FileUnit> units_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_DOCUMENT_BUILDER_H_
