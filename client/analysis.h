// What of documents is known to the memories, as translators quote by it.
#ifndef CLIENT_ANALYSIS_H_
#define CLIENT_ANALYSIS_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "client/internal_matches.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/exchange/document_segment.h"
#include "tm_store/text/text_counts.h"

namespace presstm {

// In order of precedence: a segment is in the first that it fits. The internal
// ones are of segments that are new to the memories but resemble earlier ones
// of the documents.
enum class Band {
  k102,               // Double context.
  k101,               // Context.
  kRepetition,        // Identical to an earlier one of the same file.
  kRepetitionAcross,  // Or of an earlier file.
  k100,
  k95,
  k85,
  k75,
  k50,
  kInternal95,
  kInternal85,
  kInternal75,
  kInternal50,
  kNew,
};
inline constexpr size_t kBandCount = 14;
// The lowest score that is not new.
inline constexpr int kLowestBand = 50;

// "95-99", "internal 95-99", "repetitions", "new".
const char* BandName(Band band);
Band BandAt(size_t index);

// How much each band counts, 0 to 1: what of a price is paid for it.
class BandWeights {
 public:
  double Of(Band band) const { return weights_[static_cast<size_t>(band)]; }

  // Reads "102=0,100=0.1,95=0.3"; bands that are not named keep theirs. A
  // number is a band's lowest score, and its internal band's; others are
  // "repetitions" and "new". A UsageError says which are known.
  absl::Status Set(const std::vector<std::string>& assignments);

 private:
  std::array<double, kBandCount> weights_ = {0,   0,   0.1, 0.1, 0.1, 0.3, 0.6,
                                             0.6, 1.0, 0.3, 0.6, 0.6, 1.0, 1.0};
};

struct BandCounts {
  int64_t segments = 0;
  TextCounts text;

  BandCounts& operator+=(const BandCounts& other);
};

struct FileAnalysis {
  std::string name;
  std::array<BandCounts, kBandCount> bands;
  // Approved, locked, not to be translated, unreadable or of other languages:
  // in no band.
  BandCounts left_out;

  BandCounts total() const;  // Of the bands.
};

// Adds up.
FileAnalysis Sum(const std::vector<FileAnalysis>& files);

// Counts the segments of one file after another. Thread-compatible.
class Analysis {
 public:
  void BeginFile(std::string name);
  // `result` as it came of a look-up of the segment; one without response is
  // of a segment that was not looked up.
  void Add(const DocumentSegment& segment, const v1::LookupResult& result);
  // Call once, at the end: puts what is new where it belongs.
  absl::Status FindInternalMatches();

  const std::vector<FileAnalysis>& files() const { return files_; }
  int64_t failed() const { return failed_; }

 private:
  // A segment that is new to the memories.
  struct NewSegment {
    size_t file;
    BandCounts counts;
  };

  Band BandOf(const DocumentSegment& segment,
              const v1::LookupResponse& response);

  std::vector<FileAnalysis> files_;
  std::map<std::string, size_t> first_file_;  // Of each distinct segment.
  std::vector<InternalSegment> new_texts_;
  std::vector<NewSegment> new_segments_;
  int64_t failed_ = 0;
  TextCounter counter_;
};

}  // namespace presstm

#endif  // CLIENT_ANALYSIS_H_
