// Bytes pass through four stages: Utf8Decoder makes them clean UTF-8,
// XmlSanitizer mends what the parser would stop at, expat parses, and
// TmxDocumentBuilder makes units of its events. Expat parses without
// namespaces, because real exports use prefixes they never declare. It is fed
// some 64 KiB at a time: it goes over an unfinished token again with every
// call, which in small steps would take quadratic time.
#include "tm_store/exchange/tmx_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "expat.h"
#include "tm_store/base/error.h"
#include "tm_store/exchange/tmx_document_builder.h"
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

class TmxReader::Impl {
 public:
  Impl() : parser_(XML_ParserCreate("UTF-8"), &XML_ParserFree) {
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
  std::vector<TmxUnit> TakeUnits();
  std::vector<TmxProblem> TakeProblems();

  const TmxHeader& header() const { return builder_.header(); }
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

  Utf8Decoder decoder_;
  XmlSanitizer sanitizer_;
  ParserPtr parser_;
  TmxDocumentBuilder builder_;
  std::string text_;  // Sanitized, not yet parsed.
  bool has_bytes_ = false;
  bool is_finished_ = false;
  bool has_reported_encoding_ = false;
  size_t default_attributes_ = 0;
  size_t default_attribute_bytes_ = 0;
  absl::Status status_;  // The first error, for good.
  absl::Status stop_;    // Why a handler stopped the parser.
  std::vector<TmxUnit> units_;
  std::vector<TmxProblem> problems_;
  int64_t units_read_ = 0;
  int64_t units_rejected_ = 0;
};

absl::Status TmxReader::Impl::Feed(absl::string_view bytes) {
  if (is_finished_ && status_.ok()) {
    return absl::FailedPreconditionError("the TMX file is over");
  }
  has_bytes_ |= !bytes.empty();
  while (!bytes.empty() && status_.ok()) {
    Sanitize(decoder_.Feed(bytes.substr(0, kSliceBytes)));
    bytes.remove_prefix(std::min(bytes.size(), kSliceBytes));
    if (text_.size() >= kSliceBytes) Parse(/*is_final=*/false);
  }
  return status_;
}

absl::Status TmxReader::Impl::Finish() {
  if (!status_.ok() || is_finished_) return status_;
  is_finished_ = true;
  if (!has_bytes_) {
    status_ = InvalidArgument(ErrorReason::kTmxMalformed,
                              "line 1: the file is empty");
    return status_;
  }
  Sanitize(decoder_.Finish());
  absl::Status unfinished = sanitizer_.Finish(text_);
  if (status_.ok()) Parse(/*is_final=*/true);
  if (status_.ok() && !unfinished.ok()) status_ = AtLine(unfinished);
  return status_;
}

void TmxReader::Impl::Sanitize(const DecodedText& decoded) {
  absl::Status status = sanitizer_.Feed(decoded, text_);
  if (!status.ok()) {
    Parse(/*is_final=*/false);  // What comes before is good.
    if (status_.ok()) status_ = AtLine(status);
  }
  if (!has_reported_encoding_ && decoder_.encoding().has_value()) {
    has_reported_encoding_ = true;
    const std::string& warning = decoder_.encoding()->warning;
    if (!warning.empty()) problems_.push_back({.line = 1, .reason = warning});
  }
}

void TmxReader::Impl::Parse(bool is_final) {
  const XML_Status result =
      XML_Parse(parser_.get(), text_.data(), static_cast<int>(text_.size()),
                is_final ? XML_TRUE : XML_FALSE);
  text_.clear();
  if (result == XML_STATUS_OK) {
    PassFlaws(XML_GetCurrentByteIndex(parser_.get()));
  } else if (!stop_.ok()) {
    status_ = AtLine(stop_);
  } else {
    status_ = AtLine(
        InvalidArgument(ErrorReason::kTmxMalformed, ParserFault(is_final)));
  }
  Settle();
}

std::string TmxReader::Impl::ParserFault(bool is_final) const {
  const XML_Error error = XML_GetErrorCode(parser_.get());
  const bool is_cut_off = error == XML_ERROR_NO_ELEMENTS ||
                          error == XML_ERROR_UNCLOSED_TOKEN ||
                          error == XML_ERROR_UNCLOSED_CDATA_SECTION ||
                          error == XML_ERROR_PARTIAL_CHAR;
  if (is_final && is_cut_off) {
    return builder_.has_root() ? "the file is cut off: it ends before </tmx>"
                               : "not a TMX file: it has no <tmx> element";
  }
  return absl::StrCat("not well-formed XML: ", XML_ErrorString(error));
}

absl::Status TmxReader::Impl::AtLine(const absl::Status& status) const {
  return Annotate(status, absl::StrCat("line ", Line(), ": "));
}

// Takes over what the builder has made.
void TmxReader::Impl::Settle() {
  std::vector<TmxUnit>& units = builder_.units();
  units_read_ += static_cast<int64_t>(units.size());
  std::ranges::move(units, std::back_inserter(units_));
  units.clear();
  std::vector<TmxProblem>& problems = builder_.problems();
  units_rejected_ += std::ranges::count(
      problems, TmxProblem::Kind::kRejectedUnit, &TmxProblem::kind);
  std::ranges::move(problems, std::back_inserter(problems_));
  problems.clear();
}

std::vector<TmxUnit> TmxReader::Impl::TakeUnits() {
  return std::exchange(units_, {});
}

std::vector<TmxProblem> TmxReader::Impl::TakeProblems() {
  return std::exchange(problems_, {});
}

void TmxReader::Impl::Stop(absl::Status status) {
  stop_ = std::move(status);
  XML_StopParser(parser_.get(), XML_FALSE);
}

// Hands on the flaws that stand before the parser's place.
void TmxReader::Impl::PassFlaws(int64_t before_bytes) {
  std::deque<XmlFlaw>& flaws = sanitizer_.flaws();
  while (!flaws.empty() && flaws.front().offset_bytes < before_bytes) {
    builder_.AddFlaw(flaws.front(), Line());
    flaws.pop_front();
  }
}

void XMLCALL TmxReader::Impl::OnStart(void* self, const XML_Char* name,
                                      const XML_Char** attributes) {
  auto* impl = static_cast<Impl*>(self);
  if (!impl->stop_.ok()) return;
  if (!impl->sanitizer_.flaws().empty()) {
    impl->PassFlaws(XML_GetCurrentByteIndex(impl->parser_.get()));
  }
  absl::Status status = impl->builder_.StartElement(
      name, XmlAttributes(attributes), impl->Line());
  if (!status.ok()) impl->Stop(std::move(status));
}

void XMLCALL TmxReader::Impl::OnEnd(void* self, const XML_Char* name) {
  auto* impl = static_cast<Impl*>(self);
  if (!impl->stop_.ok()) return;
  if (!impl->sanitizer_.flaws().empty()) {
    impl->PassFlaws(XML_GetCurrentByteIndex(impl->parser_.get()));
  }
  impl->builder_.EndElement(name);
}

void XMLCALL TmxReader::Impl::OnText(void* self, const XML_Char* text,
                                     int size_bytes) {
  auto* impl = static_cast<Impl*>(self);
  if (!impl->stop_.ok()) return;
  impl->builder_.Text(absl::string_view(text, static_cast<size_t>(size_bytes)));
}

void XMLCALL TmxReader::Impl::OnEntityDeclaration(
    void* self, const XML_Char* name, int, const XML_Char*, int,
    const XML_Char*, const XML_Char*, const XML_Char*, const XML_Char*) {
  static_cast<Impl*>(self)->Stop(InvalidArgument(
      ErrorReason::kTmxMalformed,
      absl::StrCat("the DOCTYPE declares the entity \"",
                   absl::string_view(name).substr(0, 40),
                   "\": files with entity declarations are refused")));
}

void XMLCALL TmxReader::Impl::OnAttributeDeclaration(
    void* self, const XML_Char*, const XML_Char*, const XML_Char*,
    const XML_Char* value, int) {
  auto* impl = static_cast<Impl*>(self);
  if (value == nullptr) return;
  impl->default_attribute_bytes_ += absl::string_view(value).size();
  if (++impl->default_attributes_ > kMaxDefaultAttributes ||
      impl->default_attribute_bytes_ > kMaxDefaultAttributeBytes) {
    impl->Stop(
        InvalidArgument(ErrorReason::kTmxMalformed,
                        "the DOCTYPE declares too many default attributes"));
  }
}

TmxReader::TmxReader() : impl_(std::make_unique<Impl>()) {}
TmxReader::~TmxReader() = default;

absl::Status TmxReader::Feed(absl::string_view bytes) {
  return impl_->Feed(bytes);
}
absl::Status TmxReader::Finish() { return impl_->Finish(); }
std::vector<TmxUnit> TmxReader::TakeUnits() { return impl_->TakeUnits(); }
std::vector<TmxProblem> TmxReader::TakeProblems() {
  return impl_->TakeProblems();
}
const TmxHeader& TmxReader::header() const { return impl_->header(); }
int64_t TmxReader::units_read() const { return impl_->units_read(); }
int64_t TmxReader::units_rejected() const { return impl_->units_rejected(); }
const std::map<char32_t, int64_t>& TmxReader::dropped_characters() const {
  return impl_->dropped_characters();
}

}  // namespace presstm
