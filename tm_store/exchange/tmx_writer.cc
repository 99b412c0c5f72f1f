#include "tm_store/exchange/tmx_writer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/tmx_date.h"
#include "tm_store/exchange/tmx_own_properties.h"
#include "tm_store/exchange/tmx_segment_writer.h"
#include "tm_store/exchange/xml_text.h"

namespace presstm {
namespace {

constexpr char kAllLanguages[] = "*all*";

void AppendElement(absl::string_view indent, absl::string_view start_tag,
                   absl::string_view text, std::string& out) {
  const absl::string_view name = start_tag.substr(0, start_tag.find(' '));
  absl::StrAppend(&out, indent, "<", start_tag, ">");
  AppendXmlText(text, out);
  absl::StrAppend(&out, "</", name, ">\n");
}

void AppendNotes(absl::string_view indent,
                 const std::vector<std::string>& notes, std::string& out) {
  for (const std::string& note : notes) {
    AppendElement(indent, "note", note, out);
  }
}

void AppendProperty(absl::string_view indent, const Property& property,
                    std::string& out) {
  std::string start_tag = "prop type=\"";
  AppendXmlAttributeValue(property.key, start_tag);
  start_tag += '"';
  AppendElement(indent, start_tag, property.value, out);
}

void AppendVariant(const Variant& variant, std::string& out) {
  out += "<tuv";
  AppendXmlAttribute("xml:lang", variant.language, out);
  out += ">\n";
  AppendNotes("  ", variant.notes, out);
  for (const Property& property : variant.properties) {
    AppendProperty("  ", property, out);
  }
  out += "  <seg>";
  AppendTmxSegment(variant.segment, out);
  out += "</seg>\n</tuv>\n";
}

bool IsSegmentType(const Property& property) {
  return property.key == kSegmentTypeProperty &&
         (property.value == "block" || property.value == "paragraph" ||
          property.value == "sentence" || property.value == "phrase");
}

// Whether the unit is fit for TMX's attribute segtype: it is read back as the
// first property.
bool HasSegmentType(const TranslationUnit& unit) {
  return !unit.properties.empty() && IsSegmentType(unit.properties[0]);
}

// Whether the unit or one of its variants has a property `key`.
bool HasProperty(const TranslationUnit& unit, const std::string& key) {
  const auto has = [&](const auto& owner) {
    return std::ranges::find(owner.properties, key, &Property::key) !=
           owner.properties.end();
  };
  return has(unit) || std::ranges::any_of(unit.variants, has);
}

}  // namespace

absl::StatusOr<TmxWriter> TmxWriter::Create(Options options) {
  PRESSTM_ASSIGN_OR_RETURN(LanguageSubset subset,
                           LanguageSubset::Create(options.languages));
  std::optional<Language> source;
  if (options.source_comes_first && !options.source_language.empty()) {
    PRESSTM_ASSIGN_OR_RETURN(source, ParseLanguage(options.source_language));
  }
  return TmxWriter(std::move(options), std::move(source), std::move(subset));
}

std::string TmxWriter::Header() const {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<tmx version=\"1.4\">\n"
      "<header creationtool=\"presstm\"";
  AppendXmlAttribute("creationtoolversion", options_.tool_version, out);
  absl::StrAppend(&out, " segtype=\"sentence\" o-tmf=\"presstm\"",
                  " adminlang=\"en\"");
  AppendXmlAttribute("srclang",
                     options_.source_language.empty()
                         ? kAllLanguages
                         : options_.source_language,
                     out);
  absl::StrAppend(&out, " datatype=\"plaintext\"/>\n<body>\n");
  return out;
}

std::string TmxWriter::Footer() const { return "</body>\n</tmx>\n"; }

std::string TmxWriter::Unit(const TranslationUnit& unit) const {
  const bool is_changed = !subset_.has_all() || source_.has_value() ||
                          options_.context_names != ContextNames::kOwnOnly;
  if (!is_changed) return WholeUnit(unit);
  TranslationUnit part = unit;
  if (!subset_.Restrict(part)) return "";
  PutSourceFirst(part);
  AddContextsForOthers(part);
  return WholeUnit(part);
}

std::string TmxWriter::WholeUnit(const TranslationUnit& unit) const {
  std::string out;
  const bool has_segment_type = HasSegmentType(unit);
  AppendUnitTag(unit, has_segment_type, out);
  AppendNotes("", unit.notes, out);
  for (size_t k = has_segment_type ? 1 : 0; k < unit.properties.size(); ++k) {
    AppendProperty("", unit.properties[k], out);
  }
  for (const Property& property : MakeOwnProperties(unit)) {
    AppendProperty("", property, out);
  }
  for (const Variant& variant : unit.variants) AppendVariant(variant, out);
  out += "</tu>\n";
  return out;
}

void TmxWriter::AppendUnitTag(const TranslationUnit& unit,
                              bool has_segment_type, std::string& out) const {
  out += "<tu";
  AppendXmlAttribute("tuid", unit.external_id, out);
  if (has_segment_type) {
    AppendXmlAttribute("segtype", unit.properties[0].value, out);
  }
  if (unit.source_language != options_.source_language) {
    AppendXmlAttribute(
        "srclang",
        unit.source_language.empty() ? kAllLanguages : unit.source_language,
        out);
  }
  AppendXmlAttribute("creationdate", FormatTmxDate(unit.create_time), out);
  AppendXmlAttribute("creationid", unit.created_by, out);
  AppendXmlAttribute("changedate", FormatTmxDate(unit.change_time), out);
  AppendXmlAttribute("changeid", unit.changed_by, out);
  if (unit.usage_count > 0) {
    AppendXmlAttribute("usagecount", absl::StrCat(unit.usage_count), out);
  }
  AppendXmlAttribute("lastusagedate", FormatTmxDate(unit.last_used_time), out);
  out += ">\n";
}

void TmxWriter::PutSourceFirst(TranslationUnit& unit) const {
  if (!source_.has_value()) return;
  const auto first =
      std::ranges::find_if(unit.variants, [this](const Variant& variant) {
        const auto language = ParseLanguage(variant.language);
        return language.ok() && LanguageAnswers(*source_, *language);
      });
  if (first == unit.variants.begin() || first == unit.variants.end()) return;
  // Without a direction contexts are of the variant that came first.
  if (unit.source_language.empty()) {
    for (Context& context : unit.contexts) {
      if (context.language.empty()) {
        context.language = unit.variants.front().language;
      }
    }
  }
  std::rotate(unit.variants.begin(), first, first + 1);
}

void TmxWriter::AddContextsForOthers(TranslationUnit& unit) const {
  if (options_.context_names == ContextNames::kOwnOnly) return;
  std::vector<Property> added;
  for (const Context& context : unit.contexts) {
    for (Property& property :
         ContextProperties(context, options_.context_names)) {
      if (!HasProperty(unit, property.key))
        added.push_back(std::move(property));
    }
  }
  const Variant* source = SourceVariant(unit);
  const bool is_of_source =
      source != nullptr &&
      PlaceOfContexts(options_.context_names) == ContextPlace::kSourceVariant;
  std::vector<Property>& properties =
      is_of_source
          ? unit.variants[static_cast<size_t>(source - unit.variants.data())]
                .properties
          : unit.properties;
  std::ranges::move(added, std::back_inserter(properties));
}

}  // namespace presstm
