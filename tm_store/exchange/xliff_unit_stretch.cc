#include "tm_store/exchange/xliff_unit_stretch.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tm_store/exchange/code_mapping.h"
#include "tm_store/exchange/xml_tag.h"
#include "tm_store/exchange/xml_text.h"

namespace presstm {
namespace {

constexpr char kMatchesNamespace[] = "urn:oasis:names:tc:xliff:matches:2.0";

// What the state of a <target> of XLIFF 1.2 says of how it was filled.
struct TargetState {
  absl::string_view state;
  absl::string_view qualifier;
};

TargetState StateOf(int score) {
  return score >= 100 ? TargetState{"translated", "exact-match"}
                      : TargetState{"needs-review-translation", "fuzzy-match"};
}

std::string Quality(const Proposal& proposal) {
  return absl::StrCat(std::min(proposal.score, 100));
}

}  // namespace

// Makes the edits of one unit.
class XliffUnitStretch::Editor {
 public:
  Editor(const XliffUnitStretch& stretch,
         absl::Span<const SegmentAnswer> answers)
      : stretch_(stretch), unit_(stretch.places_), answers_(answers) {}

  std::vector<TextEdit> Run() {
    for (const XliffPlace& place : unit_.places) {
      if (unit_.is_version_2) {
        EditSegment(place);
      } else {
        EditTransUnit(place);
      }
    }
    if (!matches_.empty()) InsertMatches();
    std::stable_sort(
        edits_.begin(), edits_.end(),
        [](const TextEdit& a, const TextEdit& b) { return a.begin < b.begin; });
    return std::move(edits_);
  }

 private:
  absl::string_view Written(int64_t begin, int64_t end) const {
    return absl::string_view(stretch_.text())
        .substr(static_cast<size_t>(begin - stretch_.begin_),
                static_cast<size_t>(end - begin));
  }

  void Replace(int64_t begin, int64_t end, std::string text) {
    edits_.push_back({.begin = static_cast<size_t>(begin - stretch_.begin_),
                      .end = static_cast<size_t>(end - stretch_.begin_),
                      .text = std::move(text)});
  }
  void Insert(int64_t place, std::string text) {
    Replace(place, place, std::move(text));
  }

  // Whether the unit has this alternative, from another time.
  bool IsThere(const std::string& alternative) const {
    return absl::StrContains(stretch_.text(), alternative);
  }

  bool IsOpen(size_t segment) const {
    return stretch_.segments()[segment].state == SegmentState::kOpen;
  }
  // Null if nothing is to be filled in.
  const Proposal* FillOf(const std::optional<size_t>& segment) const {
    if (!segment.has_value() || !IsOpen(*segment)) return nullptr;
    const auto& fill = answers_[*segment].fill;
    return fill.has_value() ? &*fill : nullptr;
  }

  // Sets an attribute of the element's start tag.
  void SetAttribute(const ElementSpan& element, absl::string_view name,
                    absl::string_view value) {
    const absl::string_view tag = Written(element.begin, element.tag_end);
    if (const auto place = FindAttribute(tag, name)) {
      Replace(element.begin + static_cast<int64_t>(place->value_begin),
              element.begin + static_cast<int64_t>(place->value_end),
              std::string(value));
      return;
    }
    Insert(element.begin + 1 + static_cast<int64_t>(TagName(tag).size()),
           absl::StrCat(" ", name, "=\"", value, "\""));
  }

  // Puts `content` between the tags of an element that is blank.
  void SetContent(const ElementSpan& element, const std::string& content) {
    if (!element.is_empty_tag()) {
      Replace(element.tag_end, element.close_begin, content);
      return;
    }
    const absl::string_view tag = Written(element.begin, element.tag_end);
    Replace(element.tag_end - 2, element.tag_end,
            absl::StrCat(">", content, "</", TagName(tag), ">"));
  }

  std::string Content(size_t segment, const Proposal& proposal,
                      const Segment& side) const {
    const DocumentSegment& own = stretch_.segments()[segment];
    std::string out;
    AppendMarkedUp(side, MapCodes(own, proposal, side), own.markup, out);
    return out;
  }

  std::string ContentOf(const std::optional<size_t>& segment) const {
    const Proposal* fill = FillOf(segment);
    return fill == nullptr ? "" : Content(*segment, *fill, fill->target);
  }

