// What the readers of documents in XML have in common.
#ifndef TM_STORE_EXCHANGE_XML_DOCUMENT_READER_H_
#define TM_STORE_EXCHANGE_XML_DOCUMENT_READER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tm_store/exchange/document_reader.h"
#include "tm_store/exchange/document_text.h"
#include "tm_store/exchange/stretch_queue.h"
#include "tm_store/exchange/xml_parser.h"

namespace presstm {

// An element's place in the document: bytes of its text from the beginning.
struct ElementSpan {
  int64_t begin = 0;        // Of its start tag.
  int64_t tag_end = 0;      // Of its start tag.
  int64_t close_begin = 0;  // Of its end tag.
  int64_t end = 0;

  bool is_empty_tag() const { return end == tag_end; }
};

// Unlike XmlUnitReader takes nothing that is not well-formed, for it could not
// be written again. Keeps the text of the unit under way and cuts the document
// there. Thread-compatible.
class XmlDocumentReader : public DocumentReader, private XmlEvents {
 public:
  explicit XmlDocumentReader(const XmlDialect& dialect);

  absl::Status Feed(absl::string_view bytes) final;
  absl::Status Finish() final;
  std::vector<std::unique_ptr<DocumentStretch>> TakeStretches() final {
    return queue_.Take();
  }
  const std::optional<TextEncoding>& encoding() const final {
    return decoder_.encoding();
  }
  const std::string& mark() const final { return decoder_.mark(); }

 protected:
  // Called with the elements inside the root in order; `name` without the
  // root's prefix. Errors, without a line, end the reading.
  virtual absl::Status StartRoot(absl::string_view name,
                                 const XmlAttributes& attributes) = 0;
  virtual void Start(absl::string_view name,
                     const XmlAttributes& attributes) = 0;
  virtual void End(absl::string_view name) = 0;
  void Text(absl::string_view text) override = 0;

  void set_prefix(std::string prefix) { prefix_ = std::move(prefix); }
  const std::string& prefix() const { return prefix_; }

  // Of the tag under way.
  int64_t line() const { return parser_.line(); }
  int64_t tag_begin() const { return parser_.begin_bytes(); }
  int64_t tag_end() const { return parser_.end_bytes(); }

  // The text from here on is kept until EndUnit, and `has_unknown_text` is
  // false until an entity nobody knows is met.
  void BeginUnit();
  bool has_unknown_text() const { return has_unknown_text_; }

  // Kept text.
  absl::string_view Kept(int64_t begin, int64_t end) const;
  // The white space before `offset` if there is nothing else between it and
  // a tag, as far as it is kept.
  std::string WhiteSpaceBefore(int64_t offset) const;

  // Where the stretch begins that CutAt will give.
  int64_t stretch_begin() const { return kept_begin_; }
  // Returns the text up to `offset`, which the caller makes a stretch of.
  std::string CutAt(int64_t offset);
  StretchQueue& queue() { return queue_; }
  void EndUnit() { in_unit_ = false; }

 private:
  absl::Status StartElement(absl::string_view name,
                            const XmlAttributes& attributes) override;
  void EndElement(absl::string_view name) override;
  void SkippedEntity() override { has_unknown_text_ = true; }
  bool has_root() const override { return has_root_; }

  absl::Status Take(const absl::StatusOr<std::string>& text, bool is_final);
  absl::Status Parse(absl::string_view text, bool is_final);
  absl::string_view WithoutPrefix(absl::string_view name) const;

  const XmlDialect dialect_;
  DocumentDecoder decoder_;
  XmlParser parser_;
  StretchQueue queue_;
  std::string kept_;
  int64_t kept_begin_ = 0;    // Where the next stretch begins.
  int64_t buffer_begin_ = 0;  // Where kept_ does, at most there.
  bool in_unit_ = false;
  bool has_unknown_text_ = false;
  bool has_root_ = false;
  std::string prefix_;
  int depth_ = 0;
  bool has_bytes_ = false;
  absl::Status status_;  // The first error, for good.
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XML_DOCUMENT_READER_H_
