// The index gives the segments that contain the text's folded characters, in
// the order of the result; what they say is read from the database, and the
// places are found there. Nothing is left out by that but segments with other
// numbers or addresses, which are all alike to the index, units that lack a
// language, and what has been changed meanwhile. If too few are left, the
// index is asked for more. How many are read is bounded: "2025" may be in
// three segments, and some number in half of a million. Then the page ends
// early, and the next one goes on.
#include "tm_store/concordance.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/field_checks.h"
#include "tm_store/match/concordance.h"
#include "tm_store/storage/memory_repository.h"
#include "tm_store/text/language.h"
#include "tm_store/text/occurrences.h"
#include "tm_store/text/text_units.h"
#include "tm_store/text/utf8.h"
#include "tm_store/validation.h"

namespace presstm {
namespace {

// Units read from the database at a time, and for one page: some 50 ms.
constexpr size_t kFetchBatch = 64;
constexpr size_t kMostRead = 5'000;
constexpr int kGrowth = 4;

ConcordanceKey KeyOf(const ContainingSegment& segment) {
  return {.is_whole = segment.is_whole,
          .length_characters = segment.length_characters,
          .unit = {segment.ref.unit},
          .variant = segment.ref.variant};
}

std::optional<ContainingSegment> SegmentOf(
    const std::optional<ConcordanceKey>& key) {
  if (!key.has_value()) return std::nullopt;
  return ContainingSegment{.is_whole = key->is_whole,
                           .length_characters = key->length_characters,
                           .ref = {key->unit.value, key->variant}};
}

struct MemoryIndex {
  std::string name;
  IndexSnapshot snapshot;
};

// A segment the index has found.
struct Prospect {
  ContainingSegment segment;
  const MemoryIndex* index = nullptr;
};

class ConcordanceRun {
 public:
  ConcordanceRun(TmDatabase& database, const ConcordanceRequest& request,
                 const Deadline& deadline, Language language,
                 std::vector<Language> other_languages)
      : database_(database),
        request_(request),
        deadline_(deadline),
        language_(std::move(language)),
        other_languages_(std::move(other_languages)),
        units_(ToTextUnits(request.text, language_.language)),
        pattern_(request.text, language_.language),
        last_(SegmentOf(request.after)) {}

  absl::Status FindIndexes(const IndexRegistry& indexes,
                           const MemoryDirectory& memories);
  absl::StatusOr<ConcordanceResponse> Run();

 private:
  // The first `limit` prospects after last_.
  absl::StatusOr<std::vector<Prospect>> Search(int limit) const;
  // Adds those that are hits; returns whether the page has ended.
  absl::StatusOr<bool> AddHits(absl::Span<const Prospect> prospects);
  absl::StatusOr<std::vector<TranslationUnit>> Read(
      absl::Span<const Prospect> prospects);
  std::optional<ConcordanceHit> HitOf(
      const Prospect& prospect,
      const std::vector<TranslationUnit>& units) const;
  bool HasOtherLanguages(const TranslationUnit& unit, size_t position) const;

