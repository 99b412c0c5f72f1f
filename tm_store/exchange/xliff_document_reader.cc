#include "tm_store/exchange/xliff_document_reader.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/xliff_root.h"
#include "tm_store/exchange/xliff_state.h"
#include "tm_store/exchange/xml_tag.h"
#include "tm_store/exchange/xml_text.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr size_t kMaxDataBytes = 1024 * 1024;

bool IsBlankSegment(const Segment& segment) {
  return IsBlank(segment.text) && segment.codes.empty();
}

// A root that gets its target language.
class RootStretch final : public DocumentStretch {
 public:
  RootStretch(std::string text, TextEdit edit)
      : DocumentStretch(std::move(text)), edit_(std::move(edit)) {}

  std::vector<TextEdit> Edits(absl::Span<const SegmentAnswer>) const override {
    return {edit_};
  }

 private:
  const TextEdit edit_;
};

}  // namespace

XliffDocumentReader::XliffDocumentReader(const DocumentLanguages& languages)
    : XmlDocumentReader({.article_and_name = "an XLIFF", .root = "xliff"}),
      languages_(languages) {}

absl::Status XliffDocumentReader::StartRoot(absl::string_view name,
                                            const XmlAttributes& attributes) {
  PRESSTM_ASSIGN_OR_RETURN(XliffRoot root, ReadXliffRoot(name, attributes));
  is_version_2_ = root.is_version_2;
  set_prefix(std::move(root.prefix));
  if (!is_version_2_) return absl::OkStatus();
  source_language_ = std::string(attributes.Get("srcLang"));
  target_language_ = std::string(attributes.Get("trgLang"));
  if (!target_language_.empty() || languages_.target.empty()) {
    return absl::OkStatus();
  }
  target_language_ = languages_.target;
  const int64_t begin = stretch_begin();
  TextEdit edit;
  edit.begin = edit.end =
      static_cast<size_t>(tag_begin() - begin) + 1 + name.size();
  AppendXmlAttribute("trgLang", target_language_, edit.text);
  queue().Push(
      std::make_unique<RootStretch>(CutAt(tag_end()), std::move(edit)));
  return absl::OkStatus();
}

XliffDocumentReader::Role XliffDocumentReader::RoleOf(
    absl::string_view name) const {
  switch (open_.empty() ? Role::kOther : open_.back().role) {
    case Role::kSkipped:
    case Role::kMatches:
      return Role::kSkipped;
    case Role::kSource:
    case Role::kDivided:
    case Role::kTarget:
    case Role::kInline:
      return Role::kInline;
    case Role::kData:
      return Role::kOther;
    default:
      break;
  }
  if (!is_unit_open_) {
    if (name == "file") return Role::kFile;
    return name == (is_version_2_ ? "unit" : "trans-unit") ? Role::kUnit
                                                           : Role::kOther;
  }
  if (absl::EndsWith(name, ":matches")) return Role::kMatches;
  if (name == "alt-trans" || name == "ignorable" || name == "matches") {
    return Role::kSkipped;
  }
  if (is_version_2_) {
    if (name == "segment") return Role::kSegment;
    if (name == "data") return Role::kData;
    const bool in_segment = open_.back().role == Role::kSegment;
    if (!in_segment) return Role::kOther;
  } else if (open_.back().role != Role::kUnit) {
    return Role::kOther;
  }
  if (name == "source") return Role::kSource;
  if (name == "seg-source") return Role::kDivided;
  return name == "target" ? Role::kTarget : Role::kOther;
}

