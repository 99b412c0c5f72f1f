#include "tm_store/exchange/tmx_metadata.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace presstm {
namespace {

bool IsYes(absl::string_view value) {
  return value == "yes" || value == "true" || value == "1";
}

Origin OriginFromValue(absl::string_view value) {
  if (value == "mt" || value == "nmt" || value == "amt" ||
      absl::StrContains(value, "machine") || absl::StartsWith(value, "mt:")) {
    return Origin::kMachine;
  }
  if (absl::StartsWith(value, "align")) return Origin::kAligned;
  if (value == "human" || value == "interactive") return Origin::kHuman;
  return Origin::kUnspecified;
}

Origin OriginFromProperty(absl::string_view key, absl::string_view value) {
  if (key == "x-origin" || key == "origin") return OriginFromValue(value);
  if (key == "aligned" || key == "x-aligned") {
    return IsYes(value) ? Origin::kAligned : Origin::kUnspecified;
  }
  if (key == "tmgr:mtflag" || key == "tmgr-mtflag" || key == "x-mt" ||
      key == "mt") {
    return IsYes(value) ? Origin::kMachine : Origin::kUnspecified;
  }
  return Origin::kUnspecified;
}

TranslationStatus StatusFromProperty(absl::string_view key,
                                     absl::string_view value) {
  if (key == "reviewed" && IsYes(value)) return TranslationStatus::kApproved;
  if (key != "x-confirmationlevel") return TranslationStatus::kUnspecified;
  if (absl::StartsWith(value, "approved")) return TranslationStatus::kApproved;
  if (value == "translated") return TranslationStatus::kTranslated;
  if (value == "draft" || absl::StartsWith(value, "rejected")) {
    return TranslationStatus::kDraft;
  }
  return TranslationStatus::kUnspecified;
}

bool NamesDocument(absl::string_view key, absl::string_view value) {
  if (key == "tmgr:docname" || key == "tmgr-docname") return value != "none";
  return key == "file" || key == "x-document" || key == "filename";
}

void SetIfEmpty(bool applies, const std::string& value, std::string& field) {
  if (applies && field.empty()) field = value;
}

void Read(const Property& property, TmxMetadata& metadata) {
  const std::string key = absl::AsciiStrToLower(property.key);
  const std::string value = absl::AsciiStrToLower(
      absl::StripAsciiWhitespace(property.value).substr(0, 100));
  if (metadata.origin == Origin::kUnspecified) {
    metadata.origin = OriginFromProperty(key, value);
  }
  if (metadata.status == TranslationStatus::kUnspecified) {
    metadata.status = StatusFromProperty(key, value);
  }
  SetIfEmpty(NamesDocument(key, value), property.value, metadata.document);
  SetIfEmpty(key == "created_by", property.value, metadata.created_by);
  SetIfEmpty(key == "modified_by", property.value, metadata.changed_by);
}

}  // namespace

TmxMetadata MetadataFromProperties(const TranslationUnit& unit) {
  TmxMetadata metadata = {.origin = Origin::kUnspecified};
  for (const Property& property : unit.properties) Read(property, metadata);
  for (const Variant& variant : unit.variants) {
    for (const Property& property : variant.properties) {
      Read(property, metadata);
    }
  }
  if (metadata.origin == Origin::kUnspecified) {
    const bool is_machine =
        unit.created_by == "MT!" || unit.changed_by == "MT!";
    metadata.origin = is_machine ? Origin::kMachine : Origin::kImported;
  }
  return metadata;
}

}  // namespace presstm
