#include "tm_store/exchange/xliff_document_builder.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/xliff_root.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr size_t kMaxDataBytes = 1024 * 1024;
constexpr size_t kMaxIdBytesInProblems = 200;

std::string Bounded(absl::string_view value) {
  return value.size() <= kMaxMetadataBytes ? std::string(value) : "";
}

bool IsOneOf(absl::string_view value, absl::string_view a,
             absl::string_view b) {
  return value == a || value == b;
}

}  // namespace

absl::Status XliffDocumentBuilder::StartRoot(absl::string_view name,
                                             const XmlAttributes& attributes) {
  PRESSTM_ASSIGN_OR_RETURN(XliffRoot root, ReadXliffRoot(name, attributes));
  prefix_ = std::move(root.prefix);
  is_version_2_ = root.is_version_2;
  has_root_ = true;
  source_language_ = Bounded(attributes.Get("srcLang"));
  target_language_ = Bounded(attributes.Get("trgLang"));
  places_.push_back(Place::kRoot);
  return absl::OkStatus();
}

XliffDocumentBuilder::Place XliffDocumentBuilder::PlaceOf(
    absl::string_view name, const XmlAttributes& attributes) const {
  switch (places_.back()) {
    case Place::kSkipped:
      return Place::kSkipped;
    case Place::kSource:
    case Place::kDivided:
    case Place::kTarget:
    case Place::kInline:
      return Place::kInline;
    case Place::kNote:
    case Place::kData:
      return Place::kOther;
    default:
      break;
  }
  if (name == "file") return Place::kFile;
  if (name == "trans-unit" || name == "unit") {
    return attributes.Get("translate") == "no" ? Place::kSkipped : Place::kUnit;
  }
  if (line_ == 0) return Place::kOther;
  // Proposals, and texts between segments, were approved by nobody.
  if (name == "alt-trans" || name == "ignorable" || name == "matches" ||
      absl::EndsWith(name, ":matches")) {
    return Place::kSkipped;
  }
  if (name == "segment") return Place::kSegment;
  if (name == "source") return Place::kSource;
  if (name == "seg-source") return Place::kDivided;
  if (name == "target") return Place::kTarget;
  if (name == "note") return Place::kNote;
  return name == "data" ? Place::kData : Place::kOther;
}

absl::Status XliffDocumentBuilder::StartElement(absl::string_view name,
                                                const XmlAttributes& attributes,
                                                int64_t line) {
  if (!has_root_) return StartRoot(name, attributes);
  if (places_.size() >= kMaxXmlDepth) {
    return InvalidArgument(
        ErrorReason::kFileMalformed,
        absl::StrCat("elements are nested deeper than ", kMaxXmlDepth));
  }
  if (!prefix_.empty()) absl::ConsumePrefix(&name, prefix_);
  const Place place = PlaceOf(name, attributes);
  places_.push_back(place);
  switch (place) {
    case Place::kFile:
      document_ = Bounded(attributes.Get("original"));
      previous_text_.clear();
      if (is_version_2_) break;
      source_language_ = Bounded(attributes.Get("source-language"));
      target_language_ = Bounded(attributes.Get("target-language"));
      break;
    case Place::kUnit:
      BeginUnit(attributes, line);
      break;
    case Place::kSegment:
      line_ = line;
      is_approved_ = IsOneOf(attributes.Get("state"), "final", "reviewed");
      break;
    case Place::kSource:
      StartText(attributes, source_);
      source_.language = source_language_;
      break;
    case Place::kDivided:
      StartText(attributes, divided_);
      break;
    case Place::kTarget:
      StartText(attributes, target_);
      is_approved_ |= IsOneOf(attributes.Get("state"), "final", "signed-off");
      if (target_.language.empty()) target_.language = target_language_;
      break;
    case Place::kInline:
      text_.Start(name, attributes,
                  [this](absl::string_view id) { return DataOf(id); });
      break;
    case Place::kNote:
    case Place::kData:
      captured_.clear();
      data_id_ = Bounded(attributes.Get("id"));
      break;
    default:
      break;
  }
  return absl::OkStatus();
}

void XliffDocumentBuilder::StartText(const XmlAttributes& attributes,
                                     Side& side) {
  text_.Take();
  side.is_there = true;
  side.language = Bounded(attributes.Get("xml:lang"));
}

void XliffDocumentBuilder::BeginUnit(const XmlAttributes& attributes,
                                     int64_t line) {
  line_ = line;
  id_ = Bounded(attributes.Get("id"));
  is_approved_ = attributes.Get("approved") == "yes";
  is_damaged_ = is_too_long_ = false;
  source_ = divided_ = target_ = Side();
  notes_.clear();
  data_.clear();
  data_bytes_ = 0;
}

