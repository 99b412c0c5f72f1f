#include "tm_store/match/generation_builder.h"

#include <algorithm>
#include <numeric>
#include <queue>
#include <tuple>
#include <utility>

namespace presstm {
namespace {

// What segments are ordered by; equal characters, equal keys, but not always
// the other way round.
struct OrderKey {
  int word_class = 0;
  size_t length_text_units = 0;
  int character_band = 0;
  uint64_t hash = 0;

  explicit OrderKey(const StoredSegment& segment)
      : word_class(WordClassOf(segment.units)),
        length_text_units(segment.units.size()),
        character_band(CharacterBandOf(word_class, segment.character_count)),
        hash(segment.hash) {}
  friend auto operator<=>(const OrderKey&, const OrderKey&) = default;
};

bool ComesBefore(const OrderKey& key, const StoredSegment& segment,
                 const OrderKey& other_key, const StoredSegment& other) {
  if (key != other_key) return key < other_key;
  return segment.characters < other.characters;
}

// Takes segments in order; equal ones become one.
class OrderedSegments {
 public:
  void Reserve(size_t segments, size_t units, size_t character_bytes,
               size_t refs) {
    segments_.Reserve(segments, units, character_bytes);
    refs_.begins.reserve(segments + 1);
    refs_.refs.reserve(refs);
  }

  // The refs of `segment` go into refs(); then Seal must follow.
  std::vector<SegmentRef>& refs() { return refs_.refs; }
  void Seal(const StoredSegment& segment) {
    const size_t last = segments_.size() - 1;
    if (segments_.size() > 0 && segments_.hash(last) == segment.hash &&
        segments_[last].characters == segment.characters) {
      refs_.begins.pop_back();
    } else {
      segments_.Append(segment);
    }
    refs_.begins.push_back(static_cast<uint32_t>(refs_.refs.size()));
  }

  GenerationPtr Build() {
    return std::make_shared<const IndexGeneration>(std::move(segments_),
                                                   std::move(refs_));
  }

 private:
  SegmentArrays segments_;
  RefLists refs_;
};

// Where a merge stands in one generation.
class Cursor {
 public:
  explicit Cursor(const IndexGeneration& generation)
      : generation_(&generation) {
    Load();
  }

  bool is_at_end() const { return place_ == generation_->size(); }
  const StoredSegment& segment() const { return segment_; }
  void AppendLiveRefs(std::vector<SegmentRef>& refs) const {
    generation_->AppendLiveRefs(place_, refs);
  }
  void Advance() {
    ++place_;
    Load();
  }
  // For a heap: the least one on top.
  friend bool operator<(const Cursor& a, const Cursor& b) {
    return ComesBefore(b.key_, b.segment_, a.key_, a.segment_);
  }

 private:
  void Load() {
    if (is_at_end()) return;
    segment_ = generation_->segments()[place_];
    key_ = OrderKey(segment_);
  }

  const IndexGeneration* generation_;
  size_t place_ = 0;
  StoredSegment segment_;
  OrderKey key_{StoredSegment()};
};

}  // namespace

void SegmentBatch::Append(const StoredSegment& segment, const SegmentRef& ref) {
  segments_.Append(segment);
  refs_.push_back(ref);
}

GenerationPtr SegmentBatch::Build() {
  std::vector<std::pair<OrderKey, uint32_t>> order;
  order.reserve(size());
  for (size_t k = 0; k < size(); ++k) {
    order.emplace_back(OrderKey(segments_[k]), static_cast<uint32_t>(k));
  }
  std::sort(order.begin(), order.end(), [this](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    const absl::string_view x = segments_[a.second].characters;
    const absl::string_view y = segments_[b.second].characters;
    return std::tie(x, refs_[a.second]) < std::tie(y, refs_[b.second]);
  });
  OrderedSegments ordered;
  ordered.Reserve(size(), segments_.units().size(), segments_.character_bytes(),
                  size());
  for (const auto& [key, k] : order) {
    ordered.refs().push_back(refs_[k]);
    ordered.Seal(segments_[k]);
  }
  *this = SegmentBatch();
  order = {};
  return ordered.Build();
}

GenerationPtr MergeGenerations(absl::Span<const GenerationPtr> generations) {
  OrderedSegments ordered;
  size_t segments = 0;
  size_t units = 0;
  size_t bytes = 0;
  size_t refs = 0;
  std::priority_queue<Cursor> cursors;
  for (const GenerationPtr& generation : generations) {
    segments += generation->size();
    units += generation->segments().units().size();
    bytes += generation->segments().character_bytes();
    refs += generation->live_ref_count();
    if (Cursor cursor(*generation); !cursor.is_at_end()) cursors.push(cursor);
  }
  ordered.Reserve(segments, units, bytes, refs);
  while (!cursors.empty()) {
    Cursor cursor = cursors.top();
    cursors.pop();
    const size_t refs_before = ordered.refs().size();
    cursor.AppendLiveRefs(ordered.refs());
    if (ordered.refs().size() > refs_before) ordered.Seal(cursor.segment());
    cursor.Advance();
    if (!cursor.is_at_end()) cursors.push(cursor);
  }
  return ordered.Build();
}

}  // namespace presstm
