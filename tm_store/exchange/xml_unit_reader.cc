// Bytes pass through four stages: Utf8Decoder makes them clean UTF-8,
// XmlSanitizer mends what the parser would stop at, expat parses, and the
// handler makes units of its events. Expat parses without
// namespaces, because real exports use prefixes they never declare. It is fed
// some 64 KiB at a time: it goes over an unfinished token again with every
// call, which in small steps would take quadratic time.
#include "tm_store/exchange/xml_unit_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "expat.h"
#include "tm_store/base/error.h"
#include "tm_store/exchange/utf8_decoder.h"
#include "tm_store/exchange/xml_sanitizer.h"

namespace presstm {
namespace {

constexpr size_t kSliceBytes = 64 * 1024;

// Attributes that the DTD gives to every element of a kind cost time at every
// such element; TMX has three.
constexpr size_t kMaxDefaultAttributes = 64;
constexpr size_t kMaxDefaultAttributeBytes = 4096;

using ParserPtr = std::unique_ptr<std::remove_pointer_t<XML_Parser>,
                                  decltype(&XML_ParserFree)>;

}  // namespace

class XmlUnitReader::Impl {
 public:
  Impl(XmlUnitHandler& handler, const XmlDialect& dialect)
      : handler_(handler),
        dialect_(dialect),
        parser_(XML_ParserCreate("UTF-8"), &XML_ParserFree) {
    if (parser_ == nullptr) {
      status_ = absl::ResourceExhaustedError("no memory for an XML parser");
      return;
    }
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &OnStart, &OnEnd);
    XML_SetCharacterDataHandler(parser_.get(), &OnText);
    XML_SetEntityDeclHandler(parser_.get(), &OnEntityDeclaration);
    XML_SetAttlistDeclHandler(parser_.get(), &OnAttributeDeclaration);
    XML_SetParamEntityParsing(parser_.get(), XML_PARAM_ENTITY_PARSING_NEVER);
  }

  absl::Status Feed(absl::string_view bytes);
  absl::Status Finish();
  std::vector<FileUnit> TakeUnits();
  std::vector<FileProblem> TakeProblems();

  int64_t units_read() const { return units_read_; }
  int64_t units_rejected() const { return units_rejected_; }
  const std::map<char32_t, int64_t>& dropped_characters() const {
    return sanitizer_.dropped_characters();
  }

 private:
  static void XMLCALL OnStart(void* self, const XML_Char* name,
                              const XML_Char** attributes);
  static void XMLCALL OnEnd(void* self, const XML_Char* name);
  static void XMLCALL OnText(void* self, const XML_Char* text, int size_bytes);
  static void XMLCALL OnEntityDeclaration(void* self, const XML_Char* name, int,
                                          const XML_Char*, int, const XML_Char*,
                                          const XML_Char*, const XML_Char*,
                                          const XML_Char*);
  static void XMLCALL OnAttributeDeclaration(void* self, const XML_Char*,
                                             const XML_Char*, const XML_Char*,
                                             const XML_Char* value, int);

  void Stop(absl::Status status);
  void PassFlaws(int64_t before_bytes);
  void Sanitize(const DecodedText& decoded);
  void Parse(bool is_final);
  void Settle();
  std::string ParserFault(bool is_final) const;
  absl::Status AtLine(const absl::Status& status) const;

  int64_t Line() const {
    return static_cast<int64_t>(XML_GetCurrentLineNumber(parser_.get()));
  }

  XmlUnitHandler& handler_;
  const XmlDialect dialect_;
  Utf8Decoder decoder_;
  XmlSanitizer sanitizer_;
  ParserPtr parser_;
  std::string text_;  // Sanitized, not yet parsed.
  bool has_bytes_ = false;
  bool is_finished_ = false;
  bool has_reported_encoding_ = false;
  size_t default_attributes_ = 0;
  size_t default_attribute_bytes_ = 0;
  absl::Status status_;  // The first error, for good.
  absl::Status stop_;    // Why a handler stopped the parser.
  std::vector<FileUnit> units_;
  std::vector<FileProblem> problems_;
  int64_t units_read_ = 0;
  int64_t units_rejected_ = 0;
};