  TmDatabase& database_;
  const ConcordanceRequest& request_;
  const Deadline& deadline_;
  const Language language_;
  const std::vector<Language> other_languages_;
  const TextUnits units_;
  const OccurrencePattern pattern_;
  std::vector<MemoryIndex> indexes_;
  std::optional<ContainingSegment> last_;  // Looked at.
  size_t read_ = 0;
  // While a segment is changed it may be in the index twice.
  std::set<std::pair<int64_t, int32_t>> seen_;  // Unit and variant.
  ConcordanceResponse response_;
};

absl::Status ConcordanceRun::FindIndexes(const IndexRegistry& indexes,
                                         const MemoryDirectory& memories) {
  // Naming a memory twice does not show its units twice.
  for (const std::string& name : std::set<std::string>(
           request_.memories.begin(), request_.memories.end())) {
    const std::shared_ptr<const Memory> memory = memories.Find(name);
    if (memory == nullptr) return MemoryNotFoundError(name);
    auto snapshot = indexes.Snapshot(memory->id, language_);
    if (snapshot.has_value()) indexes_.push_back({name, *std::move(snapshot)});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Prospect>> ConcordanceRun::Search(int limit) const {
  std::vector<Prospect> prospects;
  for (const MemoryIndex& index : indexes_) {
    PRESSTM_ASSIGN_OR_RETURN(const ContainingResult result,
                             index.snapshot.FindContaining(
                                 {units_.units, units_.characters},
                                 {.limit = limit, .after = last_}, deadline_));
    for (const ContainingSegment& segment : result.segments) {
      prospects.push_back({segment, &index});
    }
  }
  std::sort(prospects.begin(), prospects.end(),
            [](const Prospect& a, const Prospect& b) {
              return RanksBefore(a.segment, b.segment);
            });
  prospects.resize(std::min(prospects.size(), static_cast<size_t>(limit)));
  return prospects;
}

absl::StatusOr<std::vector<TranslationUnit>> ConcordanceRun::Read(
    absl::Span<const Prospect> prospects) {
  PRESSTM_RETURN_IF_ERROR(deadline_.Check());
  read_ += prospects.size();
  std::vector<TranslationUnitId> ids;
  for (const Prospect& prospect : prospects) {
    const TranslationUnitId id = {prospect.segment.ref.unit};
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return database_.GetUnits(ids);
}

bool ConcordanceRun::HasOtherLanguages(const TranslationUnit& unit,
                                       size_t position) const {
  const auto has = [&](const Language& wanted) {
    for (size_t k = 0; k < unit.variants.size(); ++k) {
      if (k == position) continue;
      const auto language = ParseLanguage(unit.variants[k].language);
      if (language.ok() && LanguageAnswers(wanted, *language)) return true;
    }
    return false;
  };
  return std::all_of(other_languages_.begin(), other_languages_.end(), has);
}

std::optional<ConcordanceHit> ConcordanceRun::HitOf(
    const Prospect& prospect, const std::vector<TranslationUnit>& units) const {
  const SegmentRef& ref = prospect.segment.ref;
  const auto unit = std::find_if(
      units.begin(), units.end(),
      [&](const TranslationUnit& u) { return u.id.value == ref.unit; });
  const auto position = static_cast<size_t>(ref.variant);
  if (unit == units.end() || position >= unit->variants.size()) {
    return std::nullopt;
  }
  const Variant& variant = unit->variants[position];
  const auto language = ParseLanguage(variant.language);
  if (!language.ok() || !LanguageAnswers(language_, *language) ||
      !HasOtherLanguages(*unit, position)) {
    return std::nullopt;
  }
  std::vector<ByteSpan> spans = pattern_.Find(variant.segment.text);
  if (spans.empty()) return std::nullopt;
  return ConcordanceHit{.key = KeyOf(prospect.segment),
                        .memory_name = prospect.index->name,
                        .unit = *unit,
                        .variant_position = position,
                        .spans = std::move(spans)};
}

absl::StatusOr<bool> ConcordanceRun::AddHits(
    absl::Span<const Prospect> prospects) {
  PRESSTM_ASSIGN_OR_RETURN(const std::vector<TranslationUnit> units,
                           Read(prospects));
  std::vector<ConcordanceHit>& hits = response_.hits;
  for (const Prospect& prospect : prospects) {
    last_ = prospect.segment;
    std::optional<ConcordanceHit> hit = HitOf(prospect, units);
    const SegmentRef& ref = prospect.segment.ref;
    if (!hit.has_value() || !seen_.insert({ref.unit, ref.variant}).second) {
      continue;
    }
    // One more than asked for tells that there is a next page.
    if (hits.size() == static_cast<size_t>(request_.limit)) {
      response_.next = hits.back().key;
      return true;
    }
    hits.push_back(*std::move(hit));
  }
  return false;
}

absl::StatusOr<ConcordanceResponse> ConcordanceRun::Run() {
  for (int limit = request_.limit + 1;; limit *= kGrowth) {
    PRESSTM_ASSIGN_OR_RETURN(const std::vector<Prospect> prospects,
                             Search(limit));
    absl::Span<const Prospect> left = prospects;
    while (!left.empty()) {
      const auto batch = left.first(std::min(left.size(), kFetchBatch));
      PRESSTM_ASSIGN_OR_RETURN(const bool has_ended, AddHits(batch));
      if (has_ended) return std::move(response_);
      left.remove_prefix(batch.size());
      if (read_ >= kMostRead && last_.has_value()) {
        response_.next = KeyOf(*last_);
        return std::move(response_);
      }
    }
    if (prospects.size() < static_cast<size_t>(limit)) {
      return std::move(response_);
    }
  }
}

absl::Status CheckText(absl::string_view text) {
  if (text.size() > kMaxConcordanceBytes) {
    return InvalidArgument(
        ErrorReason::kSegmentTooLong,
        absl::StrCat("the text has ", text.size(), " bytes; at most ",
                     kMaxConcordanceBytes, " can be searched for"),
        "text");
  }
  if (const size_t valid = FindInvalidUtf8(text); valid != text.size()) {
    return InvalidArgument(
        ErrorReason::kInvalidUtf8,
        absl::StrCat("the text is not valid UTF-8 at byte ", valid), "text");
  }
  if (!IsBlank(text)) return absl::OkStatus();
  return InvalidArgument(ErrorReason::kSegmentEmpty, "the text is empty",
                         "text");
}

}  // namespace

absl::Status ValidateConcordance(const ConcordanceRequest& request) {
  PRESSTM_RETURN_IF_ERROR(CheckText(request.text));
  PRESSTM_RETURN_IF_ERROR(CheckLanguage(request.language, "language_code"));
  for (size_t k = 0; k < request.other_languages.size(); ++k) {
    PRESSTM_RETURN_IF_ERROR(
        CheckLanguage(request.other_languages[k],
                      absl::StrCat("other_language_codes[", k, "]")));
  }
  if (request.memories.empty()) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "no memory to search is named", "memories");
  }
  for (size_t k = 0; k < request.memories.size(); ++k) {
    const absl::Status valid = ValidateMemoryName(request.memories[k]);
    if (!valid.ok()) {
      return InvalidArgument(ErrorReason::kInvalidArgument, valid.message(),
                             absl::StrCat("memories[", k, "]"));
    }
  }
  return CheckRange(request.limit, 1, kMaxPageSize, "the limit", "page_size");
}

absl::StatusOr<ConcordanceResponse> RunConcordance(
    const LookupSources& sources, const ConcordanceRequest& request,
    const Deadline& deadline) {
  PRESSTM_RETURN_IF_ERROR(deadline.Check());
  PRESSTM_ASSIGN_OR_RETURN(Language language, ParseLanguage(request.language));
  std::vector<Language> other_languages;
  for (const std::string& tag : request.other_languages) {
    PRESSTM_ASSIGN_OR_RETURN(Language other, ParseLanguage(tag));
    other_languages.push_back(std::move(other));
  }
  ConcordanceRun run(sources.database, request, deadline, std::move(language),
                     std::move(other_languages));
  PRESSTM_RETURN_IF_ERROR(run.FindIndexes(sources.indexes, sources.memories));
  return run.Run();
}

}  // namespace presstm