void XliffDocumentReader::Start(absl::string_view name,
                                const XmlAttributes& attributes) {
  const Role role = RoleOf(name);
  const absl::string_view translate = attributes.Get("translate");
  OpenElement element = {.role = role};
  element.is_protected = !open_.empty() && open_.back().is_protected;
  if (role != Role::kInline && !translate.empty()) {
    element.is_protected = translate == "no";
  }
  element.span = {.begin = tag_begin(), .tag_end = tag_end()};
  open_.push_back(element);
  if (is_unit_open_ && is_version_2_) {
    const absl::string_view id = attributes.Get("id");
    if (!id.empty()) places_.ids.emplace(id);
  }
  switch (role) {
    case Role::kFile:
      BeginFile(attributes);
      break;
    case Role::kUnit:
      BeginTransUnit(attributes);
      break;
    case Role::kSegment:
      BeginSegment(attributes);
      break;
    case Role::kSource:
      place_.white_space = WhiteSpaceBefore(tag_begin());
      break;
    case Role::kTarget:
      if (!is_version_2_) {
        is_locked_ |= IsFinalState(attributes.Get("state"));
        is_untranslated_ = IsUntranslatedState(attributes.Get("state"));
      }
      break;
    case Role::kInline:
      StartInline(name, attributes);
      break;
    case Role::kData:
      data_id_ = std::string(attributes.Get("id"));
      break;
    case Role::kMatches:
      places_.matches_prefix = std::string(name.substr(0, name.size() - 7));
      break;
    case Role::kOther:
      if (is_unit_open_) NoteLock(name, attributes);
      break;
    case Role::kDivided:
    case Role::kSkipped:
      break;
  }
}

void XliffDocumentReader::BeginFile(const XmlAttributes& attributes) {
  queue().Break();
  if (is_version_2_) return;
  source_language_ = std::string(attributes.Get("source-language"));
  target_language_ = std::string(attributes.Get("target-language"));
}

void XliffDocumentReader::BeginTransUnit(const XmlAttributes& attributes) {
  BeginUnit();
  is_unit_open_ = true;
  line_ = line();
  places_ = {.is_version_2 = is_version_2_, .prefix = prefix()};
  if (target_language_.empty()) {
    places_.target_language = languages_.target;
  }
  places_.unit = open_.back().span;
  segments_.clear();
  is_protected_ = open_.back().is_protected;
  is_locked_ = IsLocked(attributes);
  is_untranslated_ = false;
  is_too_long_ = false;
  locked_parts_.clear();
  data_.clear();
  place_ = XliffPlace();
  source_ = divided_ = target_ = ReadText();
}

void XliffDocumentReader::BeginSegment(const XmlAttributes& attributes) {
  place_ = XliffPlace();
  source_ = target_ = ReadText();
  is_locked_ = IsFinalState(attributes.Get("state")) || IsLocked(attributes);
  is_untranslated_ = IsUntranslatedState(attributes.Get("state"));
  place_.segment_id = std::string(attributes.Get("id"));
}

// Trados says beside the target which of its parts are locked.
void XliffDocumentReader::NoteLock(absl::string_view name,
                                   const XmlAttributes& attributes) {
  if (absl::EndsWith(name, ":seg") && IsLocked(attributes)) {
    locked_parts_.emplace(attributes.Get("id"));
  }
}

void XliffDocumentReader::StartInline(absl::string_view name,
                                      const XmlAttributes& attributes) {
  const size_t codes = builder_.code_count();
  const size_t parts = builder_.part_count();
  builder_.Start(name, attributes,
                 [this](absl::string_view id) { return DataOf(id); });
  spans_.Start(codes, builder_.code_count(), {tag_begin(), tag_end()});
  if (builder_.part_count() == parts) return;
  open_.back().part = parts_.size();
  parts_.push_back({.mark = open_.back().span, .first_code = codes});
}

void XliffDocumentReader::EndInline() {
  OpenElement& element = open_.back();
  const size_t codes = builder_.code_count();
  builder_.End();
  spans_.End(codes, builder_.code_count(), {tag_begin(), tag_end()});
  if (!element.part.has_value()) return;
  PartText& part = parts_[*element.part];
  part.mark = element.span;
  part.end_code = codes;
}

void XliffDocumentReader::Text(absl::string_view text) {
  switch (open_.empty() ? Role::kOther : open_.back().role) {
    case Role::kSource:
    case Role::kDivided:
    case Role::kTarget:
    case Role::kInline:
      builder_.Text(text);
      break;
    case Role::kData: {
      std::string& data = data_[data_id_];
      if (data.size() + text.size() <= kMaxDataBytes) {
        data.append(text.data(), text.size());
      }
      break;
    }
    default:
      break;
  }
}

