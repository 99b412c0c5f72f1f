// What is written for the segments of a document, and how many got what.
#ifndef CLIENT_PRETRANSLATION_H_
#define CLIENT_PRETRANSLATION_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "client/json_output.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/exchange/document_stretch.h"

namespace presstm {

struct PretranslationSettings {
  int fill_threshold = 100;  // 1-102 percentage points, 101 and 102 of context.
  int max_alternatives = 3;
};

// Counts segments. Each is in one of filled, with_alternatives, only_similar,
// unknown, and the kept ones.
struct PretranslationCounts {
  int64_t segments = 0;
  int64_t filled_102 = 0;
  int64_t filled_101 = 0;
  int64_t filled_100 = 0;
  int64_t filled_below_100 = 0;
  int64_t with_alternatives = 0;
  // Something similar is known, but has no place in the format.
  int64_t only_similar = 0;
  // Both of the above by their best match: from 95, 85, 75, 50 and less.
  std::array<int64_t, 5> bands = {};
  int64_t alternatives = 0;  // That were written, of all segments.
  int64_t unknown = 0;       // Nothing is known.
  // Some of the two above them: a match was good enough, but not its codes.
  int64_t codes_differ = 0;
  // Left as they are.
  int64_t translated = 0;
  int64_t locked = 0;
  int64_t protected_by_document = 0;
  int64_t unreadable = 0;
  int64_t other_language = 0;
  int64_t failed = 0;  // With an error.

  int64_t filled() const {
    return filled_102 + filled_101 + filled_100 + filled_below_100;
  }
};

// Chooses what to write for a stretch. Thread-compatible.
class Pretranslation {
 public:
  explicit Pretranslation(const PretranslationSettings& settings)
      : settings_(settings) {}

  // One answer for each segment; counts them. A result without response or
  // error is of a segment that was not looked up.
  std::vector<SegmentAnswer> Answer(
      const DocumentStretch& stretch,
      const std::vector<v1::LookupResult>& results, DocumentEncoder& encoder);

  const PretranslationCounts& counts() const { return counts_; }

 private:
  SegmentAnswer Choose(const DocumentStretch& stretch, size_t segment,
                       const v1::LookupResponse& response,
                       DocumentEncoder& encoder);
  void CountKept(SegmentState state);
  void CountFill(int score);
  void CountBest(int score);

  const PretranslationSettings settings_;
  PretranslationCounts counts_;
};

// Lines for people: "filled  12 (102: 3, 101: 1, 100: 8)".
std::string CountsText(const PretranslationCounts& counts);
Json CountsToJson(const PretranslationCounts& counts);

}  // namespace presstm

#endif  // CLIENT_PRETRANSLATION_H_
