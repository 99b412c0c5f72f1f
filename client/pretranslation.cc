#include "client/pretranslation.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/document_match.h"
#include "client/names.h"
#include "client/text_output.h"
#include "client/unit_value.h"

namespace presstm {
namespace {

struct Band {
  int least;
  const char* label;
};
constexpr Band kBands[] = {{95, "95-99"},
                           {85, "85-94"},
                           {75, "75-84"},
                           {50, "50-74"},
                           {0, "below 50"}};

Proposal ToProposal(const v1::Match& match, int score) {
  Variant source = VariantValue(match.source());
  Variant target = VariantValue(match.target());
  return {.source = std::move(source.segment),
          .target = std::move(target.segment),
          .source_language = std::move(source.language),
          .target_language = std::move(target.language),
          .score = score,
          .origin = MemoryOf(match.memory())};
}

// "label  12", or nothing for none.
void AppendLine(const char* label, int64_t count, const std::string& details,
                std::string& text) {
  if (count == 0) return;
  absl::StrAppend(&text, "  ", count, " ", label,
                  details.empty() ? "" : absl::StrCat(" (", details, ")"),
                  "\n");
}

// "102: 3, 100: 8", without those that are none.
std::string Details(
    const std::vector<std::pair<std::string, int64_t>>& counts) {
  std::vector<std::string> parts;
  for (const auto& [label, count] : counts) {
    if (count > 0) parts.push_back(absl::StrCat(label, ": ", count));
  }
  return absl::StrJoin(parts, ", ");
}

std::vector<std::pair<std::string, int64_t>> BandCounts(
    const PretranslationCounts& counts) {
  std::vector<std::pair<std::string, int64_t>> list;
  for (size_t k = 0; k < counts.bands.size(); ++k) {
    list.emplace_back(kBands[k].label, counts.bands[k]);
  }
  return list;
}

}  // namespace

std::vector<SegmentAnswer> Pretranslation::Answer(
    const DocumentStretch& stretch,
    const std::vector<v1::LookupResult>& results, DocumentEncoder& encoder) {
  std::vector<SegmentAnswer> answers(stretch.segments().size());
  for (size_t k = 0; k < answers.size(); ++k) {
    const SegmentState state = stretch.segments()[k].state;
    ++counts_.segments;
    if (state != SegmentState::kOpen) {
      CountKept(state);
    } else if (results[k].has_error()) {
      ++counts_.failed;
    } else if (!results[k].has_response()) {
      ++counts_.other_language;
    } else {
      answers[k] = Choose(stretch, k, results[k].response(), encoder);
    }
  }
  return answers;
}

SegmentAnswer Pretranslation::Choose(const DocumentStretch& stretch,
                                     size_t segment,
                                     const v1::LookupResponse& response,
                                     DocumentEncoder& encoder) {
  SegmentAnswer answer;
  bool is_any_good = false;
  const Segment& source = stretch.segments()[segment].source;
  const std::vector<int> scores = DocumentScores(source, response);
  for (size_t k = 0; k < scores.size(); ++k) {
    const v1::Match& match = response.matches(static_cast<int>(k));
    Proposal proposal = ToProposal(match, scores[k]);
    if (proposal.score >= settings_.fill_threshold) {
      if (scores[k] != ShownScore(match)) {
        proposal.target = WithEndBlanksOf(source, std::move(proposal.target));
      }
      if (stretch.CanFill(segment, proposal, encoder)) {
        CountFill(proposal.score);
        answer.alternatives.clear();
        answer.fill = std::move(proposal);
        return answer;
      }
      is_any_good = true;
    }
    const bool has_room = static_cast<int>(answer.alternatives.size()) <
                          settings_.max_alternatives;
    if (has_room) answer.alternatives.push_back(std::move(proposal));
  }
  counts_.codes_differ += is_any_good ? 1 : 0;
  if (response.matches().empty()) {
    ++counts_.unknown;
    return answer;
  }
  CountBest(scores[0]);
  if (!stretch.TakesAlternatives()) answer.alternatives.clear();
  if (answer.alternatives.empty()) {
    ++counts_.only_similar;
  } else {
    ++counts_.with_alternatives;
    counts_.alternatives += static_cast<int64_t>(answer.alternatives.size());
  }
  return answer;
}

void Pretranslation::CountKept(SegmentState state) {
  switch (state) {
    case SegmentState::kTranslated:
      ++counts_.translated;
      break;
    case SegmentState::kLocked:
      ++counts_.locked;
      break;
    case SegmentState::kProtected:
      ++counts_.protected_by_document;
      break;
    case SegmentState::kUnreadable:
      ++counts_.unreadable;
      break;
    case SegmentState::kOpen:
      break;
  }
}

void Pretranslation::CountFill(int score) {
  int64_t& count = score >= 102   ? counts_.filled_102
                   : score == 101 ? counts_.filled_101
                   : score == 100 ? counts_.filled_100
                                  : counts_.filled_below_100;
  ++count;
}

void Pretranslation::CountBest(int score) {
  size_t band = 0;
  while (score < kBands[band].least) ++band;
  ++counts_.bands[band];
}

std::string CountsText(const PretranslationCounts& counts) {
  std::string text;
  AppendLine("filled in", counts.filled(),
             Details({{"102", counts.filled_102},
                      {"101", counts.filled_101},
                      {"100", counts.filled_100},
                      {"below", counts.filled_below_100}}),
             text);
  const std::string bands = Details(BandCounts(counts));
  AppendLine("with alternatives", counts.with_alternatives, bands, text);
  AppendLine("with something similar, for which the format has no place",
             counts.only_similar, bands, text);
  AppendLine("of which nothing is known", counts.unknown, "", text);
  AppendLine("of these not filled in because the inline codes differ",
             counts.codes_differ, "", text);
  AppendLine("already translated", counts.translated, "", text);
  AppendLine("approved or locked", counts.locked, "", text);
  AppendLine("not to be translated", counts.protected_by_document, "", text);
  AppendLine("too long, or with an unknown entity", counts.unreadable, "",
             text);
  AppendLine("of other languages", counts.other_language, "", text);
  AppendLine("not looked up because of an error", counts.failed, "", text);
  return text;
}

Json CountsToJson(const PretranslationCounts& counts) {
  Json bands = Json::object();
  for (const auto& [label, count] : BandCounts(counts)) bands[label] = count;
  return {{"segments", counts.segments},
          {"filled",
           {{"102", counts.filled_102},
            {"101", counts.filled_101},
            {"100", counts.filled_100},
            {"below_100", counts.filled_below_100}}},
          {"with_alternatives", counts.with_alternatives},
          {"only_similar", counts.only_similar},
          {"bands", std::move(bands)},
          {"alternatives", counts.alternatives},
          {"unknown", counts.unknown},
          {"codes_differ", counts.codes_differ},
          {"translated", counts.translated},
          {"locked", counts.locked},
          {"not_to_be_translated", counts.protected_by_document},
          {"unreadable", counts.unreadable},
          {"other_language", counts.other_language},
          {"failed", counts.failed}};
}

}  // namespace presstm
