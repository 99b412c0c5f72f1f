#include "tm_store/exchange/tmx_elements.h"

namespace presstm {
namespace {

struct ElementRow {
  TmxElement element;
  absl::string_view name;
  absl::string_view attributes[3];
  size_t attribute_count;
};

constexpr ElementRow kElements[] = {
    {TmxElement::kBpt, "bpt", {"i", "x", "type"}, 3},
    {TmxElement::kEpt, "ept", {"i"}, 1},
    {TmxElement::kPh, "ph", {"x", "assoc", "type"}, 3},
    {TmxElement::kIt, "it", {"pos", "x", "type"}, 3},
    {TmxElement::kHi, "hi", {"x", "type"}, 2},
    {TmxElement::kUt, "ut", {"x"}, 1},
    {TmxElement::kNone, "sub", {"datatype", "type"}, 2},
};

}  // namespace

absl::string_view TmxElementName(TmxElement element) {
  for (const ElementRow& row : kElements) {
    if (row.element == element && element != TmxElement::kNone) return row.name;
  }
  return "";
}

TmxElement TmxElementFromName(absl::string_view name) {
  for (const ElementRow& row : kElements) {
    if (row.name == name) return row.element;
  }
  return TmxElement::kNone;
}

absl::Span<const absl::string_view> TmxInlineAttributes(
    absl::string_view name) {
  for (const ElementRow& row : kElements) {
    if (row.name == name) {
      return absl::MakeConstSpan(row.attributes, row.attribute_count);
    }
  }
  return {};
}

bool IsTmxAssoc(absl::string_view value) {
  return value == "p" || value == "f" || value == "b";
}

}  // namespace presstm
