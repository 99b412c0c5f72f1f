#include "tm_store/exchange/xliff_segment_builder.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/limits.h"
#include "tm_store/exchange/xml_flaw.h"
#include "tm_store/exchange/xml_text.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

using Kind = InlineCodeKind;

// An inline element: what it does, and the attributes that say the rest.
struct ElementRow {
  absl::string_view name;
  Kind kind;
  TmxElement element;
  // What pairs an opening with a closing one; "" = nothing.
  absl::string_view pair;
  bool has_content;  // Its text is native content, not the segment's.
  bool is_pair;      // It closes at its end tag.
};

constexpr ElementRow kElements[] = {
    // XLIFF 1.2.
    {"g", Kind::kOpen, TmxElement::kBpt, "id", false, true},
    {"x", Kind::kStandalone, TmxElement::kPh, "", false, false},
    {"bx", Kind::kOpen, TmxElement::kBpt, "rid", false, false},
    {"ex", Kind::kClose, TmxElement::kEpt, "rid", false, false},
    {"bpt", Kind::kOpen, TmxElement::kBpt, "rid", true, false},
    {"ept", Kind::kClose, TmxElement::kEpt, "rid", true, false},
    {"it", Kind::kStandalone, TmxElement::kIt, "", true, false},
    {"ph", Kind::kStandalone, TmxElement::kPh, "", true, false},
    // XLIFF 2; its ph is empty.
    {"pc", Kind::kOpen, TmxElement::kBpt, "id", false, true},
    {"sc", Kind::kOpen, TmxElement::kBpt, "id", false, false},
    {"ec", Kind::kClose, TmxElement::kEpt, "startRef", false, false},
};

const ElementRow* FindElement(absl::string_view name) {
  for (const ElementRow& row : kElements) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

absl::string_view FirstOf(const XmlAttributes& attributes,
                          std::initializer_list<absl::string_view> names) {
  for (const absl::string_view name : names) {
    const absl::string_view value = attributes.Get(name);
    if (!value.empty()) return value;
  }
  return "";
}

std::string TagText(absl::string_view name, const XmlAttributes& attributes,
                    absl::string_view end) {
  std::string tag = absl::StrCat("<", name);
  attributes.ForEach([&](absl::string_view key, absl::string_view value) {
    AppendXmlAttribute(key, value, tag);
  });
  return absl::StrCat(tag, end);
}

// What tells the code in another language from its like.
std::string ShortId(absl::string_view id) {
  return id.size() <= kMaxMetadataBytes ? std::string(id) : "";
}

std::string Native(const XliffSegmentBuilder::DataLookup& data,
                   absl::string_view reference, std::string otherwise) {
  std::string content = reference.empty() ? "" : data(reference);
  if (content.empty()) content = std::move(otherwise);
  return content.size() <= kMaxInlineCodeBytes ? content : "";
}

// The character that <cp hex="001F"/> stands for, if a text may have it.
std::string CharacterOf(absl::string_view hex) {
  uint32_t code_point = 0;
  std::string text;
  if (absl::SimpleHexAtoi(hex, &code_point) && IsXmlCharacter(code_point)) {
    AppendUtf8(code_point, text);
  }
  return text;
}

}  // namespace

void XliffSegmentBuilder::Start(absl::string_view name,
                                const XmlAttributes& attributes,
                                const DataLookup& data) {
  Open open;
  const ElementRow* row = content_depth_ > 0 ? nullptr : FindElement(name);
  if (content_depth_ > 0) {
    open.is_content = true;  // <sub> and the like: what it holds is native.
  } else if (name == "mrk" && attributes.Get("mtype") == "seg") {
    open.is_part = true;
    in_part_ = true;
    parts_.push_back({.mid = ShortId(attributes.Get("mid"))});
  } else if (name == "cp") {
    Text(CharacterOf(attributes.Get("hex")));
  } else if (row != nullptr) {
    InlineCode code = {.kind = row->kind, .element = row->element};
    const std::string id = ShortId(attributes.Get("id"));
    if (!row->pair.empty()) {
      const std::string pair = ShortId(attributes.Get(row->pair));
      code.i = pair.empty() ? id : pair;
    }
    code.x = id;
    code.type = ShortId(FirstOf(attributes, {"ctype", "type"}));
    if (row->element == TmxElement::kIt) {
      code.pos = attributes.Get("pos") == "close" ? "end" : "begin";
    }
    if (row->is_pair) {
      InlineCode close = {.kind = Kind::kClose, .element = TmxElement::kEpt};
      close.i = code.i;
      close.content = Native(data, attributes.Get("dataRefEnd"),
                             absl::StrCat("</", name, ">"));
      open.close = std::move(close);
    }
    if (!row->has_content || !attributes.Get("dataRef").empty()) {
      code.content =
          Native(data, FirstOf(attributes, {"dataRefStart", "dataRef"}),
                 TagText(name, attributes, row->is_pair ? ">" : "/>"));
    }
    open.is_content = row->has_content;
    AddCode(std::move(code));
  }
  if (open.is_content) ++content_depth_;
  open_.push_back(std::move(open));
}

void XliffSegmentBuilder::Text(absl::string_view text) {
  if (content_depth_ > 0) {
    // The code has its place in the whole and, if there is one, in the part.
    for (Segment* segment :
         {&whole_, in_part_ ? &parts_.back().segment : nullptr}) {
      if (segment == nullptr || segment->codes.empty()) continue;
      std::string& content = segment->codes.back().content;
      is_too_long_ |= content.size() + text.size() > kMaxInlineCodeBytes;
      if (!is_too_long_) content.append(text.data(), text.size());
    }
    return;
  }
  is_too_long_ |= whole_.text.size() + text.size() > kMaxSegmentBytes;
  if (is_too_long_) return;
  whole_.text.append(text.data(), text.size());
  if (in_part_) parts_.back().segment.text.append(text.data(), text.size());
}

void XliffSegmentBuilder::End() {
  if (open_.empty()) return;
  Open open = std::move(open_.back());
  open_.pop_back();
  if (open.is_content) --content_depth_;
  if (open.is_part) in_part_ = false;
  if (open.close.has_value()) AddCode(*std::move(open.close));
}

void XliffSegmentBuilder::AddCode(InlineCode code) {
  is_too_long_ |= whole_.codes.size() >= kMaxInlineCodes;
  if (is_too_long_) return;
  if (in_part_) AddTo(parts_.back().segment, code);
  AddTo(whole_, std::move(code));
}

void XliffSegmentBuilder::AddTo(Segment& segment, InlineCode code) {
  code.position_bytes = segment.text.size();
  segment.codes.push_back(std::move(code));
}

XliffSegmentBuilder::Result XliffSegmentBuilder::Take() {
  Result result = {.whole = std::move(whole_), .parts = std::move(parts_)};
  *this = XliffSegmentBuilder();
  NumberInlineCodes(result.whole);
  for (XliffPart& part : result.parts) NumberInlineCodes(part.segment);
  return result;
}

}  // namespace presstm
