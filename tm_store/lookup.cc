#include "tm_store/lookup.h"

#include <algorithm>
#include <memory>

#include "absl/time/clock.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/lookup_run.h"
#include "tm_store/lookup_validation.h"
#include "tm_store/storage/memory_repository.h"

namespace presstm {
namespace {

constexpr char kDefaultPivotLanguage[] = "en";

// Those of the languages asked for, or else the default, that are neither the
// source's nor the target's.
absl::StatusOr<std::vector<Language>> PivotLanguages(
    const LookupRequest& settings, const Language& source,
    const Language& target) {
  std::vector<Language> pivots;
  if (settings.pivot_mode == PivotMode::kOff) return pivots;
  std::vector<std::string> tags = settings.pivot_languages;
  if (tags.empty()) tags.push_back(kDefaultPivotLanguage);
  for (const std::string& tag : tags) {
    PRESSTM_ASSIGN_OR_RETURN(Language pivot, ParseLanguage(tag));
    if (pivot.language == source.language ||
        pivot.language == target.language) {
      continue;
    }
    pivots.push_back(std::move(pivot));
  }
  return pivots;
}

// The memories asked for, each once: naming one twice does not show its units
// twice.
absl::StatusOr<std::vector<SearchedMemory>> FindMemories(
    const LookupSources& sources, const LookupRequest& settings) {
  std::vector<SearchedMemory> memories;
  memories.reserve(settings.memories.size());
  for (const MemorySelection& selection : settings.memories) {
    std::shared_ptr<const Memory> memory =
        sources.memories.Find(selection.name);
    if (memory == nullptr) return MemoryNotFoundError(selection.name);
    const bool is_known = std::any_of(memories.begin(), memories.end(),
                                      [&memory](const SearchedMemory& other) {
                                        return other.memory->id == memory->id;
                                      });
    if (!is_known) memories.push_back({std::move(memory), selection.penalty});
  }
  return memories;
}

}  // namespace

absl::StatusOr<PreparedLookup> PreparedLookup::Create(
    const LookupSources& sources, LookupRequest settings) {
  PRESSTM_RETURN_IF_ERROR(ValidateLookupSettings(settings));
  PRESSTM_ASSIGN_OR_RETURN(Language source,
                           ParseLanguage(settings.source_language));
  PRESSTM_ASSIGN_OR_RETURN(Language target,
                           ParseLanguage(settings.target_language));
  PRESSTM_ASSIGN_OR_RETURN(std::vector<Language> pivots,
                           PivotLanguages(settings, source, target));
  PRESSTM_RETURN_IF_ERROR(FindMemories(sources, settings).status());
  return PreparedLookup(sources, std::move(settings), std::move(source),
                        std::move(target), std::move(pivots));
}

absl::StatusOr<LookupResponse> PreparedLookup::Run(
    const LookupQuery& query, const Deadline& deadline) const {
  const absl::Time start = absl::Now();
  PRESSTM_RETURN_IF_ERROR(ValidateLookupQuery(query));
  PRESSTM_RETURN_IF_ERROR(deadline.Check());
  PRESSTM_ASSIGN_OR_RETURN(const std::vector<SearchedMemory> memories,
                           FindMemories(sources_, settings_));
  LookupRun run({.database = sources_.database,
                 .indexes = sources_.indexes,
                 .settings = settings_,
                 .source = source_,
                 .target = target_,
                 .pivots = pivots_,
                 .memories = memories},
                query, deadline);
  const absl::Duration prepare = absl::Now() - start;
  PRESSTM_ASSIGN_OR_RETURN(LookupResponse response, run.Run());
  response.times.prepare = prepare;
  return response;
}

}  // namespace presstm
