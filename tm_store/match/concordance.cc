// How the segments that contain a text are found.
//
// All text units of the query that a segment must have as they are, lie on
// the postings; so do pairs of them. The rarest one or pair gives candidates,
// and these are compared byte by byte: packed characters contain each other
// where their bytes do. Which units must be there as they are:
//
// - A Han character, a Hangul syllable, a placeholder: always.
// - A word: if the characters around it in the query keep it apart, for words
//   depend on nothing else (IsInsideWord). At the beginning of the query it
//   begins a word by definition; at the end it may go on, also after a joiner
//   ("u." is in "u.s"). After a joiner at the beginning ("'s") it may be the
//   end of a word.
//
// Whole words come first in the result, and with them every unit must be there
// as it is. So the postings of all units are visited first; only if they do
// not fill the result, what goes on is looked for: by the postings of the
// other units or, for a single word, by going through the characters of all
// segments, which lie one after the other. That takes 0.1 to 0.4 ms a
// megabyte, and a word common enough to fill a page never comes to it. An
// index of the beginnings of words would save it, for more space.
//
// Segments that cannot come into the result any more are passed over by their
// lengths alone, which makes common words cheap too.
#include "tm_store/match/concordance.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "tm_store/base/status_macros.h"
#include "tm_store/match/best_segments.h"
#include "tm_store/match/index_generation.h"
#include "tm_store/match/index_state.h"
#include "tm_store/match/packed_characters.h"
#include "tm_store/text/tokenizer.h"

namespace presstm {
namespace {

using Ids = absl::Span<const uint32_t>;

// What is done between two looks at the deadline: well below a millisecond.
constexpr size_t kCandidatesBetweenChecks = 4'096;
constexpr size_t kBytesBetweenChecks = 256 * 1024;

size_t FindBytes(absl::string_view text, absl::string_view wanted,
                 size_t from) {
  const void* found = memmem(text.data() + from, text.size() - from,
                             wanted.data(), wanted.size());
  return found == nullptr ? absl::string_view::npos
                          : static_cast<size_t>(
                                static_cast<const char*>(found) - text.data());
}

// Whether the end of these may lie inside a word.
bool MayGoOn(absl::Span<const char32_t> characters) {
  const size_t size = characters.size();
  return IsWordCharacter(characters.back()) ||
         (IsWordJoiner(characters.back()) &&
          (size == 1 || IsWordCharacter(characters[size - 2])));
}

// Whether the first word of these may be the end of another.
bool MayComeInside(absl::Span<const char32_t> characters) {
  return characters.size() > 1 && IsWordJoiner(characters[0]) &&
         IsWordCharacter(characters[1]);
}

class ContainingSearch {
 public:
  ContainingSearch(const SegmentView& query, const WordTable& words,
                   const ContainingOptions& options, const Deadline& deadline)
      : packed_(FindUnitIds(query.units, words), query),
        wanted_(packed_.view().characters),
        begins_word_(IsWordCharacter(query.characters.front())),
        may_come_inside_(MayComeInside(query.characters)),
        may_go_on_(MayGoOn(query.characters)),
        deadline_(deadline),
        best_(options) {}

  absl::Status Run(const IndexState& state);
  ContainingResult Take() &&;

 private:
  absl::Status SearchIn(const IndexGeneration& generation);
  absl::Span<const UnitId> FirmUnits() const;
  Ids FewestPostings(const GramPostings& postings) const;
  absl::Status VisitPostings(const IndexGeneration& generation, Ids ids);
  absl::Status Scan(const IndexGeneration& generation);
  void ScanPart(const IndexGeneration& generation, size_t begin, size_t end);
  void Examine(const IndexGeneration& generation, size_t k);
  bool IsInsideWordAt(absl::string_view segment, size_t offset_bytes);
  // Whether the query is in the segment, and with is_whole_ as it is now.
  bool Contains(absl::string_view segment);

