#include "client/analysis.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "client/call_error.h"
#include "client/document_match.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

struct BandRow {
  const char* name;
  const char* weight_name;
  int least_score;  // 0 = not by score.
};
constexpr BandRow kRows[kBandCount] = {
    {"102", "102", 102},
    {"101", "101", 101},
    {"repetitions", "repetitions", 0},
    {"repetitions across files", "repetitions", 0},
    {"100", "100", 100},
    {"95-99", "95", 95},
    {"85-94", "85", 85},
    {"75-84", "75", 75},
    {"50-74", "50", 50},
    {"internal 95-99", "95", 0},
    {"internal 85-94", "85", 0},
    {"internal 75-84", "75", 0},
    {"internal 50-74", "50", 0},
    {"new", "new", 0}};

// What makes two segments identical: all that a score of 100 asks for.
std::string KeyOf(const DocumentSegment& segment) {
  std::string key =
      absl::StrCat(segment.source_language, "\n", ToNfc(segment.source.text));
  for (const InlineCode& code : segment.source.codes) {
    absl::StrAppend(&key, "\n", code.position_bytes, " ",
                    static_cast<int>(code.kind), code.content);
  }
  return key;
}

Band BandOfScore(int score) {
  for (size_t k = 0; k < kBandCount; ++k) {
    if (kRows[k].least_score > 0 && score >= kRows[k].least_score) {
      return static_cast<Band>(k);
    }
  }
  return Band::kNew;
}

Band InternalBandOfScore(int score) {
  const auto distance =
      static_cast<size_t>(Band::kInternal95) - static_cast<size_t>(Band::k95);
  const Band band = BandOfScore(std::min(score, 99));
  return band == Band::kNew
             ? band
             : static_cast<Band>(static_cast<size_t>(band) + distance);
}

std::string KnownWeights() {
  std::vector<std::string> names;
  for (const BandRow& row : kRows) {
    if (std::find(names.begin(), names.end(), row.weight_name) == names.end()) {
      names.emplace_back(row.weight_name);
    }
  }
  return absl::StrJoin(names, ", ");
}

}  // namespace

const char* BandName(Band band) {
  return kRows[static_cast<size_t>(band)].name;
}

Band BandAt(size_t index) { return static_cast<Band>(index); }

absl::Status BandWeights::Set(const std::vector<std::string>& assignments) {
  for (const std::string& assignment : assignments) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(assignment, absl::MaxSplits('=', 1));
    double weight = 0;
    if (!absl::SimpleAtod(parts.second, &weight) ||
        !(weight >= 0 && weight <= 1)) {
      return UsageError(absl::StrCat("--weights: '", assignment,
                                     "' is not BAND=WEIGHT with a weight from "
                                     "0 to 1, for example 95=0.3"));
    }
    bool is_known = false;
    for (size_t k = 0; k < kBandCount; ++k) {
      if (parts.first != kRows[k].weight_name && parts.first != kRows[k].name) {
        continue;
      }
      weights_[k] = weight;
      is_known = true;
    }
    if (!is_known) {
      return UsageError(absl::StrCat("--weights: there is no band '",
                                     parts.first, "': there are ",
                                     KnownWeights()));
    }
  }
  return absl::OkStatus();
}

BandCounts& BandCounts::operator+=(const BandCounts& other) {
  segments += other.segments;
  text += other.text;
  return *this;
}

BandCounts FileAnalysis::total() const {
  BandCounts sum;
  for (const BandCounts& counts : bands) sum += counts;
  return sum;
}

FileAnalysis Sum(const std::vector<FileAnalysis>& files) {
  FileAnalysis sum = {.name = "total"};
  for (const FileAnalysis& file : files) {
    for (size_t k = 0; k < kBandCount; ++k) sum.bands[k] += file.bands[k];
    sum.left_out += file.left_out;
  }
  return sum;
}

void Analysis::BeginFile(std::string name) {
  files_.push_back({.name = std::move(name)});
}

void Analysis::Add(const DocumentSegment& segment,
                   const v1::LookupResult& result) {
  const BandCounts counts = {.segments = 1,
                             .text = counter_.Count(segment.source.text)};
  FileAnalysis& file = files_.back();
  if (!result.has_response()) {
    failed_ += result.has_error() ? 1 : 0;
    file.left_out += counts;
    return;
  }
  const Band band = BandOf(segment, result.response());
  if (band != Band::kNew) {
    file.bands[static_cast<size_t>(band)] += counts;
    return;
  }
  new_texts_.push_back({segment.source_language, segment.source});
  new_segments_.push_back({files_.size() - 1, counts});
}

Band Analysis::BandOf(const DocumentSegment& segment,
                      const v1::LookupResponse& response) {
  const size_t file = files_.size() - 1;
  const auto [first, is_first] = first_file_.emplace(KeyOf(segment), file);
  const std::vector<int> scores = DocumentScores(segment.source, response);
  const int score =
      scores.empty() ? 0 : *std::max_element(scores.begin(), scores.end());
  if (score > 100) return BandOfScore(score);
  if (!is_first) {
    return first->second == file ? Band::kRepetition : Band::kRepetitionAcross;
  }
  return BandOfScore(score);
}

absl::Status Analysis::FindInternalMatches() {
  PRESSTM_ASSIGN_OR_RETURN(
      const std::vector<int> scores,
      presstm::FindInternalMatches(new_texts_, kLowestBand));
  for (size_t k = 0; k < scores.size(); ++k) {
    const NewSegment& segment = new_segments_[k];
    const auto band = static_cast<size_t>(InternalBandOfScore(scores[k]));
    files_[segment.file].bands[band] += segment.counts;
  }
  return absl::OkStatus();
}

}  // namespace presstm