absl::Status XmlUnitReader::Impl::Feed(absl::string_view bytes) {
  if (is_finished_ && status_.ok()) {
    return absl::FailedPreconditionError("the file is over");
  }
  has_bytes_ |= !bytes.empty();
  while (!bytes.empty() && status_.ok()) {
    Sanitize(decoder_.Feed(bytes.substr(0, kSliceBytes)));
    bytes.remove_prefix(std::min(bytes.size(), kSliceBytes));
    if (text_.size() >= kSliceBytes) Parse(/*is_final=*/false);
  }
  return status_;
}

absl::Status XmlUnitReader::Impl::Finish() {
  if (!status_.ok() || is_finished_) return status_;
  is_finished_ = true;
  if (!has_bytes_) {
    status_ = InvalidArgument(dialect_.malformed, "line 1: the file is empty");
    return status_;
  }
  Sanitize(decoder_.Finish());
  absl::Status unfinished = sanitizer_.Finish(text_);
  if (status_.ok()) Parse(/*is_final=*/true);
  if (status_.ok() && !unfinished.ok()) status_ = AtLine(unfinished);
  return status_;
}

void XmlUnitReader::Impl::Sanitize(const DecodedText& decoded) {
  if (decoder_.encoding().has_value() &&
      !decoder_.encoding()->refusal.empty()) {
    status_ = AtLine(
        InvalidArgument(dialect_.malformed, decoder_.encoding()->refusal));
    Settle();
    return;
  }
  absl::Status status = sanitizer_.Feed(decoded, text_);
  if (!status.ok()) {
    Parse(/*is_final=*/false);  // What comes before is good.
    if (status_.ok()) status_ = AtLine(status);
    Settle();
  }
  if (!has_reported_encoding_ && decoder_.encoding().has_value()) {
    has_reported_encoding_ = true;
    const std::string& warning = decoder_.encoding()->warning;
    if (!warning.empty()) problems_.push_back({.line = 1, .reason = warning});
  }
}

void XmlUnitReader::Impl::Parse(bool is_final) {
  const XML_Status result =
      XML_Parse(parser_.get(), text_.data(), static_cast<int>(text_.size()),
                is_final ? XML_TRUE : XML_FALSE);
  text_.clear();
  if (result == XML_STATUS_OK) {
    PassFlaws(XML_GetCurrentByteIndex(parser_.get()));
  } else if (!stop_.ok()) {
    status_ = AtLine(stop_);
  } else {
    status_ =
        AtLine(InvalidArgument(dialect_.malformed, ParserFault(is_final)));
  }
  Settle();
}

std::string XmlUnitReader::Impl::ParserFault(bool is_final) const {
  const XML_Error error = XML_GetErrorCode(parser_.get());
  const bool is_cut_off = error == XML_ERROR_NO_ELEMENTS ||
                          error == XML_ERROR_UNCLOSED_TOKEN ||
                          error == XML_ERROR_UNCLOSED_CDATA_SECTION ||
                          error == XML_ERROR_PARTIAL_CHAR;
  if (is_final && is_cut_off) {
    return handler_.has_root()
               ? absl::StrCat("the file is cut off: it ends before </",
                              dialect_.root, ">")
               : absl::StrCat("not ", dialect_.article_and_name,
                              " file: it has no <", dialect_.root, "> element");
  }
  return absl::StrCat("not well-formed XML: ", XML_ErrorString(error));
}

absl::Status XmlUnitReader::Impl::AtLine(const absl::Status& status) const {
  return Annotate(status, absl::StrCat("line ", Line(), ": "));
}

// Takes over what the builder has made.
void XmlUnitReader::Impl::Settle() {
  if (is_finished_ || !status_.ok()) handler_.EndInput();
  std::vector<FileUnit>& units = handler_.units();
  units_read_ += static_cast<int64_t>(units.size());
  std::ranges::move(units, std::back_inserter(units_));
  units.clear();
  std::vector<FileProblem>& problems = handler_.problems();
  units_rejected_ += std::ranges::count(
      problems, FileProblem::Kind::kRejectedUnit, &FileProblem::kind);
  std::ranges::move(problems, std::back_inserter(problems_));
  problems.clear();
}

std::vector<FileUnit> XmlUnitReader::Impl::TakeUnits() {
  return std::exchange(units_, {});
}

