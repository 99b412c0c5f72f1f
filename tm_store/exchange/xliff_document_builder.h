// Tells an XLIFF document's parts apart as the parser meets them.
#ifndef TM_STORE_EXCHANGE_XLIFF_DOCUMENT_BUILDER_H_
#define TM_STORE_EXCHANGE_XLIFF_DOCUMENT_BUILDER_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tm_store/exchange/xliff_segment_builder.h"
#include "tm_store/exchange/xml_unit_reader.h"

namespace presstm {

// Makes a translation unit of every segment with an approved target: in XLIFF
// 1.2 those of a trans-unit with approved="yes" or whose target has the state
// "final" or "signed-off", divided as its seg-source is; in XLIFF 2 segments
// with the state "reviewed" or "final". Others are passed over
// and counted, for they are no fault. The texts around a segment are its
// context. Thread-compatible.
class XliffDocumentBuilder final : public XmlUnitHandler {
 public:
  // InvalidArgument if the root is not <xliff> or elements are nested deeper
  // than kMaxXmlDepth.
  absl::Status StartElement(absl::string_view name,
                            const XmlAttributes& attributes,
                            int64_t line) override;
  void EndElement(absl::string_view name) override;
  void Text(absl::string_view text) override;
  void AddFlaw(const XmlFlaw& flaw, int64_t line) override;

  // Also says how many segments were passed over, if any were.
  void EndInput() override;

  bool has_root() const override { return has_root_; }
  std::vector<FileUnit>& units() override { return units_; }
  std::vector<FileProblem>& problems() override { return problems_; }

 private:
  // What an open element is to us.
  enum class Place {
    kOther,
    kSkipped,  // Nothing in it counts.
    kRoot,
    kFile,
    kUnit,     // <trans-unit>, or <unit>.
    kSegment,  // Of XLIFF 2.
    kSource,
    kDivided,  // <seg-source>
    kTarget,
    kInline,
    kNote,
    kData,
  };
  struct Side {
    std::string language;  // As the element or else the file says.
    bool is_there = false;
    XliffSegmentBuilder::Result texts;
  };

  Place PlaceOf(absl::string_view name, const XmlAttributes& attributes) const;
  absl::Status StartRoot(absl::string_view name,
                         const XmlAttributes& attributes);
  void StartText(const XmlAttributes& attributes, Side& side);
  void BeginUnit(const XmlAttributes& attributes, int64_t line);
  void EndUnit();
  void EndSegment();
  void Emit(const Segment& source, const Segment* target);
  void ReportPassedOver();
  std::string FaultOf(const Segment* target) const;
  void Flush();
  std::string DataOf(absl::string_view id) const;

  bool has_root_ = false;
  bool is_version_2_ = false;
  std::string prefix_;
  std::vector<Place> places_;
  std::string document_;
  std::string source_language_;
  std::string target_language_;
  // The unit, or segment, under way.
  int64_t line_ = 0;
  std::string id_;
  bool is_approved_ = false;
  bool is_damaged_ = false;
  bool is_too_long_ = false;
  Side source_;
  Side divided_;
  Side target_;
  std::vector<std::string> notes_;
  std::map<std::string, std::string, std::less<>> data_;
  size_t data_bytes_ = 0;
  std::string captured_;  // A note, or data.
  std::string data_id_;
  XliffSegmentBuilder text_;
  std::string previous_text_;     // The source before this one.
  std::optional<FileUnit> held_;  // Waits for the source after it.
  int64_t approved_ = 0;          // Segments so far, and others.
  int64_t passed_over_ = 0;
  std::vector<FileUnit> units_;
  std::vector<FileProblem> problems_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XLIFF_DOCUMENT_BUILDER_H_
