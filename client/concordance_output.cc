#include "client/concordance_output.h"

#include <algorithm>
#include <iostream>
#include <utility>

#include "absl/strings/string_view.h"
#include "client/display_text.h"
#include "client/names.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

void PrintRow(absl::string_view language, absl::string_view text) {
  constexpr size_t kWidth = 10;
  std::string label = ToPrintable(language);
  label.resize(std::max(label.size(), kWidth), ' ');
  std::cout << "  " << label << ' ' << text << '\n';
}

bool IsShown(const v1::Variant& variant,
             const std::vector<std::string>& shown) {
  const auto language = ParseLanguage(variant.language_code());
  return shown.empty() ||
         std::any_of(shown.begin(), shown.end(), [&](const std::string& tag) {
           const auto wanted = ParseLanguage(tag);
           return wanted.ok() && language.ok() &&
                  LanguageAnswers(*wanted, *language);
         });
}

const v1::Variant& FoundVariant(const v1::ConcordanceHit& hit) {
  const v1::TranslationUnit& unit = hit.translation_unit();
  const bool is_there =
      hit.variant_index() >= 0 && hit.variant_index() < unit.variants_size();
  return is_there ? unit.variants(hit.variant_index())
                  : v1::Variant::default_instance();
}

}  // namespace

void PrintHit(const v1::ConcordanceHit& hit,
              const std::vector<std::string>& shown, bool color) {
  const v1::TranslationUnit& unit = hit.translation_unit();
  std::cout << ToPrintable(MemoryOf(unit.name())) << " #"
            << UnitIdOf(unit.name());
  if (!unit.document().empty()) {
    std::cout << "  " << ToPrintable(unit.document());
  }
  std::cout << '\n';
  const v1::Variant& found = FoundVariant(hit);
  PrintRow(found.language_code(),
           HighlightSpans(found.segment(), hit.spans(), color));
  for (int k = 0; k < unit.variants_size(); ++k) {
    const v1::Variant& variant = unit.variants(k);
    if (k == hit.variant_index() || !IsShown(variant, shown)) continue;
    PrintRow(variant.language_code(), ToDisplayText(variant.segment()));
  }
}

Json HitToJson(const v1::ConcordanceHit& hit) {
  const v1::Variant& found = FoundVariant(hit);
  Json spans = Json::array();
  for (const v1::TextSpan& span : hit.spans()) {
    spans.push_back({span.begin_code_points(), span.end_code_points()});
  }
  Json unit = UnitToJson(hit.translation_unit());
  Json json = {{"id", unit["id"]},
               {"memory", unit["memory"]},
               {"language", found.language_code()},
               {"text", found.segment().text()},
               {"spans", std::move(spans)}};
  json.update(unit);
  return json;
}

}  // namespace presstm
