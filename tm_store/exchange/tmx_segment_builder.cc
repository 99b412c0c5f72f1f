#include "tm_store/exchange/tmx_segment_builder.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/limits.h"
#include "tm_store/exchange/tmx_elements.h"
#include "tm_store/exchange/xml_text.h"

namespace presstm {
namespace {

constexpr absl::string_view kTooLong = "The segment is too long.";
constexpr absl::string_view kTooManyCodes =
    "The segment has too many inline codes.";
constexpr absl::string_view kCodeTooLong =
    "An inline code of the segment is too long.";

// Attributes as the DTD knows them, as XML; required ones filled in.
std::string KnownAttributes(absl::string_view element,
                            const XmlAttributes& attributes) {
  std::string xml;
  for (const absl::string_view name : TmxInlineAttributes(element)) {
    absl::string_view value = attributes.Get(name);
    if (name == "pos" && value != "end") value = "begin";
    if (name == "i" && value.empty()) value = "0";
    if (name == "assoc" && !IsTmxAssoc(value)) value = "";
    AppendXmlAttribute(name, value, xml);
  }
  return xml;
}

// A start tag as text.
std::string TagText(absl::string_view name, const XmlAttributes& attributes) {
  std::string tag = absl::StrCat("<", name);
  attributes.ForEach([&](absl::string_view key, absl::string_view value) {
    AppendXmlAttribute(key, value, tag);
  });
  return tag + ">";
}

// Gives every bpt and ept the `i` the DTD requires: an ept without one takes
// that of the innermost open bpt, the others a number not in use.
void FillPairing(std::vector<InlineCode>& codes) {
  const auto lacks_i = [](const InlineCode& code) {
    return code.i.empty() && (code.element == TmxElement::kBpt ||
                              code.element == TmxElement::kEpt);
  };
  if (std::ranges::none_of(codes, lacks_i)) return;
  std::set<std::string> used;
  for (const InlineCode& code : codes) used.insert(code.i);
  int next = 1;
  const auto next_free = [&] {
    while (used.contains(std::to_string(next))) ++next;
    return std::to_string(next++);
  };
  std::vector<std::string> open;
  for (InlineCode& code : codes) {
    if (code.element == TmxElement::kBpt) {
      if (code.i.empty()) code.i = next_free();
      open.push_back(code.i);
    } else if (code.element == TmxElement::kEpt) {
      if (code.i.empty()) code.i = open.empty() ? next_free() : open.back();
      const auto mate = std::find(open.rbegin(), open.rend(), code.i);
      if (mate != open.rend()) open.erase(std::next(mate).base());
    }
  }
}

void FillPosition(InlineCode& code) {
  if (code.element != TmxElement::kIt) return;
  if (code.pos == "begin" || code.pos == "end") return;
  const bool is_end = absl::StartsWith(code.content, "&lt;/");
  code.pos = is_end ? "end" : "begin";
}

}  // namespace

void TmxSegmentBuilder::Start(absl::string_view name,
                              const XmlAttributes& attributes) {
  if (in_code()) {
    StartInCode(name, attributes);
    return;
  }
  const TmxElement element = TmxElementFromName(name);
  if (element == TmxElement::kHi) {
    open_elements_.push_back({.is_hi = true});
    InlineCode* code = AddCode(InlineCodeKind::kOpen, TmxElement::kHi);
    const absl::string_view x = attributes.Get("x");
    const absl::string_view type = attributes.Get("type");
    if (code == nullptr || !MayGrow(x.size() + type.size())) return;
    code->x = std::string(x);
    code->type = std::string(type);
  } else if (element == TmxElement::kNone) {
    StartUnknown(name, attributes);
  } else {
    StartCode(element, attributes);
  }
}

void TmxSegmentBuilder::StartCode(TmxElement element,
                                  const XmlAttributes& attributes) {
  code_depth_ = 1;
  nested_holds_codes_.assign(1, false);
  const InlineCodeKind kind =
      element == TmxElement::kBpt   ? InlineCodeKind::kOpen
      : element == TmxElement::kEpt ? InlineCodeKind::kClose
                                    : InlineCodeKind::kStandalone;
  InlineCode* code = AddCode(kind, element);
  if (code == nullptr) return;
  for (const absl::string_view name :
       TmxInlineAttributes(TmxElementName(element))) {
    const absl::string_view value = attributes.Get(name);
    if (!MayGrow(value.size())) return;
    if (name == "i") code->i = std::string(value);
    if (name == "x") code->x = std::string(value);
    if (name == "type") code->type = std::string(value);
    if (name == "pos") code->pos = std::string(value);
    if (name == "assoc" && IsTmxAssoc(value)) code->assoc = std::string(value);
  }
}

void TmxSegmentBuilder::StartInCode(absl::string_view name,
                                    const XmlAttributes& attributes) {
  ++code_depth_;
  const bool parent_holds_codes = nested_holds_codes_.back();
  const bool is_xml = parent_holds_codes
                          ? TmxElementFromName(name) != TmxElement::kNone
                          : name == "sub";
  nested_is_xml_.push_back(is_xml);
  nested_holds_codes_.push_back(is_xml ? name == "sub" || name == "hi"
                                       : parent_holds_codes);
  std::string tag;
  if (is_xml) {
    tag = absl::StrCat("<", name, KnownAttributes(name, attributes), ">");
  } else {
    AppendXmlText(TagText(name, attributes), tag);
  }
  AppendContent(tag);
}

void TmxSegmentBuilder::StartUnknown(absl::string_view name,
                                     const XmlAttributes& attributes) {
  InlineCode* code = AddCode(InlineCodeKind::kOpen, TmxElement::kBpt);
  open_elements_.push_back({.code_index = segment_.codes.size() - 1});
  if (code == nullptr) return;
  std::string tag;
  AppendXmlText(TagText(name, attributes), tag);
  AppendContent(tag);
}

void TmxSegmentBuilder::End(absl::string_view name) {
  if (!in_code()) {
    EndAroundText(name);
    return;
  }
  --code_depth_;
  nested_holds_codes_.pop_back();
  if (nested_is_xml_.empty()) return;
  const bool is_xml = nested_is_xml_.back();
  nested_is_xml_.pop_back();
  AppendContent(is_xml ? absl::StrCat("</", name, ">")
                       : absl::StrCat("&lt;/", name, "&gt;"));
}

void TmxSegmentBuilder::EndAroundText(absl::string_view name) {
  if (open_elements_.empty()) return;
  const OpenElement element = open_elements_.back();
  open_elements_.pop_back();
  if (element.is_hi) {
    AddCode(InlineCodeKind::kClose, TmxElement::kHi);
    return;
  }
  if (!fault_.empty()) return;
  InlineCode& open = segment_.codes[element.code_index];
  const bool is_empty = element.code_index + 1 == segment_.codes.size() &&
                        open.position_bytes == segment_.text.size();
  if (is_empty) {
    open.kind = InlineCodeKind::kStandalone;
    open.element = TmxElement::kPh;
    open.content.insert(open.content.size() - 4, "/");  // Before "&gt;".
    return;
  }
  if (AddCode(InlineCodeKind::kClose, TmxElement::kEpt) == nullptr) return;
  AppendContent(absl::StrCat("&lt;/", name, "&gt;"));
}

void TmxSegmentBuilder::Text(absl::string_view text) {
  if (in_code()) {
    std::string xml;
    AppendXmlText(text, xml);
    AppendContent(xml);
    return;
  }
  if (segment_.text.size() + text.size() > kMaxSegmentBytes) {
    if (fault_.empty()) fault_ = kTooLong;
  }
  if (!MayGrow(text.size())) return;
  segment_.text.append(text.data(), text.size());
}

InlineCode* TmxSegmentBuilder::AddCode(InlineCodeKind kind,
                                       TmxElement element) {
  if (segment_.codes.size() >= kMaxInlineCodes && fault_.empty()) {
    fault_ = kTooManyCodes;
  }
  if (!MayGrow(sizeof(InlineCode))) return nullptr;
  segment_.codes.push_back({.kind = kind,
                            .position_bytes = segment_.text.size(),
                            .content_is_xml = true,
                            .element = element});
  return &segment_.codes.back();
}

void TmxSegmentBuilder::AppendContent(absl::string_view xml) {
  if (segment_.codes.empty() || !fault_.empty()) return;
  std::string& content = segment_.codes.back().content;
  if (content.size() + xml.size() > kMaxInlineCodeBytes) {
    fault_ = kCodeTooLong;
  }
  if (!MayGrow(xml.size())) return;
  content.append(xml.data(), xml.size());
}

// Counts `bytes` in; false once the segment is known to be unusable.
bool TmxSegmentBuilder::MayGrow(size_t bytes) {
  if (!fault_.empty()) return false;
  size_bytes_ += bytes;
  return true;
}

Segment TmxSegmentBuilder::Take() {
  Segment segment = std::move(segment_);
  *this = TmxSegmentBuilder();
  FillPairing(segment.codes);
  for (InlineCode& code : segment.codes) FillPosition(code);
  NumberInlineCodes(segment);
  return segment;
}

}  // namespace presstm
