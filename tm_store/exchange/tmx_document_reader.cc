#include "tm_store/exchange/tmx_document_reader.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/exchange/code_mapping.h"
#include "tm_store/exchange/xml_tag.h"
#include "tm_store/exchange/xml_text.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

// A unit and where its translation goes.
class TmxUnitStretch final : public DocumentStretch {
 public:
  // `edit` puts it there, between `before` and `after`.
  TmxUnitStretch(std::string text, DocumentSegment segment, TextEdit place,
                 std::string before, std::string after)
      : DocumentStretch(std::move(text)),
        place_(std::move(place)),
        before_(std::move(before)),
        after_(std::move(after)) {
    segments().push_back(std::move(segment));
  }

  std::vector<TextEdit> Edits(
      absl::Span<const SegmentAnswer> answers) const override {
    const DocumentSegment& segment = segments()[0];
    if (segment.state != SegmentState::kOpen || !answers[0].fill.has_value()) {
      return {};
    }
    const Proposal& fill = *answers[0].fill;
    TextEdit edit = place_;
    edit.text = before_;
    AppendMarkedUp(fill.target, MapCodes(segment, fill, fill.target),
                   segment.markup, edit.text);
    edit.text += after_;
    return {edit};
  }

 private:
  const TextEdit place_;
  const std::string before_;
  const std::string after_;
};

bool IsAnyLanguage(absl::string_view language) {
  return language.empty() || absl::EqualsIgnoreCase(language, "*all*");
}

}  // namespace

TmxDocumentReader::TmxDocumentReader(const DocumentLanguages& languages)
    : XmlDocumentReader({.article_and_name = "a TMX",
                         .root = "tmx",
                         .malformed = ErrorReason::kTmxMalformed}),
      languages_(languages) {}

absl::Status TmxDocumentReader::StartRoot(absl::string_view name,
                                          const XmlAttributes&) {
  if (name != "tmx" && !absl::EndsWith(name, ":tmx")) {
    return InvalidArgument(ErrorReason::kTmxMalformed,
                           absl::StrCat("not a TMX file: its root element is <",
                                        name.substr(0, 40), ">, not <tmx>"));
  }
  set_prefix(std::string(name.substr(0, name.size() - 3)));
  return absl::OkStatus();
}

TmxDocumentReader::Role TmxDocumentReader::RoleOf(
    absl::string_view name) const {
  switch (open_.empty() ? Role::kOther : open_.back().role) {
    case Role::kSegment:
    case Role::kInline:
      return Role::kInline;
    case Role::kVariant:
      return name == "seg" ? Role::kSegment : Role::kOther;
    case Role::kUnit:
      return name == "tuv" ? Role::kVariant : Role::kOther;
    default:
      break;
  }
  if (is_unit_open_) return Role::kOther;
  if (name == "tu") return Role::kUnit;
  return name == "header" ? Role::kHeader : Role::kOther;
}

void TmxDocumentReader::Start(absl::string_view name,
                              const XmlAttributes& attributes) {
  const Role role = RoleOf(name);
  open_.push_back(
      {.role = role, .span = {.begin = tag_begin(), .tag_end = tag_end()}});
  switch (role) {
    case Role::kHeader:
      header_language_ = std::string(attributes.Get("srclang"));
      break;
    case Role::kUnit:
      BeginUnit();
      is_unit_open_ = true;
      line_ = line();
      unit_language_ = std::string(attributes.Get("srclang"));
      variants_.clear();
      break;
    case Role::kVariant: {
      absl::string_view language = attributes.Get("xml:lang");
      if (language.empty()) language = attributes.Get("lang");
      variants_.push_back({.language = std::string(language),
                           .white_space = WhiteSpaceBefore(tag_begin())});
      break;
    }
    case Role::kInline: {
      const size_t codes = builder_.code_count();
      builder_.Start(name, attributes);
      spans_.Start(codes, builder_.code_count(), {tag_begin(), tag_end()});
      break;
    }
    case Role::kSegment:
    case Role::kOther:
      break;
  }
}

void TmxDocumentReader::Text(absl::string_view text) {
  const Role role = open_.empty() ? Role::kOther : open_.back().role;
  if (role == Role::kSegment || role == Role::kInline) builder_.Text(text);
}