  // XLIFF 1.2.
  void EditTransUnit(const XliffPlace& place) {
    if (place.parts.empty()) {
      if (const Proposal* fill = FillOf(place.segment)) {
        SetTarget(place, ContentOf(place.segment), StateOf(fill->score));
      }
      AddAltTrans(place, place.segment, "");
      return;
    }
    EditDivided(place);
    for (const XliffPartPlace& part : place.parts) {
      AddAltTrans(place, part.segment, part.mid);
    }
  }

  void SetTarget(const XliffPlace& place, const std::string& content,
                 const TargetState& state) {
    if (place.target.has_value()) {
      SetState(*place.target, state);
      SetContent(*place.target, content);
      return;
    }
    std::string tag =
        absl::StrCat(place.white_space, "<", unit_.prefix, "target");
    AppendXmlAttribute("xml:lang", unit_.target_language, tag);
    AppendXmlAttribute("state", state.state, tag);
    AppendXmlAttribute("state-qualifier", state.qualifier, tag);
    Insert(place.after_source,
           absl::StrCat(tag, ">", content, "</", unit_.prefix, "target>"));
  }

  void SetState(const ElementSpan& target, const TargetState& state) {
    SetAttribute(target, "state", state.state);
    if (!state.qualifier.empty()) {
      SetAttribute(target, "state-qualifier", state.qualifier);
    }
  }

  void EditDivided(const XliffPlace& place) {
    int lowest_score = INT32_MAX;
    bool is_any_filled = false;
    bool is_any_blank = false;
    bool has_marks = false;
    for (const XliffPartPlace& part : place.parts) {
      const Proposal* fill = FillOf(part.segment);
      has_marks = has_marks || part.target_mark.has_value();
      is_any_filled = is_any_filled || fill != nullptr;
      if (fill != nullptr) lowest_score = std::min(lowest_score, fill->score);
      is_any_blank = is_any_blank || (part.segment.has_value() &&
                                      fill == nullptr && IsOpen(*part.segment));
    }
    if (!is_any_filled) return;
    const TargetState state = is_any_blank
                                  ? TargetState{"needs-translation", ""}
                                  : StateOf(lowest_score);
    if (!has_marks) {
      SetTarget(place, DividedContent(place), state);
      return;
    }
    SetState(*place.target, state);
    for (const XliffPartPlace& part : place.parts) {
      if (FillOf(part.segment) != nullptr) {
        SetContent(*part.target_mark, ContentOf(part.segment));
      }
    }
  }

  // As the source is divided, with what stands between its parts.
  std::string DividedContent(const XliffPlace& place) const {
    std::string content;
    int64_t copied = place.divided.tag_end;
    for (const XliffPartPlace& part : place.parts) {
      absl::StrAppend(&content, Written(copied, part.mark.tag_end),
                      ContentOf(part.segment));
      copied = part.mark.close_begin;
    }
    return absl::StrCat(content, Written(copied, place.divided.close_begin));
  }

  void AddAltTrans(const XliffPlace& place, const std::optional<size_t>& index,
                   absl::string_view mid) {
    if (!index.has_value() || !IsOpen(*index)) return;
    for (const Proposal& proposal : answers_[*index].alternatives) {
      const std::string name = absl::StrCat(unit_.prefix, "alt-trans");
      std::string xml = absl::StrCat("<", name);
      AppendXmlAttribute("match-quality", absl::StrCat(Quality(proposal), "%"),
                         xml);
      AppendXmlAttribute("mid", mid, xml);
      AppendXmlAttribute("origin", proposal.origin, xml);
      xml += '>';
      AppendSide("source", proposal.source_language,
                 Content(*index, proposal, proposal.source), xml);
      AppendSide("target", proposal.target_language,
                 Content(*index, proposal, proposal.target), xml);
      absl::StrAppend(&xml, "</", name, ">");
      if (IsThere(xml)) continue;
      Insert(place.target.has_value() ? place.target->end : place.after_source,
             place.white_space + xml);
    }
  }

  void AppendSide(absl::string_view name, const std::string& language,
                  const std::string& content, std::string& xml) const {
    absl::StrAppend(&xml, "<", unit_.prefix, name);
    AppendXmlAttribute("xml:lang", language, xml);
    absl::StrAppend(&xml, ">", content, "</", unit_.prefix, name, ">");
  }

