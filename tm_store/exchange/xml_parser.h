// Expat, told what our files may have.
#ifndef TM_STORE_EXCHANGE_XML_PARSER_H_
#define TM_STORE_EXCHANGE_XML_PARSER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tm_store/base/error.h"
#include "tm_store/exchange/xml_attributes.h"

namespace presstm {

// For messages about files that cannot be read. Literals.
struct XmlDialect {
  absl::string_view article_and_name;  // "a TMX"
  absl::string_view root;              // "tmx"
  ErrorReason malformed = ErrorReason::kFileMalformed;
};

// What a parser meets, in order.
class XmlEvents {
 public:
  virtual ~XmlEvents() = default;

  // An error, without a line number, ends the reading.
  virtual absl::Status StartElement(absl::string_view name,
                                    const XmlAttributes& attributes) = 0;
  virtual void EndElement(absl::string_view name) = 0;
  virtual void Text(absl::string_view text) = 0;
  // A reference to an entity that a DTD outside may have defined.
  virtual void SkippedEntity() {}
  virtual bool has_root() const = 0;
};

// Parses UTF-8 as it comes, whatever encoding it declares. DOCTYPE is read
// over, its file never opened; entities are not expanded: a document that
// declares any is refused. Without namespaces, because real exports use
// prefixes they never declare. Feed it some 64 KiB at a time: it goes over an
// unfinished token again with every call, which in small steps would take
// quadratic time. Thread-compatible.
class XmlParser {
 public:
  // `events` must outlive the parser.
  XmlParser(XmlEvents& events, const XmlDialect& dialect);
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  // Errors begin with "line 120: "; after one no more may be parsed.
  // InvalidArgument with the dialect's reason for what is not well-formed,
  // what an event gave, or ResourceExhausted for want of memory.
  absl::Status Parse(absl::string_view text, bool is_final);

  // Of the event under way, or of what comes next.
  int64_t line() const;
  // Of its tag: bytes from the beginning of all text. An empty element ends
  // with an event that has no bytes, where its tag ends.
  int64_t begin_bytes() const;
  int64_t end_bytes() const;

  // Returns `status` with the line before its message.
  absl::Status AtLine(const absl::Status& status) const;

 private:
  class Callbacks;

  void Stop(absl::Status status);
  std::string Fault(bool is_final) const;

  struct Handle;
  XmlEvents& events_;
  const XmlDialect dialect_;
  const std::unique_ptr<Handle> handle_;
  absl::Status stop_;  // Why an event stopped the parser.
  size_t default_attributes_ = 0;
  size_t default_attribute_bytes_ = 0;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XML_PARSER_H_
