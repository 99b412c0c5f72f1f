#include "tm_store/match_scorer.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "tm_store/match/alignment.h"
#include "tm_store/match/score.h"
#include "tm_store/text/surface.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr int kNoCutoff = std::numeric_limits<int>::max() / 4;

// Whether two neighbouring texts are the same sentence. Unknown ones are not.
bool SameNeighbour(const std::string& asked, const std::string& stored) {
  return !asked.empty() && !stored.empty() &&
         ToNfc(absl::StripAsciiWhitespace(asked)) ==
             ToNfc(absl::StripAsciiWhitespace(stored));
}

MatchType TypeForContext(const LookupRequest& request, const Context& context) {
  const bool previous =
      SameNeighbour(request.previous_text, context.previous_text);
  const bool next = SameNeighbour(request.next_text, context.next_text);
  const bool key =
      !request.context_key.empty() && request.context_key == context.key;
  if ((previous && next) || (key && (previous || next))) {
    return MatchType::kDoubleContext;
  }
  return previous || next || key ? MatchType::kContext : MatchType::kExact;
}

std::vector<TextUnit> Symbols(const TextUnits& text) {
  std::vector<TextUnit> symbols;
  symbols.reserve(text.tokens.size());
  for (const TextToken& token : text.tokens) symbols.push_back(token.symbol);
  return symbols;
}

// The byte where token `index` of a text begins; the first stretch reaches
// back to the beginning and the last one to the end.
size_t BeginOf(const TextUnits& text, size_t index, size_t size_bytes) {
  if (index == 0) return 0;
  return index < text.tokens.size() ? text.tokens[index].begin_bytes
                                    : size_bytes;
}

DifferenceKind KindOf(const AlignedStretch& stretch) {
  if (stretch.equal) return DifferenceKind::kEqual;
  if (stretch.a_begin == stretch.a_end) return DifferenceKind::kInsert;
  if (stretch.b_begin == stretch.b_end) return DifferenceKind::kDelete;
  return DifferenceKind::kReplace;
}

TranslationUnit WithoutVariants(TranslationUnit unit) {
  unit.variants.clear();
  return unit;
}

}  // namespace

bool RanksBefore(const RankedMatch& a, const RankedMatch& b) {
  const auto key = [](const RankedMatch& m) {
    return std::make_tuple(m.match.type, m.match.score, m.closeness,
                           m.same_document, m.change_time, m.match.unit.id);
  };
  if (key(a) != key(b)) return key(a) > key(b);
  return std::make_pair(a.target_position, a.source_position) <
         std::make_pair(b.target_position, b.source_position);
}

struct MatchScorer::Pair {
  TextUnits units;  // Of the source segment.
  int unit_distance = 0;
  int character_distance = 0;
  SurfaceDifferences surface;
  int differing_codes = 0;
  bool is_exact = false;
  int base_score = 0;  // What penalties are taken off, 0-100 points.
};

MatchScorer::MatchScorer(const LookupRequest& request, const Language& source,
                         const Language& target)
    : request_(request),
      source_language_(source),
      target_language_(target),
      query_(ToTextUnits(request.query.text, source.language)),
      unit_pattern_(query_.units),
      character_pattern_(query_.characters) {}

MatchScorer::Pair MatchScorer::Compare(const Segment& source) const {
  Pair pair;
  pair.units = ToTextUnits(source.text, source_language_.language);
  pair.unit_distance = unit_pattern_.Distance(pair.units.units, kNoCutoff);
  pair.character_distance =
      character_pattern_.Distance(pair.units.characters, kNoCutoff);
  if (pair.unit_distance == 0) {
    pair.surface =
        CompareSurface({request_.query.text, query_}, {source.text, pair.units},
                       source_language_.language);
  }
  pair.differing_codes = CountDifferingCodes(request_.query, source);
  pair.is_exact = pair.surface.identical && pair.differing_codes == 0;
  pair.base_score = BaseScore(
      {.query_units = static_cast<int>(query_.units.size()),
       .segment_units = static_cast<int>(pair.units.units.size()),
       .query_characters = static_cast<int>(query_.characters.size()),
       .segment_characters = static_cast<int>(pair.units.characters.size())},
      pair.unit_distance, pair.character_distance);
  // Where the surface is judged by penalties, they count from 100.
  if (pair.unit_distance == 0 && pair.base_score == 99) pair.base_score = 100;
  return pair;
}

MatchType MatchScorer::TypeOf(const TranslationUnit& unit,
                              const Pair& pair) const {
  if (!pair.is_exact) return MatchType::kFuzzy;
  MatchType best = MatchType::kExact;
  for (const Context& context : unit.contexts) {
    if (!context.language.empty()) {
      const auto language = ParseLanguage(context.language);
      if (!language.ok() || language->language != source_language_.language) {
        continue;
      }
    }
    best = std::max(best, TypeForContext(request_, context));
  }
  return best;
}