std::vector<FileProblem> XmlUnitReader::Impl::TakeProblems() {
  return std::exchange(problems_, {});
}

void XmlUnitReader::Impl::Stop(absl::Status status) {
  stop_ = std::move(status);
  XML_StopParser(parser_.get(), XML_FALSE);
}

// Hands on the flaws that stand before the parser's place.
void XmlUnitReader::Impl::PassFlaws(int64_t before_bytes) {
  std::deque<XmlFlaw>& flaws = sanitizer_.flaws();
  while (!flaws.empty() && flaws.front().offset_bytes < before_bytes) {
    handler_.AddFlaw(flaws.front(), Line());
    flaws.pop_front();
  }
}

void XMLCALL XmlUnitReader::Impl::OnStart(void* self, const XML_Char* name,
                                          const XML_Char** attributes) {
  auto* impl = static_cast<Impl*>(self);
  if (!impl->stop_.ok()) return;
  if (!impl->sanitizer_.flaws().empty()) {
    impl->PassFlaws(XML_GetCurrentByteIndex(impl->parser_.get()));
  }
  absl::Status status = impl->handler_.StartElement(
      name, XmlAttributes(attributes), impl->Line());
  if (!status.ok()) impl->Stop(std::move(status));
}

void XMLCALL XmlUnitReader::Impl::OnEnd(void* self, const XML_Char* name) {
  auto* impl = static_cast<Impl*>(self);
  if (!impl->stop_.ok()) return;
  if (!impl->sanitizer_.flaws().empty()) {
    impl->PassFlaws(XML_GetCurrentByteIndex(impl->parser_.get()));
  }
  impl->handler_.EndElement(name);
}

void XMLCALL XmlUnitReader::Impl::OnText(void* self, const XML_Char* text,
                                         int size_bytes) {
  auto* impl = static_cast<Impl*>(self);
  if (!impl->stop_.ok()) return;
  impl->handler_.Text(absl::string_view(text, static_cast<size_t>(size_bytes)));
}

void XMLCALL XmlUnitReader::Impl::OnEntityDeclaration(
    void* self, const XML_Char* name, int, const XML_Char*, int,
    const XML_Char*, const XML_Char*, const XML_Char*, const XML_Char*) {
  static_cast<Impl*>(self)->Stop(InvalidArgument(
      static_cast<Impl*>(self)->dialect_.malformed,
      absl::StrCat("the DOCTYPE declares the entity \"",
                   absl::string_view(name).substr(0, 40),
                   "\": files with entity declarations are refused")));
}

void XMLCALL XmlUnitReader::Impl::OnAttributeDeclaration(
    void* self, const XML_Char*, const XML_Char*, const XML_Char*,
    const XML_Char* value, int) {
  auto* impl = static_cast<Impl*>(self);
  if (value == nullptr) return;
  impl->default_attribute_bytes_ += absl::string_view(value).size();
  if (++impl->default_attributes_ > kMaxDefaultAttributes ||
      impl->default_attribute_bytes_ > kMaxDefaultAttributeBytes) {
    impl->Stop(
        InvalidArgument(impl->dialect_.malformed,
                        "the DOCTYPE declares too many default attributes"));
  }
}

XmlUnitReader::XmlUnitReader(XmlUnitHandler& handler, const XmlDialect& dialect)
    : impl_(std::make_unique<Impl>(handler, dialect)) {}
XmlUnitReader::~XmlUnitReader() = default;

absl::Status XmlUnitReader::Feed(absl::string_view bytes) {
  return impl_->Feed(bytes);
}
absl::Status XmlUnitReader::Finish() { return impl_->Finish(); }
std::vector<FileUnit> XmlUnitReader::TakeUnits() { return impl_->TakeUnits(); }
std::vector<FileProblem> XmlUnitReader::TakeProblems() {
  return impl_->TakeProblems();
}
int64_t XmlUnitReader::units_read() const { return impl_->units_read(); }
int64_t XmlUnitReader::units_rejected() const {
  return impl_->units_rejected();
}
const std::map<char32_t, int64_t>& XmlUnitReader::dropped_characters() const {
  return impl_->dropped_characters();
}

}  // namespace presstm
