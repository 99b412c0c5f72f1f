#include "tm_store/exchange/tmx_segment_writer.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tm_store/exchange/tmx_elements.h"
#include "tm_store/exchange/xml_text.h"

namespace presstm {
namespace {

// Which opens and closes have their other end, by number for codes made
// through the API and by nesting for hi, whose tags must nest.
std::vector<bool> FindPaired(const std::vector<InlineCode>& codes) {
  std::vector<bool> paired(codes.size(), false);
  std::vector<size_t> open;
  for (size_t k = 0; k < codes.size(); ++k) {
    const InlineCode& code = codes[k];
    const bool needs_pair =
        code.element == TmxElement::kNone || code.element == TmxElement::kHi;
    if (!needs_pair || code.kind == InlineCodeKind::kStandalone) continue;
    if (code.kind == InlineCodeKind::kOpen) {
      open.push_back(k);
      continue;
    }
    const auto mate =
        std::find_if(open.rbegin(), open.rend(), [&](size_t index) {
          return codes[index].element == code.element &&
                 codes[index].number == code.number;
        });
    if (mate == open.rend()) continue;
    const size_t index = *mate;
    if (code.element == TmxElement::kHi) {
      // Whatever hi opened in between crosses this one.
      open.erase(std::remove_if(std::next(mate).base(), open.end(),
                                [&](size_t other) {
                                  return codes[other].element ==
                                         TmxElement::kHi;
                                }),
                 open.end());
    } else {
      open.erase(std::next(mate).base());
    }
    paired[index] = paired[k] = true;
  }
  return paired;
}

TmxElement ElementToWrite(const InlineCode& code, bool is_paired) {
  switch (code.element) {
    case TmxElement::kHi:
      return is_paired ? TmxElement::kHi : TmxElement::kIt;
    case TmxElement::kNone:
      if (code.kind == InlineCodeKind::kStandalone) return TmxElement::kPh;
      if (!is_paired) return TmxElement::kIt;
      return code.kind == InlineCodeKind::kOpen ? TmxElement::kBpt
                                                : TmxElement::kEpt;
    default:
      return code.element;
  }
}

std::string AttributeValue(const InlineCode& code, absl::string_view name) {
  if (name == "x") return code.x;
  if (name == "type") return code.type;
  if (name == "assoc") return IsTmxAssoc(code.assoc) ? code.assoc : "";
  if (name == "i") return code.i.empty() ? absl::StrCat(code.number) : code.i;
  if (name != "pos") return "";
  const bool is_end = code.pos == "end" || code.kind == InlineCodeKind::kClose;
  return is_end ? "end" : "begin";
}

void AppendContent(const InlineCode& code, std::string& out) {
  if (code.content_is_xml && IsXmlFragment(code.content)) {
    out += code.content;
  } else {
    AppendXmlText(code.content, out);
  }
}

void AppendCode(const InlineCode& code, bool is_paired, std::string& out) {
  const TmxElement element = ElementToWrite(code, is_paired);
  const absl::string_view name = TmxElementName(element);
  if (element == TmxElement::kHi && code.kind == InlineCodeKind::kClose) {
    out += "</hi>";
    return;
  }
  absl::StrAppend(&out, "<", name);
  for (const absl::string_view attribute : TmxInlineAttributes(name)) {
    AppendXmlAttribute(attribute, AttributeValue(code, attribute), out);
  }
  if (element == TmxElement::kHi) {
    out += '>';
    return;
  }
  if (code.content.empty()) {
    out += "/>";
    return;
  }
  out += '>';
  AppendContent(code, out);
  absl::StrAppend(&out, "</", name, ">");
}

// What a code is once it has been read back from `element`.
InlineCodeKind KindOf(TmxElement element, InlineCodeKind kind) {
  switch (element) {
    case TmxElement::kBpt:
      return InlineCodeKind::kOpen;
    case TmxElement::kEpt:
      return InlineCodeKind::kClose;
    case TmxElement::kHi:
      return kind;
    default:
      return InlineCodeKind::kStandalone;
  }
}

}  // namespace

Segment TmxSegmentReadBack(Segment segment) {
  const std::vector<bool> paired = FindPaired(segment.codes);
  for (size_t k = 0; k < segment.codes.size(); ++k) {
    InlineCode& code = segment.codes[k];
    const TmxElement element = ElementToWrite(code, paired[k]);
    code.kind = KindOf(element, code.kind);
    const bool has_pair_id =
        element == TmxElement::kBpt || element == TmxElement::kEpt;
    code.i = has_pair_id ? AttributeValue(code, "i") : "";
  }
  NumberInlineCodes(segment);
  return segment;
}

void AppendTmxSegment(const Segment& segment, std::string& out) {
  const std::vector<bool> paired = FindPaired(segment.codes);
  const absl::string_view text = segment.text;
  size_t written = 0;
  for (size_t k = 0; k < segment.codes.size(); ++k) {
    const InlineCode& code = segment.codes[k];
    const size_t end = std::clamp(code.position_bytes, written, text.size());
    AppendXmlText(text.substr(written, end - written), out);
    written = end;
    AppendCode(code, paired[k], out);
  }
  AppendXmlText(text.substr(written), out);
}

}  // namespace presstm
