#include "client/document_match.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "client/text_output.h"
#include "client/unit_value.h"

namespace presstm {
namespace {

constexpr absl::string_view kBlanks = " \t\r\n";

// How many blanks a segment has at its ends, outside its codes.
struct EndBlanks {
  size_t before = 0;
  size_t after = 0;
};

EndBlanks EndBlanksOf(const Segment& segment) {
  const absl::string_view text = segment.text;
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == absl::string_view::npos) return {};
  EndBlanks blanks = {
      .before = first,
      .after = text.size() - 1 - text.find_last_not_of(kBlanks)};
  for (const InlineCode& code : segment.codes) {
    blanks.before = std::min<size_t>(blanks.before, code.position_bytes);
    blanks.after =
        std::min<size_t>(blanks.after, text.size() - code.position_bytes);
  }
  return blanks;
}

Segment WithoutEndBlanks(Segment segment) {
  const EndBlanks blanks = EndBlanksOf(segment);
  segment.text = segment.text.substr(
      blanks.before, segment.text.size() - blanks.before - blanks.after);
  for (InlineCode& code : segment.codes) code.position_bytes -= blanks.before;
  return segment;
}

int SpacingPoints(const v1::Match& match) {
  for (const v1::Penalty& penalty : match.penalties()) {
    if (penalty.kind() == v1::PENALTY_KIND_PUNCTUATION) return penalty.points();
  }
  return 0;
}

}  // namespace

std::vector<int> DocumentScores(const Segment& source,
                                const v1::LookupResponse& response) {
  const Segment bare_source = WithoutEndBlanks(source);
  std::vector<int> scores;
  std::vector<size_t> same;  // But for their ends.
  std::set<std::string> translations;
  for (const v1::Match& match : response.matches()) {
    scores.push_back(ShownScore(match));
    if (SpacingPoints(match) == 0) continue;
    if (WithoutEndBlanks(VariantValue(match.source()).segment) != bare_source) {
      continue;
    }
    same.push_back(scores.size() - 1);
    translations.insert(
        WithoutEndBlanks(VariantValue(match.target()).segment).text);
  }
  if (translations.size() > 1) return scores;
  for (const size_t k : same) {
    scores[k] += SpacingPoints(response.matches(static_cast<int>(k)));
  }
  return scores;
}

Segment WithEndBlanksOf(const Segment& source, Segment target) {
  const EndBlanks blanks = EndBlanksOf(source);
  target = WithoutEndBlanks(std::move(target));
  target.text.insert(0, source.text, 0, blanks.before);
  target.text.append(source.text, source.text.size() - blanks.after,
                     blanks.after);
  for (InlineCode& code : target.codes) code.position_bytes += blanks.before;
  return target;
}

}  // namespace presstm
