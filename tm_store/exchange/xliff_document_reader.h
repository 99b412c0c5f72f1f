// Reads XLIFF 1.x and 2.x that is to be translated.
#ifndef TM_STORE_EXCHANGE_XLIFF_DOCUMENT_READER_H_
#define TM_STORE_EXCHANGE_XLIFF_DOCUMENT_READER_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tm_store/exchange/markup_spans.h"
#include "tm_store/exchange/xliff_segment_builder.h"
#include "tm_store/exchange/xliff_unit_stretch.h"
#include "tm_store/exchange/xml_document_reader.h"

namespace presstm {

// Segments are the <source> of each trans-unit, or its parts if seg-source
// divides it, and of each segment of XLIFF 2. Locked are those that are
// approved, have the state final, signed-off or reviewed, or are locked by
// Trados, memoQ or Phrase; protected those with translate="no", on them or an
// element around them. A target that repeats its source and has the state new,
// needs-translation or initial counts as none. A root of XLIFF 2 without
// trgLang gets it.
// Thread-compatible.
class XliffDocumentReader final : public XmlDocumentReader {
 public:
  explicit XliffDocumentReader(const DocumentLanguages& languages);

 private:
  // What an open element is to us.
  enum class Role {
    kOther,
    kSkipped,  // Nothing in it counts.
    kFile,
    kUnit,     // <trans-unit>, or <unit>.
    kSegment,  // Of XLIFF 2.
    kSource,
    kDivided,  // <seg-source>
    kTarget,
    kInline,
    kData,
    kMatches,
  };
  struct OpenElement {
    Role role = Role::kOther;
    bool is_protected = false;
    ElementSpan span;
    // Of <mrk mtype="seg">.
    std::optional<size_t> part;
  };
  // A part of a text as it is read.
  struct PartText {
    ElementSpan mark;
    size_t first_code = 0;
    size_t end_code = 0;
  };
  struct ReadText {
    XliffSegmentBuilder::Result texts;
    std::vector<std::string> markup;
    std::vector<PartText> parts;
    ElementSpan span;
    bool is_there = false;
  };

  absl::Status StartRoot(absl::string_view name,
                         const XmlAttributes& attributes) override;
  void Start(absl::string_view name, const XmlAttributes& attributes) override;
  void End(absl::string_view name) override;
  void Text(absl::string_view text) override;

  Role RoleOf(absl::string_view name) const;
  void BeginFile(const XmlAttributes& attributes);
  void BeginTransUnit(const XmlAttributes& attributes);
  void BeginSegment(const XmlAttributes& attributes);
  void NoteLock(absl::string_view name, const XmlAttributes& attributes);
  void StartInline(absl::string_view name, const XmlAttributes& attributes);
  void EndInline();
  void EndText(const ElementSpan& span, ReadText& side);
  void EndUnit();
  void EndPlace();
  void AddDivided(XliffPlace& place);
  std::optional<size_t> AddSegment(const Segment& source,
                                   std::vector<std::string> markup,
                                   bool has_target, bool is_locked);
  std::string DataOf(absl::string_view id) const;

  const DocumentLanguages languages_;
  bool is_version_2_ = false;
  bool is_unit_open_ = false;
  std::string source_language_;
  std::string target_language_;
  std::vector<OpenElement> open_;

  // The unit under way.
  XliffUnitPlaces places_;
  std::vector<DocumentSegment> segments_;
  int64_t line_ = 0;
  bool is_protected_ = false;
  bool is_locked_ = false;
  bool is_untranslated_ = false;  // So says the state of its target.
  std::set<std::string> locked_parts_;
  bool is_too_long_ = false;
  std::map<std::string, std::string, std::less<>> data_;
  std::string data_id_;

  // The source and target under way.
  XliffPlace place_;
  ReadText source_;
  ReadText divided_;
  ReadText target_;
  XliffSegmentBuilder builder_;
  MarkupSpans spans_;
  std::vector<PartText> parts_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XLIFF_DOCUMENT_READER_H_