void XliffDocumentBuilder::EndElement(absl::string_view) {
  const Place place = places_.back();
  places_.pop_back();
  switch (place) {
    case Place::kSource:
    case Place::kDivided:
    case Place::kTarget: {
      is_too_long_ |= text_.is_too_long();
      Side& side = place == Place::kSource   ? source_
                   : place == Place::kTarget ? target_
                                             : divided_;
      side.texts = text_.Take();
      break;
    }
    case Place::kInline:
      text_.End();
      break;
    case Place::kNote:
      if (notes_.size() < kMaxNotes) notes_.push_back(captured_);
      break;
    case Place::kData:
      data_bytes_ += captured_.size();
      if (data_bytes_ <= kMaxDataBytes) data_[data_id_] = captured_;
      break;
    case Place::kSegment:
      EndSegment();
      source_ = target_ = Side();
      break;
    case Place::kUnit:
      EndUnit();
      break;
    case Place::kFile:
      Flush();
      break;
    default:
      break;
  }
}

void XliffDocumentBuilder::Text(absl::string_view text) {
  switch (places_.empty() ? Place::kOther : places_.back()) {
    case Place::kSource:
    case Place::kDivided:
    case Place::kTarget:
    case Place::kInline:
      text_.Text(text);
      break;
    case Place::kNote:
    case Place::kData:
      if (captured_.size() + text.size() <= kMaxMetadataBytes) {
        captured_.append(text.data(), text.size());
      }
      break;
    default:
      break;
  }
}

void XliffDocumentBuilder::AddFlaw(const XmlFlaw& flaw, int64_t) {
  is_damaged_ |= flaw.kind != XmlFlawKind::kIllegalCharacter;
}

void XliffDocumentBuilder::EndUnit() {
  if (!is_version_2_) EndSegment();
  line_ = 0;
}

// One text against the other, or their parts by their marks.
void XliffDocumentBuilder::EndSegment() {
  const auto& parts = divided_.texts.parts;
  if (parts.empty()) {
    Emit(source_.texts.whole,
         target_.is_there ? &target_.texts.whole : nullptr);
    return;
  }
  for (const XliffPart& part : parts) {
    const Segment* target = nullptr;
    for (const XliffPart& other : target_.texts.parts) {
      if (other.mid == part.mid) target = &other.segment;
    }
    Emit(part.segment, target);
  }
}

std::string XliffDocumentBuilder::FaultOf(const Segment* target) const {
  if (is_damaged_) {
    return "The unit has bytes or entities that stand for no character.";
  }
  if (is_too_long_) return "The segment is too long.";
  if (source_.language.empty() || target_.language.empty()) {
    return "The variant has no language.";
  }
  return IsBlank(target->text) ? "The segment is empty." : "";
}

void XliffDocumentBuilder::Emit(const Segment& source, const Segment* target) {
  if (IsBlank(source.text)) return;
  if (held_.has_value()) {
    held_->unit.contexts[0].next_text = source.text;
    Flush();
  }
  Context context = {.previous_text =
                         std::exchange(previous_text_, source.text)};
  if (!is_approved_ || target == nullptr) {
    ++passed_over_;
    return;
  }
  ++approved_;
  const std::string fault = FaultOf(target);
  if (!fault.empty()) {
    const std::string id = id_.substr(0, kMaxIdBytesInProblems);
    problems_.push_back({.kind = FileProblem::Kind::kRejectedUnit,
                         .line = line_,
                         .external_id = id.substr(0, FindInvalidUtf8(id)),
                         .reason = fault});
    return;
  }
  TranslationUnit unit = {
      .source_language = source_.language,
      .variants = {{.language = source_.language, .segment = source},
                   {.language = target_.language, .segment = *target}},
      .notes = notes_,
      .contexts = {std::move(context)},
      .document = document_,
      .external_id = id_,
      .origin = Origin::kImported,
      .status = TranslationStatus::kApproved};
  held_ = FileUnit{.unit = std::move(unit), .line = line_};
}

void XliffDocumentBuilder::EndInput() {
  Flush();
  ReportPassedOver();
}

void XliffDocumentBuilder::ReportPassedOver() {
  if (passed_over_ == 0) return;
  problems_.push_back(
      {.kind = FileProblem::Kind::kWarning,
       .reason = approved_ == 0
                     ? "No segment has an approved or final target, so there "
                       "is no unit."
                     : "Segments without an approved or final target were "
                       "passed over.",
       .detail = absl::StrCat(passed_over_, " of ", passed_over_ + approved_,
                              " segments passed over")});
  passed_over_ = 0;
}

// Hands on the unit that waits.
void XliffDocumentBuilder::Flush() {
  if (!held_.has_value()) return;
  std::vector<Context>& contexts = held_->unit.contexts;
  if (contexts[0] == Context()) contexts.clear();
  units_.push_back(*std::exchange(held_, std::nullopt));
}

std::string XliffDocumentBuilder::DataOf(absl::string_view id) const {
  const auto it = data_.find(id);
  return it == data_.end() ? "" : it->second;
}

}  // namespace presstm
