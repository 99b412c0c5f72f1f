#include "tm_store/exchange/xml_parser.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "expat.h"

namespace presstm {
namespace {

// Attributes that the DTD gives to every element of a kind cost time at every
// such element; TMX has three.
constexpr size_t kMaxDefaultAttributes = 64;
constexpr size_t kMaxDefaultAttributeBytes = 4096;

}  // namespace

struct XmlParser::Handle {
  Handle() : parser(XML_ParserCreate("UTF-8")) {}
  ~Handle() { XML_ParserFree(parser); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  const XML_Parser parser;  // Null if there was no memory for it.
};

// What expat calls.
class XmlParser::Callbacks {
 public:
  static void Register(XmlParser& self) {
    const XML_Parser parser = self.handle_->parser;
    XML_SetUserData(parser, &self);
    XML_SetElementHandler(parser, &OnStart, &OnEnd);
    XML_SetCharacterDataHandler(parser, &OnText);
    XML_SetSkippedEntityHandler(parser, &OnSkippedEntity);
    XML_SetEntityDeclHandler(parser, &OnEntityDeclaration);
    XML_SetAttlistDeclHandler(parser, &OnAttributeDeclaration);
    XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_NEVER);
  }

 private:
  static XmlParser& Self(void* self) { return *static_cast<XmlParser*>(self); }

  static void XMLCALL OnStart(void* data, const XML_Char* name,
                              const XML_Char** attributes) {
    XmlParser& self = Self(data);
    if (!self.stop_.ok()) return;
    absl::Status status =
        self.events_.StartElement(name, XmlAttributes(attributes));
    if (!status.ok()) self.Stop(std::move(status));
  }

  static void XMLCALL OnEnd(void* data, const XML_Char* name) {
    if (Self(data).stop_.ok()) Self(data).events_.EndElement(name);
  }

  static void XMLCALL OnText(void* data, const XML_Char* text, int size_bytes) {
    if (!Self(data).stop_.ok()) return;
    Self(data).events_.Text(
        absl::string_view(text, static_cast<size_t>(size_bytes)));
  }

  static void XMLCALL OnSkippedEntity(void* data, const XML_Char*, int) {
    if (Self(data).stop_.ok()) Self(data).events_.SkippedEntity();
  }

  static void XMLCALL OnEntityDeclaration(void* data, const XML_Char* name, int,
                                          const XML_Char*, int, const XML_Char*,
                                          const XML_Char*, const XML_Char*,
                                          const XML_Char*) {
    Self(data).Stop(InvalidArgument(
        Self(data).dialect_.malformed,
        absl::StrCat("the DOCTYPE declares the entity \"",
                     absl::string_view(name).substr(0, 40),
                     "\": files with entity declarations are refused")));
  }

  static void XMLCALL OnAttributeDeclaration(void* data, const XML_Char*,
                                             const XML_Char*, const XML_Char*,
                                             const XML_Char* value, int) {
    XmlParser& self = Self(data);
    if (value == nullptr) return;
    self.default_attribute_bytes_ += absl::string_view(value).size();
    if (++self.default_attributes_ > kMaxDefaultAttributes ||
        self.default_attribute_bytes_ > kMaxDefaultAttributeBytes) {
      self.Stop(
          InvalidArgument(self.dialect_.malformed,
                          "the DOCTYPE declares too many default attributes"));
    }
  }
};

XmlParser::XmlParser(XmlEvents& events, const XmlDialect& dialect)
    : events_(events), dialect_(dialect), handle_(std::make_unique<Handle>()) {
  if (handle_->parser != nullptr) Callbacks::Register(*this);
}

XmlParser::~XmlParser() = default;

absl::Status XmlParser::Parse(absl::string_view text, bool is_final) {
  if (handle_->parser == nullptr) {
    return absl::ResourceExhaustedError("no memory for an XML parser");
  }
  const XML_Status result =
      XML_Parse(handle_->parser, text.data(), static_cast<int>(text.size()),
                is_final ? XML_TRUE : XML_FALSE);
  if (result == XML_STATUS_OK) return absl::OkStatus();
  if (!stop_.ok()) return AtLine(stop_);
  return AtLine(InvalidArgument(dialect_.malformed, Fault(is_final)));
}

std::string XmlParser::Fault(bool is_final) const {
  const XML_Error error = XML_GetErrorCode(handle_->parser);
  const bool is_cut_off = error == XML_ERROR_NO_ELEMENTS ||
                          error == XML_ERROR_UNCLOSED_TOKEN ||
                          error == XML_ERROR_UNCLOSED_CDATA_SECTION ||
                          error == XML_ERROR_PARTIAL_CHAR;
  if (is_final && is_cut_off) {
    return events_.has_root()
               ? absl::StrCat("the file is cut off: it ends before </",
                              dialect_.root, ">")
               : absl::StrCat("not ", dialect_.article_and_name,
                              " file: it has no <", dialect_.root, "> element");
  }
  return absl::StrCat("not well-formed XML: ", XML_ErrorString(error));
}

void XmlParser::Stop(absl::Status status) {
  stop_ = std::move(status);
  XML_StopParser(handle_->parser, XML_FALSE);
}

absl::Status XmlParser::AtLine(const absl::Status& status) const {
  return Annotate(status, absl::StrCat("line ", line(), ": "));
}

int64_t XmlParser::line() const {
  return handle_->parser == nullptr
             ? 1
             : static_cast<int64_t>(XML_GetCurrentLineNumber(handle_->parser));
}

int64_t XmlParser::begin_bytes() const {
  return static_cast<int64_t>(XML_GetCurrentByteIndex(handle_->parser));
}

int64_t XmlParser::end_bytes() const {
  return begin_bytes() + XML_GetCurrentByteCount(handle_->parser);
}

}  // namespace presstm
