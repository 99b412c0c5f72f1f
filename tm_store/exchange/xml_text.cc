#include "tm_store/exchange/xml_text.h"

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "expat.h"
#include "tm_store/base/limits.h"
#include "tm_store/exchange/xml_flaw.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

enum class Place { kText, kAttribute };

// What stands for `c`; null if it stands for itself.
const char* Escape(char c, Place place) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':  // A parser would read a line feed.
      return "&#xD;";
    case '"':
      return place == Place::kAttribute ? "&quot;" : nullptr;
    case '\n':  // In attributes, a parser would read a space.
      return place == Place::kAttribute ? "&#xA;" : nullptr;
    case '\t':
      return place == Place::kAttribute ? "&#x9;" : nullptr;
    default:
      return nullptr;
  }
}

// Leaves out what XML does not allow. Rarely needed: stored text is clean but
// for control characters and U+FFFE, U+FFFF.
std::string KeepXmlCharacters(absl::string_view text) {
  std::string kept;
  size_t offset = 0;
  while (offset < text.size()) {
    const char32_t c = NextCodePoint(text, offset);
    if (IsXmlCharacter(c)) AppendUtf8(c, kept);
  }
  return kept;
}

bool HasForbiddenBytes(absl::string_view text) {
  bool has_high = false;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (u < 0x20 && c != '\n' && c != '\t' && c != '\r') return true;
    has_high |= u >= 0x80;
  }
  return has_high &&
         (absl::StrContains(text, "\xEF\xBF\xBE") ||
          absl::StrContains(text, "\xEF\xBF\xBF") || !IsValidUtf8(text));
}

void AppendEscaped(absl::string_view text, Place place, std::string& out) {
  std::string kept;
  if (HasForbiddenBytes(text)) {
    kept = KeepXmlCharacters(text);
    text = kept;
  }
  size_t copied = 0;
  for (size_t k = 0; k < text.size(); ++k) {
    if (const char* escape = Escape(text[k], place)) {
      out.append(text.data() + copied, k - copied);
      out += escape;
      copied = k + 1;
    }
  }
  out.append(text.data() + copied, text.size() - copied);
}

using ParserPtr = std::unique_ptr<std::remove_pointer_t<XML_Parser>,
                                  decltype(&XML_ParserFree)>;

// What the parser of a fragment remembers.
struct FragmentState {
  XML_Parser parser = nullptr;
  int depth = 0;
  std::string text;
};

void XMLCALL OnStart(void* data, const XML_Char*, const XML_Char**) {
  auto* state = static_cast<FragmentState*>(data);
  if (++state->depth > kMaxXmlDepth) XML_StopParser(state->parser, XML_FALSE);
}

void XMLCALL OnEnd(void* data, const XML_Char*) {
  --static_cast<FragmentState*>(data)->depth;
}

void XMLCALL OnText(void* data, const XML_Char* text, int size_bytes) {
  static_cast<FragmentState*>(data)->text.append(
      text, static_cast<size_t>(size_bytes));
}

// Parses <x>fragment</x> into `state`; a fragment that closes the x itself is
// malformed, as is one that goes on afterwards.
bool ParseFragment(absl::string_view fragment, FragmentState& state) {
  const ParserPtr parser(XML_ParserCreate("UTF-8"), &XML_ParserFree);
  if (parser == nullptr) return false;
  state.parser = parser.get();
  XML_SetUserData(parser.get(), &state);
  XML_SetElementHandler(parser.get(), &OnStart, &OnEnd);
  XML_SetCharacterDataHandler(parser.get(), &OnText);
  const std::string document = absl::StrCat("<x>", fragment, "</x>");
  return XML_Parse(parser.get(), document.data(),
                   static_cast<int>(document.size()),
                   /*isFinal=*/XML_TRUE) == XML_STATUS_OK;
}

}  // namespace

void AppendXmlText(absl::string_view text, std::string& out) {
  AppendEscaped(text, Place::kText, out);
}

void AppendXmlAttributeValue(absl::string_view text, std::string& out) {
  AppendEscaped(text, Place::kAttribute, out);
}

void AppendXmlAttribute(absl::string_view name, absl::string_view value,
                        std::string& out) {
  if (value.empty()) return;
  absl::StrAppend(&out, " ", name, "=\"");
  AppendXmlAttributeValue(value, out);
  out += '"';
}

bool IsXmlFragment(absl::string_view fragment) {
  if (fragment.find_first_of("<&") == absl::string_view::npos) {
    return !HasForbiddenBytes(fragment) && !absl::StrContains(fragment, "]]>");
  }
  FragmentState state;
  return ParseFragment(fragment, state);
}

std::string XmlFragmentText(absl::string_view fragment) {
  if (fragment.find_first_of("<&") == absl::string_view::npos) {
    return std::string(fragment);
  }
  FragmentState state;
  if (!ParseFragment(fragment, state)) return std::string(fragment);
  return state.text;
}

}  // namespace presstm