MatchFacts MatchScorer::FactsOf(const Pair& pair, const TranslationUnit& unit,
                                const Segment& target,
                                const SearchedMemory& memory) const {
  MatchFacts facts = {.surface = pair.surface,
                      .differing_codes = pair.differing_codes,
                      .origin = unit.origin,
                      .status = unit.status,
                      .memory_penalty = memory.memory.default_penalty,
                      .request_penalty = memory.request_penalty};
  if (query_.placeables.empty() && pair.units.placeables.empty()) return facts;
  const TextUnits target_units =
      ToTextUnits(target.text, target_language_.language);
  const NumberComparison numbers =
      CompareNumbers(query_.placeables, pair.units.placeables,
                     target_units.placeables, pair.unit_distance == 0);
  facts.differing_numbers = numbers.differing;
  facts.numbers_can_be_carried_over = numbers.can_be_carried_over;
  return facts;
}

std::optional<RankedMatch> MatchScorer::ScoreTarget(
    const Pair& pair, const TranslationUnit& unit, const Variant& target,
    const SearchedMemory& memory) const {
  const auto target_language = ParseLanguage(target.language);
  if (!target_language.ok() ||
      !LanguageAnswers(target_language_, *target_language)) {
    return std::nullopt;
  }
  std::vector<Penalty> penalties = ComputePenalties(
      FactsOf(pair, unit, target.segment, memory), request_.penalties);
  int score = ApplyPenalties(pair.base_score, penalties);
  if (!pair.is_exact) score = std::min(score, 99);
  if (score < request_.threshold) return std::nullopt;
  return RankedMatch{
      .match = {.score = score,
                .type = TypeOf(unit, pair),
                .penalties = std::move(penalties),
                .source = {},
                .target = target,
                .memory_name = memory.memory.name,
                .unit = WithoutVariants(unit),
                .differences = {}},
      .closeness = LanguageCloseness(target_language_, *target_language),
      .same_document =
          !request_.document.empty() && unit.document == request_.document,
      .change_time = std::max(unit.change_time, unit.create_time)};
}

std::vector<RankedMatch> MatchScorer::Score(
    const TranslationUnit& unit, size_t source_position,
    const SearchedMemory& memory) const {
  std::vector<RankedMatch> matches;
  const Variant& source = unit.variants[source_position];
  const auto source_language = ParseLanguage(source.language);
  if (!source_language.ok()) return matches;
  const Pair pair = Compare(source.segment);
  for (size_t k = 0; k < unit.variants.size(); ++k) {
    if (k == source_position) continue;
    std::optional<RankedMatch> ranked =
        ScoreTarget(pair, unit, unit.variants[k], memory);
    if (!ranked.has_value()) continue;
    ranked->match.source = source;
    ranked->closeness += LanguageCloseness(source_language_, *source_language);
    ranked->source_position = source_position;
    ranked->target_position = k;
    matches.push_back(*std::move(ranked));
  }
  return matches;
}

void MatchScorer::AddDifferences(Match& match) const {
  const std::string& query_text = request_.query.text;
  const std::string& source_text = match.source.segment.text;
  const TextUnits source = ToTextUnits(source_text, source_language_.language);
  for (const AlignedStretch& stretch :
       Align(Symbols(query_), Symbols(source))) {
    match.differences.push_back(
        {.kind = KindOf(stretch),
         .query_begin_bytes =
             BeginOf(query_, stretch.a_begin, query_text.size()),
         .query_end_bytes = BeginOf(query_, stretch.a_end, query_text.size()),
         .source_begin_bytes =
             BeginOf(source, stretch.b_begin, source_text.size()),
         .source_end_bytes =
             BeginOf(source, stretch.b_end, source_text.size())});
  }
}

void PenalizeAmbiguity(const LookupRequest& request,
                       std::vector<RankedMatch>& matches) {
  const auto is_tied = [](const RankedMatch& ranked) {
    return ranked.match.type == MatchType::kExact && ranked.match.score == 100;
  };
  std::set<std::string> targets;
  for (const RankedMatch& ranked : matches) {
    if (is_tied(ranked)) {
      targets.insert(ToNfc(ToDisplayText(ranked.match.target.segment)));
    }
  }
  const int points = request.penalties.ambiguous;
  if (targets.size() < 2 || points == 0) return;
  for (RankedMatch& ranked : matches) {
    if (!is_tied(ranked)) continue;
    ranked.match.score = std::max(0, ranked.match.score - points);
    ranked.match.penalties.push_back({PenaltyKind::kAmbiguous, points});
  }
  std::erase_if(matches, [&](const RankedMatch& ranked) {
    return ranked.match.score < request.threshold;
  });
}

}  // namespace presstm
