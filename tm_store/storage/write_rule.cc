#include "tm_store/storage/write_rule.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "tm_store/model/lookup_request.h"
#include "tm_store/storage/merge.h"

namespace presstm {
namespace {

bool IsOlder(const TranslationUnit& a, const TranslationUnit& b) {
  return std::tie(a.change_time, a.id) < std::tie(b.change_time, b.id);
}

bool ShareContext(const TranslationUnit& stored,
                  const std::set<Context>& contexts) {
  if (contexts.empty()) return stored.contexts.empty();
  return std::any_of(
      stored.contexts.begin(), stored.contexts.end(),
      [&](const Context& context) { return contexts.contains(context); });
}

// Takes the units out of `others` that are replaced as a whole; those that
// only lose contexts go into the plan.
std::vector<TranslationUnit> SameContext(const TranslationUnit& incoming,
                                         std::vector<TranslationUnit> others,
                                         WritePlan& plan) {
  const std::set<Context> contexts(incoming.contexts.begin(),
                                   incoming.contexts.end());
  std::vector<TranslationUnit> replaced;
  for (TranslationUnit& other : others) {
    if (!ShareContext(other, contexts)) continue;
    std::vector<Context> elsewhere;
    std::copy_if(other.contexts.begin(), other.contexts.end(),
                 std::back_inserter(elsewhere), [&](const Context& context) {
                   return !contexts.contains(context);
                 });
    if (elsewhere.empty()) {
      replaced.push_back(std::move(other));
    } else {
      other.contexts = std::move(elsewhere);
      plan.updates.push_back(std::move(other));
    }
  }
  return replaced;
}

// Plans to put `incoming` in the place of the newest of `others`.
void Replace(TranslationUnit incoming, std::vector<TranslationUnit> others,
             WritePlan& plan) {
  const auto newest = std::max_element(others.begin(), others.end(), IsOlder);
  if (newest == others.end()) {
    plan.unit = std::move(incoming);
    return;
  }
  for (auto other = others.begin(); other != others.end(); ++other) {
    if (other == newest) continue;
    TranslationUnit rest = RemoveSharedTargets(*other, incoming);
    if (HasOnlySourceLanguage(rest, incoming)) {
      plan.deletions.push_back(std::move(*other));
    } else {
      plan.updates.push_back(std::move(rest));
    }
  }
  plan.outcome = WriteOutcome::kReplaced;
  plan.unit = ReplaceUnit(*newest, std::move(incoming));
}

void Skip(std::vector<TranslationUnit> others, WritePlan& plan) {
  plan.outcome = WriteOutcome::kSkipped;
  plan.unit =
      std::move(*std::max_element(others.begin(), others.end(), IsOlder));
}

bool IsNewerThanAll(const TranslationUnit& incoming, absl::Time undated,
                    const std::vector<TranslationUnit>& others) {
  absl::Time time = LastChangeTime(incoming);
  if (time == absl::InfinitePast()) time = undated;
  return std::all_of(
      others.begin(), others.end(),
      [&](const TranslationUnit& other) { return other.change_time < time; });
}

}  // namespace

WritePlan PlanWrite(TranslationUnit incoming, WriteRule rule,
                    std::vector<TranslationUnit> others, absl::Time undated) {
  std::erase_if(others, [&](const TranslationUnit& other) {
    return !SharesSourceAndTarget(other, incoming);
  });
  WritePlan plan;
  if (others.empty() || rule == WriteRule::kKeepAll ||
      rule == WriteRule::kUnspecified) {
    plan.unit = std::move(incoming);
  } else if (rule == WriteRule::kSkipExisting ||
             (rule == WriteRule::kKeepNewest &&
              !IsNewerThanAll(incoming, undated, others))) {
    Skip(std::move(others), plan);
  } else {
    if (rule == WriteRule::kReplaceSameSourceAndContext) {
      others = SameContext(incoming, std::move(others), plan);
    }
    Replace(std::move(incoming), std::move(others), plan);
  }
  return plan;
}

}  // namespace presstm
