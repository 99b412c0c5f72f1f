// Reads TMX whose units lack a language.
#ifndef TM_STORE_EXCHANGE_TMX_DOCUMENT_READER_H_
#define TM_STORE_EXCHANGE_TMX_DOCUMENT_READER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tm_store/exchange/markup_spans.h"
#include "tm_store/exchange/tmx_segment_builder.h"
#include "tm_store/exchange/xml_document_reader.h"
#include "tm_store/text/language.h"

namespace presstm {

// The segment of a unit is its first variant in the source language, which is
// the one asked for, else the unit's or the header's `srclang`. It is open
// where the unit has no variant in the target language or a blank one, or one
// without a <seg>. A translation goes into a new <tuv> after the others, or
// into that one; alternatives have no place in TMX. Thread-compatible.
class TmxDocumentReader final : public XmlDocumentReader {
 public:
  explicit TmxDocumentReader(const DocumentLanguages& languages);

 private:
  enum class Role { kOther, kHeader, kUnit, kVariant, kSegment, kInline };
  struct OpenElement {
    Role role = Role::kOther;
    ElementSpan span;
  };
  struct ReadVariant {
    std::string language;
    ElementSpan span;         // The <tuv>.
    ElementSpan content;      // The <seg>.
    std::string white_space;  // Before it.
    Segment segment;
    std::vector<std::string> markup;
    bool is_readable = true;
    bool has_segment = false;
  };
  // Where a translation goes, in the stretch, and what goes around it.
  struct Place {
    TextEdit edit;
    std::string before;
    std::string after;
  };

  absl::Status StartRoot(absl::string_view name,
                         const XmlAttributes& attributes) override;
  void Start(absl::string_view name, const XmlAttributes& attributes) override;
  void End(absl::string_view name) override;
  void Text(absl::string_view text) override;

  Role RoleOf(absl::string_view name) const;
  void EndSegment(const ElementSpan& span);
  void EndUnit();
  void MakeSegment();
  // `target` is null if the unit has no variant of that language; `begin` is
  // where the stretch begins.
  Place PlaceOf(const ReadVariant* target, int64_t begin) const;
  const ReadVariant* FindVariant(const std::string& language) const;

  const DocumentLanguages languages_;
  std::string header_language_;
  std::vector<OpenElement> open_;
  // The unit under way.
  bool is_unit_open_ = false;
  int64_t line_ = 0;
  std::string unit_language_;
  std::vector<ReadVariant> variants_;
  TmxSegmentBuilder builder_;
  MarkupSpans spans_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_DOCUMENT_READER_H_
