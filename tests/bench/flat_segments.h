// Many segments in few arrays: what the benchmarks index, and what the
// exhaustive scan runs over.
#ifndef TESTS_BENCH_FLAT_SEGMENTS_H_
#define TESTS_BENCH_FLAT_SEGMENTS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tm_store/match/segment_index.h"
#include "tm_store/text/text_units.h"

namespace presstm {

// Segments one after the other, text units and characters apart. Views hold
// until the next Append.
class FlatSegments {
 public:
  void Append(const TextUnits& segment) {
    units_.insert(units_.end(), segment.units.begin(), segment.units.end());
    characters_.insert(characters_.end(), segment.characters.begin(),
                       segment.characters.end());
    ends_.push_back({units_.size(), characters_.size()});
  }

  size_t size() const { return ends_.size() - 1; }

  SegmentView operator[](size_t k) const {
    const Ends begin = ends_[k];
    const Ends end = ends_[k + 1];
    return {{units_.data() + begin.units, end.units - begin.units},
            {characters_.data() + begin.characters,
             end.characters - begin.characters}};
  }

 private:
  struct Ends {
    size_t units = 0;
    size_t characters = 0;
  };
  std::vector<TextUnit> units_;
  std::vector<char32_t> characters_;
  std::vector<Ends> ends_ = {Ends()};
};

}  // namespace presstm

#endif  // TESTS_BENCH_FLAT_SEGMENTS_H_