  const PackedSegment packed_;
  const absl::string_view wanted_;
  const bool begins_word_;
  const bool may_come_inside_;
  const bool may_go_on_;
  const Deadline& deadline_;
  BestSegments best_;
  // Which segments are looked for now: those with a whole occurrence, or those
  // without.
  bool is_whole_ = true;
  std::vector<char32_t> around_;  // Of a place in a segment.
  std::vector<SegmentRef> refs_;  // Of the segment examined.
  int64_t looked_at_ = 0;
  int64_t scanned_bytes_ = 0;
};

absl::Status ContainingSearch::Run(const IndexState& state) {
  for (const bool is_whole : {true, false}) {
    if (!is_whole && (!may_go_on_ || best_.IsFullOfWhole())) break;
    is_whole_ = is_whole;
    for (const GenerationPtr& generation : state.generations) {
      PRESSTM_RETURN_IF_ERROR(SearchIn(*generation));
    }
  }
  return absl::OkStatus();
}

absl::Status ContainingSearch::SearchIn(const IndexGeneration& generation) {
  if (generation.postings().empty() || FirmUnits().empty()) {
    return Scan(generation);
  }
  return VisitPostings(generation, FewestPostings(generation.postings()));
}

// The units that must be in a segment as they are, one after the other. The
// others are at the ends.
absl::Span<const UnitId> ContainingSearch::FirmUnits() const {
  absl::Span<const UnitId> units = packed_.view().units;
  if (may_come_inside_ && !units.empty()) units.remove_prefix(1);
  if (may_go_on_ && !is_whole_ && !units.empty()) units.remove_suffix(1);
  return units;
}

Ids ContainingSearch::FewestPostings(const GramPostings& postings) const {
  const absl::Span<const UnitId> units = FirmUnits();
  Ids fewest = postings.FindUnit(units[0]).ids();
  const auto take = [&fewest](Ids ids) {
    if (ids.size() < fewest.size()) fewest = ids;
  };
  for (size_t k = 1; k < units.size(); ++k) {
    take(postings.FindUnit(units[k]).ids());
    take(postings.FindPair(units[k - 1], units[k]).ids());
  }
  return fewest;
}

absl::Status ContainingSearch::VisitPostings(const IndexGeneration& generation,
                                             Ids ids) {
  looked_at_ += static_cast<int64_t>(ids.size());
  while (!ids.empty()) {
    PRESSTM_RETURN_IF_ERROR(deadline_.Check());
    const Ids now = ids.first(std::min(ids.size(), kCandidatesBetweenChecks));
    for (const uint32_t k : now) Examine(generation, k);
    ids.remove_prefix(now.size());
  }
  return absl::OkStatus();
}

absl::Status ContainingSearch::Scan(const IndexGeneration& generation) {
  const absl::Span<const uint32_t> begins =
      generation.segments().characters_begin();
  for (size_t begin = 0; begin < generation.size();) {
    PRESSTM_RETURN_IF_ERROR(deadline_.Check());
    const auto past = std::upper_bound(begins.begin() + begin + 1, begins.end(),
                                       begins[begin] + kBytesBetweenChecks);
    const size_t end = std::min<size_t>(
        generation.size(), static_cast<size_t>(past - begins.begin()));
    ScanPart(generation, begin, end);
    begin = end;
  }
  return absl::OkStatus();
}

// A find may lie across the end of a segment; only the next may be one then.
void ContainingSearch::ScanPart(const IndexGeneration& generation, size_t begin,
                                size_t end) {
  const absl::Span<const uint32_t> begins =
      generation.segments().characters_begin();
  const absl::string_view text =
      generation.segments().characters().substr(0, begins[end]);
  scanned_bytes_ += begins[end] - begins[begin];
  size_t k = begin;
  for (size_t at = begins[begin]; at < text.size();) {
    at = FindBytes(text, wanted_, at);
    if (at == absl::string_view::npos) return;
    k = static_cast<size_t>(
            std::upper_bound(begins.begin() + k + 1, begins.end(), at) -
            begins.begin()) -
        1;
    if (at + wanted_.size() <= begins[k + 1]) Examine(generation, k);
    at = begins[k + 1];
  }
}

void ContainingSearch::Examine(const IndexGeneration& generation, size_t k) {
  const int32_t length = generation.segments().length_in_characters(k);
  if (!best_.MayTake(is_whole_, length) ||
      !Contains(generation.segments()[k].characters)) {
    return;
  }
  refs_.clear();
  generation.AppendLiveRefs(k, refs_);
  for (const SegmentRef& ref : refs_) best_.Offer({is_whole_, length, ref});
}

bool ContainingSearch::Contains(absl::string_view segment) {
  bool goes_on_somewhere = false;
  for (size_t at = FindBytes(segment, wanted_, 0);
       at != absl::string_view::npos;
       at = FindBytes(segment, wanted_, at + 1)) {
    if (begins_word_ && IsInsideWordAt(segment, at)) continue;
    if (!may_go_on_ || !IsInsideWordAt(segment, at + wanted_.size())) {
      return is_whole_;
    }
    goes_on_somewhere = true;
  }
  return goes_on_somewhere && !is_whole_;
}

bool ContainingSearch::IsInsideWordAt(absl::string_view segment,
                                      size_t offset_bytes) {
  const size_t before = UnpackAround(segment, offset_bytes, 2, around_);
  return IsInsideWord(around_, before);
}

ContainingResult ContainingSearch::Take() && {
  return {.segments = best_.Take(),
          .looked_at = looked_at_,
          .scanned_bytes = scanned_bytes_};
}

}  // namespace

absl::StatusOr<ContainingResult> IndexSnapshot::FindContaining(
    const SegmentView& query, const ContainingOptions& options,
    const Deadline& deadline) const {
  PRESSTM_RETURN_IF_ERROR(deadline.Check());
  if (query.characters.empty()) return ContainingResult();
  ContainingSearch search(query, *state_->words, options, deadline);
  PRESSTM_RETURN_IF_ERROR(search.Run(*state_));
  return std::move(search).Take();
}

}  // namespace presstm