void TmxDocumentReader::End(absl::string_view name) {
  OpenElement element = open_.back();
  open_.pop_back();
  element.span.close_begin = tag_begin();
  element.span.end = tag_end();
  switch (element.role) {
    case Role::kInline: {
      const size_t codes = builder_.code_count();
      builder_.End(name);
      spans_.End(codes, builder_.code_count(), {tag_begin(), tag_end()});
      break;
    }
    case Role::kSegment:
      EndSegment(element.span);
      break;
    case Role::kVariant:
      variants_.back().span = element.span;
      break;
    case Role::kUnit:
      EndUnit();
      break;
    case Role::kHeader:
    case Role::kOther:
      break;
  }
}

void TmxDocumentReader::EndSegment(const ElementSpan& span) {
  ReadVariant& variant = variants_.back();
  variant.is_readable = builder_.fault().empty();
  variant.segment = builder_.Take();
  variant.markup =
      spans_.Take(Kept(stretch_begin(), tag_end()), stretch_begin());
  variant.content = span;
  variant.has_segment = true;
}

const TmxDocumentReader::ReadVariant* TmxDocumentReader::FindVariant(
    const std::string& language) const {
  const auto wanted = ParseLanguage(language);
  if (!wanted.ok()) return nullptr;
  for (const ReadVariant& variant : variants_) {
    const auto its = ParseLanguage(variant.language);
    if (its.ok() && LanguageAnswers(*wanted, *its)) return &variant;
  }
  return nullptr;
}

void TmxDocumentReader::EndUnit() {
  MakeSegment();
  is_unit_open_ = false;
  XmlDocumentReader::EndUnit();
}

void TmxDocumentReader::MakeSegment() {
  std::string source_language = languages_.source;
  if (source_language.empty()) {
    source_language =
        unit_language_.empty() ? header_language_ : unit_language_;
  }
  const ReadVariant* source =
      IsAnyLanguage(source_language) ? nullptr : FindVariant(source_language);
  const int64_t begin = stretch_begin();
  if (source == nullptr || IsBlank(source->segment.text)) {
    queue().Push(std::make_unique<DocumentStretch>(CutAt(tag_end())));
    return;
  }
  DocumentSegment segment = {.line = line_,
                             .source_language = source->language,
                             .target_language = languages_.target,
                             .source = source->segment,
                             .markup = source->markup};
  const ReadVariant* target = FindVariant(languages_.target);
  if (target != nullptr &&
      (!IsBlank(target->segment.text) || !target->segment.codes.empty())) {
    segment.state = SegmentState::kTranslated;
  } else if (!source->is_readable || has_unknown_text() ||
             source->markup.size() != source->segment.codes.size()) {
    segment.state = SegmentState::kUnreadable;
  }
  Place place = PlaceOf(target, begin);
  queue().Push(std::make_unique<TmxUnitStretch>(
      CutAt(tag_end()), std::move(segment), std::move(place.edit),
      std::move(place.before), std::move(place.after)));
}

TmxDocumentReader::Place TmxDocumentReader::PlaceOf(const ReadVariant* target,
                                                    int64_t begin) const {
  Place place;
  if (target == nullptr) {
    const ReadVariant& last = variants_.back();
    place.edit.begin = place.edit.end =
        static_cast<size_t>(last.span.end - begin);
    place.before = absl::StrCat(last.white_space, "<", prefix(), "tuv");
    AppendXmlAttribute("xml:lang", languages_.target, place.before);
    absl::StrAppend(&place.before, "><", prefix(), "seg>");
    place.after = absl::StrCat("</", prefix(), "seg></", prefix(), "tuv>");
    return place;
  }
  const ElementSpan& content =
      target->has_segment ? target->content : target->span;
  place.edit.begin = static_cast<size_t>(content.tag_end - begin);
  place.edit.end = static_cast<size_t>(content.close_begin - begin);
  if (content.is_empty_tag()) {
    place.edit.begin -= 2;
    place.before.push_back('>');
    place.after =
        absl::StrCat("</", TagName(Kept(content.begin, content.tag_end)), ">");
  }
  if (!target->has_segment) {  // What the <tuv> holds stays before its <seg>.
    if (!content.is_empty_tag()) place.edit.begin = place.edit.end;
    absl::StrAppend(&place.before, "<", prefix(), "seg>");
    place.after = absl::StrCat("</", prefix(), "seg>", place.after);
  }
  return place;
}

}  // namespace presstm
