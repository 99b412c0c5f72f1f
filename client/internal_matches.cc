// All segments are stored at once, the last ones first: of equal matches the
// newest rank first, so the earlier segments come before the later ones, and
// one answer of the longest kind has the best earlier one. A segment's
// translation is its number.
#include "client/internal_matches.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/call_error.h"
#include "client/lookup_stream.h"
#include "client/names.h"
#include "client/segment_message.h"
#include "client/session.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// "No linguistic content".
constexpr char kNumberLanguage[] = "zxx";

constexpr size_t kMaxBatchBytes = 512 * 1024;

// Stores segments a batch at a time.
class SegmentStore {
 public:
  explicit SegmentStore(Session& session) : session_(session) {
    request_.set_parent(MemoryPath(kDefaultMemory));
  }

  absl::Status Add(const InternalSegment& segment, size_t number) {
    v1::TranslationUnit& unit = *request_.add_translation_units();
    unit.set_source_language_code(segment.language);
    v1::Variant& source = *unit.add_variants();
    source.set_language_code(segment.language);
    *source.mutable_segment() = SegmentMessage(segment.segment);
    v1::Variant& target = *unit.add_variants();
    target.set_language_code(kNumberLanguage);
    target.mutable_segment()->set_text(absl::StrCat(number));
    size_bytes_ += unit.ByteSizeLong();
    const bool is_full =
        request_.translation_units_size() >= static_cast<int>(kMaxBatchSize) ||
        size_bytes_ >= kMaxBatchBytes;
    return is_full ? Flush() : absl::OkStatus();
  }

  absl::Status Flush() {
    if (request_.translation_units().empty()) return absl::OkStatus();
    PRESSTM_ASSIGN_OR_RETURN(
        const v1::BatchCreateTranslationUnitsResponse response,
        session_.Call(&Session::Stub::BatchCreateTranslationUnits, request_));
    for (const auto& result : response.results()) {
      if (result.has_error()) return FromStatusProto(result.error());
    }
    request_.clear_translation_units();
    size_bytes_ = 0;
    return absl::OkStatus();
  }

 private:
  Session& session_;
  v1::BatchCreateTranslationUnitsRequest request_;
  size_t size_bytes_ = 0;
};

// The segments of one language as queries.
class SegmentQueries final : public QuerySource {
 public:
  SegmentQueries(const std::vector<InternalSegment>& segments,
                 const std::vector<size_t>& numbers)
      : segments_(segments), numbers_(numbers) {}

  absl::StatusOr<std::optional<v1::LookupQuery>> Next() override {
    if (next_ == numbers_.size()) return std::nullopt;
    v1::LookupQuery query;
    *query.mutable_query() =
        SegmentMessage(segments_[numbers_[next_++]].segment);
    return query;
  }
  bool HasNext() override { return next_ < numbers_.size(); }
  void Stop() override {}

 private:
  const std::vector<InternalSegment>& segments_;
  const std::vector<size_t>& numbers_;
  size_t next_ = 0;
};

int BestEarlierScore(const v1::LookupResponse& response, size_t number) {
  for (const v1::Match& match : response.matches()) {
    size_t other = 0;
    if (absl::SimpleAtoi(match.target().segment().text(), &other) &&
        other < number) {
      return match.score();
    }
  }
  return 0;
}

v1::LookupRequest ConfigFor(const std::string& language, int threshold) {
  v1::LookupRequest config;
  config.set_source_language_code(language);
  config.set_target_language_code(kNumberLanguage);
  config.add_memories()->set_memory(MemoryPath(kDefaultMemory));
  config.set_threshold(threshold);
  config.set_limit(kMaxLookupLimit);
  config.set_exclude_exact(true);
  config.set_pivot_mode(v1::PIVOT_MODE_OFF);
  return config;
}

}  // namespace

absl::StatusOr<std::vector<int>> FindInternalMatches(
    const std::vector<InternalSegment>& segments, int threshold) {
  std::vector<int> scores(segments.size(), 0);
  if (segments.size() < 2) return scores;
  Session session((GlobalOptions()));
  PRESSTM_RETURN_IF_ERROR(session.ConnectToScratch());
  v1::CreateMemoryRequest create;
  create.set_memory_id(kDefaultMemory);
  PRESSTM_RETURN_IF_ERROR(
      session.Call(&Session::Stub::CreateMemory, create).status());
  SegmentStore store(session);
  std::map<std::string, std::vector<size_t>> numbers_by_language;
  for (size_t k = segments.size(); k > 0; --k) {
    PRESSTM_RETURN_IF_ERROR(store.Add(segments[k - 1], k - 1));
    numbers_by_language[segments[k - 1].language].push_back(k - 1);
  }
  PRESSTM_RETURN_IF_ERROR(store.Flush());
  for (const auto& [language, numbers] : numbers_by_language) {
    SegmentQueries queries(segments, numbers);
    size_t answered = 0;
    PRESSTM_RETURN_IF_ERROR(LookUpAll(
        session, ConfigFor(language, threshold), queries,
        [&, &list = numbers](const v1::LookupResult& result) {
          if (answered == list.size()) return;  // More than was asked.
          const size_t number = list[answered++];
          scores[number] = BestEarlierScore(result.response(), number);
        }));
  }
  return scores;
}

}  // namespace presstm