  // XLIFF 2.
  void EditSegment(const XliffPlace& place) {
    if (!place.segment.has_value() || !IsOpen(*place.segment)) return;
    if (const Proposal* fill = FillOf(place.segment)) {
      const std::string content = ContentOf(place.segment);
      if (fill->score >= 100) SetTranslated(place.segment_element);
      if (place.target.has_value()) {
        SetContent(*place.target, content);
      } else {
        Insert(place.after_source,
               absl::StrCat(place.white_space, "<", unit_.prefix, "target>",
                            content, "</", unit_.prefix, "target>"));
      }
    }
    if (!answers_[*place.segment].alternatives.empty()) AddMatches(place);
  }

  // A subState belongs to the state there is, so both stay.
  void SetTranslated(const ElementSpan& segment) {
    const absl::string_view tag = Written(segment.begin, segment.tag_end);
    if (FindAttribute(tag, "subState").has_value()) return;
    SetAttribute(segment, "state", "translated");
  }

  std::string IdOf(const XliffPlace& place) {
    if (!place.segment_id.empty()) return place.segment_id;
    std::string id;
    do {
      id = absl::StrCat("seg", ++made_ids_);
    } while (unit_.ids.count(id) > 0);
    SetAttribute(place.segment_element, "id", id);
    return id;
  }

  void AddMatches(const XliffPlace& place) {
    const std::string name = absl::StrCat(MatchesPrefix(), "match");
    const std::string reference = absl::StrCat("#", IdOf(place));
    const DocumentSegment& own = stretch_.segments()[*place.segment];
    // The native content of codes is the unit's, not the match's.
    std::vector<std::string> markup;
    for (const std::string& tag : own.markup) {
      markup.push_back(
          WithoutAttributes(tag, {"dataRef", "dataRefStart", "dataRefEnd",
                                  "subFlows", "subFlowsStart", "subFlowsEnd"}));
    }
    for (const Proposal& proposal : answers_[*place.segment].alternatives) {
      std::string xml = absl::StrCat("<", name);
      AppendXmlAttribute("ref", reference, xml);
      AppendXmlAttribute("similarity", Quality(proposal), xml);
      AppendXmlAttribute("matchQuality", Quality(proposal), xml);
      AppendXmlAttribute("origin", proposal.origin, xml);
      xml += '>';
      for (const auto& [side, segment] :
           {std::pair("source", &proposal.source),
            std::pair("target", &proposal.target)}) {
        absl::StrAppend(&xml, "<", unit_.prefix, side, ">");
        AppendMarkedUp(*segment, MapCodes(own, proposal, *segment), markup,
                       xml);
        absl::StrAppend(&xml, "</", unit_.prefix, side, ">");
      }
      absl::StrAppend(&xml, "</", name, ">");
      if (!IsThere(xml)) matches_ += xml;
    }
  }

  std::string MatchesPrefix() const {
    return unit_.matches.has_value() ? unit_.matches_prefix : "mtc:";
  }

  // The module's elements come first in a unit.
  void InsertMatches() {
    if (unit_.matches.has_value()) {
      Insert(unit_.matches->close_begin, matches_);
      return;
    }
    const absl::string_view rest =
        absl::string_view(stretch_.text())
            .substr(static_cast<size_t>(unit_.unit.tag_end - stretch_.begin_));
    const absl::string_view white_space = rest.substr(
        0, rest.size() - absl::StripLeadingAsciiWhitespace(rest).size());
    Insert(unit_.unit.tag_end,
           absl::StrCat(white_space, "<mtc:matches xmlns:mtc=\"",
                        kMatchesNamespace, "\">", matches_, "</mtc:matches>"));
  }

  const XliffUnitStretch& stretch_;
  const XliffUnitPlaces& unit_;
  const absl::Span<const SegmentAnswer> answers_;
  std::vector<TextEdit> edits_;
  std::string matches_;
  int made_ids_ = 0;
};

XliffUnitStretch::XliffUnitStretch(std::string text, int64_t begin,
                                   XliffUnitPlaces places)
    : DocumentStretch(std::move(text)),
      begin_(begin),
      places_(std::move(places)) {}

std::vector<TextEdit> XliffUnitStretch::Edits(
    absl::Span<const SegmentAnswer> answers) const {
  return Editor(*this, answers).Run();
}

}  // namespace presstm