void XliffDocumentReader::End(absl::string_view) {
  OpenElement& element = open_.back();
  element.span.close_begin = tag_begin();
  element.span.end = tag_end();
  const ElementSpan span = element.span;
  switch (element.role) {
    case Role::kInline:
      EndInline();
      break;
    case Role::kSource:
      EndText(span, source_);
      place_.after_source = span.end;
      break;
    case Role::kDivided:
      EndText(span, divided_);
      place_.after_source = span.end;
      break;
    case Role::kTarget:
      EndText(span, target_);
      break;
    case Role::kMatches:
      if (!span.is_empty_tag()) places_.matches = span;
      break;
    case Role::kSegment:
      place_.segment_element = span;
      EndPlace();
      break;
    case Role::kUnit:
      if (!is_version_2_) EndPlace();
      EndUnit();
      break;
    case Role::kFile:
      queue().Break();
      break;
    default:
      break;
  }
  open_.pop_back();
}

void XliffDocumentReader::EndText(const ElementSpan& span, ReadText& side) {
  is_too_long_ |= builder_.is_too_long();
  side.texts = builder_.Take();
  side.markup = spans_.Take(Kept(stretch_begin(), tag_end()), stretch_begin());
  side.parts = std::exchange(parts_, {});
  side.span = span;
  side.is_there = true;
}

// Makes segments of the source that has been read.
void XliffDocumentReader::EndPlace() {
  if (!source_.is_there) return;
  const bool is_copy =
      is_untranslated_ && target_.texts.whole == source_.texts.whole;
  const bool has_target =
      target_.is_there && !IsBlankSegment(target_.texts.whole) && !is_copy;
  if (target_.is_there) place_.target = target_.span;
  if (divided_.parts.empty()) {
    place_.segment =
        AddSegment(source_.texts.whole, source_.markup, has_target, is_locked_);
  } else {
    AddDivided(place_);
  }
  places_.places.push_back(std::move(place_));
}

void XliffDocumentReader::AddDivided(XliffPlace& place) {
  const bool is_target_blank = IsBlankSegment(target_.texts.whole);
  place.divided = divided_.span;
  for (size_t k = 0; k < divided_.parts.size(); ++k) {
    const XliffPart& text = divided_.texts.parts[k];
    XliffPartPlace part = {.mid = text.mid, .mark = divided_.parts[k].mark};
    bool has_target = false;
    for (size_t j = 0; j < target_.parts.size(); ++j) {
      if (target_.texts.parts[j].mid != text.mid) continue;
      part.target_mark = target_.parts[j].mark;
      has_target = !IsBlankSegment(target_.texts.parts[j].segment);
    }
    // There is no place for it.
    if (!part.target_mark.has_value()) {
      has_target = !is_target_blank || !target_.parts.empty();
    }
    const auto begin = divided_.markup.begin();
    part.segment = AddSegment(
        text.segment,
        {begin + static_cast<std::ptrdiff_t>(divided_.parts[k].first_code),
         begin + static_cast<std::ptrdiff_t>(divided_.parts[k].end_code)},
        has_target, is_locked_ || locked_parts_.count(text.mid) > 0);
    place.parts.push_back(std::move(part));
  }
}

std::optional<size_t> XliffDocumentReader::AddSegment(
    const Segment& source, std::vector<std::string> markup, bool has_target,
    bool is_locked) {
  if (IsBlank(source.text)) return std::nullopt;
  SegmentState state = SegmentState::kOpen;
  if (is_protected_) {
    state = SegmentState::kProtected;
  } else if (is_locked) {
    state = SegmentState::kLocked;
  } else if (has_target) {
    state = SegmentState::kTranslated;
  } else if (is_too_long_ || has_unknown_text() ||
             markup.size() != source.codes.size()) {
    state = SegmentState::kUnreadable;
  }
  segments_.push_back(
      {.line = line_,
       .source_language =
           source_language_.empty() ? languages_.source : source_language_,
       .target_language =
           target_language_.empty() ? languages_.target : target_language_,
       .source = source,
       .markup = std::move(markup),
       .state = state});
  return segments_.size() - 1;
}

void XliffDocumentReader::EndUnit() {
  const int64_t begin = stretch_begin();
  auto stretch = std::make_unique<XliffUnitStretch>(CutAt(tag_end()), begin,
                                                    std::move(places_));
  stretch->segments() = std::move(segments_);
  segments_.clear();
  queue().Push(std::move(stretch));
  is_unit_open_ = false;
  XmlDocumentReader::EndUnit();
}

std::string XliffDocumentReader::DataOf(absl::string_view id) const {
  const auto it = data_.find(id);
  return it == data_.end() ? "" : it->second;
}

}  // namespace presstm
