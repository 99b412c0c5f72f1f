#include "tm_store/exchange/tmx_document_builder.h"

#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

std::string ShortName(absl::string_view name) {
  return name.size() <= 40 ? std::string(name)
                           : absl::StrCat(name.substr(0, 40), "...");
}

// An attribute of the header; over-long ones are nothing we need.
std::string HeaderText(const XmlAttributes& attributes,
                       absl::string_view name) {
  const absl::string_view value = attributes.Get(name);
  return value.size() <= kMaxMetadataBytes ? std::string(value) : "";
}

}  // namespace

absl::string_view TmxDocumentBuilder::WithoutPrefix(
    absl::string_view name) const {
  if (!prefix_.empty()) absl::ConsumePrefix(&name, prefix_);
  return name;
}

absl::Status TmxDocumentBuilder::StartElement(absl::string_view name,
                                              const XmlAttributes& attributes,
                                              int64_t line) {
  if (!has_root_) return StartRoot(name, attributes);
  if (places_.size() >= kMaxXmlDepth) {
    return InvalidArgument(
        ErrorReason::kTmxMalformed,
        absl::StrCat("elements are nested deeper than ", kMaxXmlDepth));
  }
  name = WithoutPrefix(name);
  const Place place = PlaceOf(name);
  places_.push_back(place);
  switch (place) {
    case Place::kHeader:
      in_header_ = true;
      ReadHeader(attributes, line);
      break;
    case Place::kUnit:
      unit_builder_.BeginUnit(attributes, header_, line);
      break;
    case Place::kVariant:
      in_variant_ = true;
      unit_builder_.BeginVariant(attributes, line);
      break;
    case Place::kSegment:
      in_segment_ = true;
      unit_builder_.BeginSegment();
      break;
    case Place::kInline:
      unit_builder_.SegmentStart(name, attributes);
      break;
    case Place::kProperty:
    case Place::kNote:
      is_capturing_ = true;
      captured_type_ = std::string(attributes.Get("type"));
      break;
    case Place::kRoot:
    case Place::kOther:
      break;
  }
  return absl::OkStatus();
}

TmxDocumentBuilder::Place TmxDocumentBuilder::PlaceOf(
    absl::string_view name) const {
  if (is_capturing_) return Place::kOther;
  const bool may_capture = in_header_ || unit_builder_.in_unit();
  if (may_capture && !(in_segment_ && unit_builder_.in_code())) {
    if (name == "prop") return Place::kProperty;
    if (name == "note") return Place::kNote;
  }
  if (in_segment_) return Place::kInline;
  if (in_variant_) return name == "seg" ? Place::kSegment : Place::kOther;
  if (unit_builder_.in_unit()) {
    return name == "tuv" ? Place::kVariant : Place::kOther;
  }
  if (in_header_) return Place::kOther;
  if (name == "tu") return Place::kUnit;
  if (name == "header") return Place::kHeader;
  return Place::kOther;
}

absl::Status TmxDocumentBuilder::StartRoot(absl::string_view name,
                                           const XmlAttributes& attributes) {
  if (name != "tmx" && !absl::EndsWith(name, ":tmx")) {
    return InvalidArgument(ErrorReason::kTmxMalformed,
                           absl::StrCat("not a TMX file: its root element is <",
                                        ShortName(name), ">, not <tmx>"));
  }
  prefix_ = std::string(name.substr(0, name.size() - 3));
  has_root_ = true;
  places_.push_back(Place::kRoot);
  header_.version = HeaderText(attributes, "version");
  return absl::OkStatus();
}

void TmxDocumentBuilder::ReadHeader(const XmlAttributes& attributes,
                                    int64_t line) {
  header_.creation_tool = HeaderText(attributes, "creationtool");
  header_.creation_tool_version = HeaderText(attributes, "creationtoolversion");
  header_.segment_type = HeaderText(attributes, "segtype");
  header_.original_format = HeaderText(attributes, "o-tmf");
  header_.admin_language = HeaderText(attributes, "adminlang");
  header_.data_type = HeaderText(attributes, "datatype");
  header_.source_language = HeaderText(attributes, "srclang");
  if (header_.source_language.empty()) return;
  if (absl::EqualsIgnoreCase(header_.source_language, "*all*")) {
    header_.source_language.clear();
  } else if (!ParseLanguage(header_.source_language).ok()) {
    Warn("The header's source language is unknown.",
         ShortName(header_.source_language), line);
    header_.source_language.clear();
  }
}

void TmxDocumentBuilder::EndElement(absl::string_view name) {
  const Place place = places_.back();
  places_.pop_back();
  switch (place) {
    case Place::kHeader:
      in_header_ = false;
      break;
    case Place::kUnit:
      if (std::optional<FileUnit> unit = unit_builder_.EndUnit()) {
        units_.push_back(*std::move(unit));
      }
      break;
    case Place::kVariant:
      in_variant_ = false;
      unit_builder_.EndVariant();
      break;
    case Place::kSegment:
      in_segment_ = false;
      break;
    case Place::kInline:
      unit_builder_.SegmentEnd(WithoutPrefix(name));
      break;
    case Place::kProperty:
    case Place::kNote:
      EndCapture(place);
      break;
    case Place::kRoot:
    case Place::kOther:
      break;
  }
}

void TmxDocumentBuilder::EndCapture(Place place) {
  is_capturing_ = false;
  std::string value = std::exchange(captured_, "");
  const bool is_overlong = std::exchange(is_overlong_, false) ||
                           captured_type_.size() > kMaxMetadataBytes;
  if (unit_builder_.in_unit()) {
    if (is_overlong) {
      unit_builder_.AddOverlong();
    } else if (place == Place::kNote) {
      unit_builder_.AddNote(std::move(value));
    } else {
      unit_builder_.AddProperty({std::move(captured_type_), std::move(value)});
    }
    return;
  }
  if (is_overlong) return;
  if (place == Place::kNote && header_.notes.size() < kMaxNotes) {
    header_.notes.push_back(std::move(value));
  } else if (place == Place::kProperty &&
             header_.properties.size() < kMaxProperties) {
    header_.properties.push_back({std::move(captured_type_), std::move(value)});
  }
}

void TmxDocumentBuilder::Text(absl::string_view text) {
  if (is_capturing_) {
    is_overlong_ |= captured_.size() + text.size() > kMaxMetadataBytes;
    if (!is_overlong_) captured_.append(text.data(), text.size());
  } else if (in_segment_) {
    unit_builder_.SegmentText(text);
  }
}

void TmxDocumentBuilder::AddFlaw(const XmlFlaw& flaw, int64_t line) {
  if (unit_builder_.in_unit()) {
    unit_builder_.AddFlaw(flaw);
    return;
  }
  switch (flaw.kind) {
    case XmlFlawKind::kInvalidBytes:
      Warn("Outside of units, bytes are invalid in the file's encoding.", "",
           line);
      break;
    case XmlFlawKind::kUndefinedEntity:
      Warn("Outside of units, an undefined entity is referred to.", flaw.entity,
           line);
      break;
    case XmlFlawKind::kIllegalCharacter:
      Warn(
          "Outside of units, characters that XML does not allow were left out.",
          absl::StrFormat("U+%04X", static_cast<uint32_t>(flaw.code_point)),
          line);
      break;
  }
}

void TmxDocumentBuilder::Warn(absl::string_view reason,
                              absl::string_view detail, int64_t line) {
  unit_builder_.problems().push_back({.kind = FileProblem::Kind::kWarning,
                                      .line = line,
                                      .reason = std::string(reason),
                                      .detail = std::string(detail)});
}

}  // namespace presstm
