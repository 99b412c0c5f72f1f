#include "tm_store/storage/unit_texts.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

bool IsValid(const std::string& text) { return IsValidUtf8(text); }
bool IsValid(const Property& property) {
  return IsValidUtf8(property.key) && IsValidUtf8(property.value);
}
bool IsValid(const Context& context) {
  return IsValidUtf8(context.language) && IsValidUtf8(context.previous_text) &&
         IsValidUtf8(context.next_text) && IsValidUtf8(context.key);
}

bool IsValid(const Variant& variant);

template <typename T>
bool AreValid(const std::vector<T>& list) {
  return std::all_of(list.begin(), list.end(),
                     [](const T& item) { return IsValid(item); });
}

// Inline codes are JSON, whose parser has checked them.
bool IsValid(const Variant& variant) {
  return IsValidUtf8(variant.language) && IsValidUtf8(variant.segment.text) &&
         AreValid(variant.properties) && AreValid(variant.notes);
}

}  // namespace

bool HasValidTexts(const TranslationUnit& unit) {
  for (const std::string* text :
       {&unit.source_language, &unit.document, &unit.external_id,
        &unit.created_by, &unit.changed_by}) {
    if (!IsValidUtf8(*text)) return false;
  }
  return AreValid(unit.variants) && AreValid(unit.properties) &&
         AreValid(unit.notes) && AreValid(unit.contexts);
}

}  // namespace presstm
