#include "tm_store/storage/merge.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tm_store/base/limits.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

// The variants of a unit in one language and region.
struct Side {
  Language language;
  std::vector<const Variant*> variants;
};

Language LanguageOf(const Variant& variant) {
  absl::StatusOr<Language> language = ParseLanguage(variant.language);
  // Unknown tags do not get this far; should one, it is its own language.
  return language.ok() ? *std::move(language)
                       : Language{.key = variant.language};
}

std::vector<Side> SidesOf(const TranslationUnit& unit) {
  std::vector<Side> sides;
  for (const Variant& variant : unit.variants) {
    Language language = LanguageOf(variant);
    auto side = std::find_if(sides.begin(), sides.end(), [&](const Side& s) {
      return s.language.key == language.key &&
             s.language.region == language.region;
    });
    if (side == sides.end()) {
      side = sides.insert(sides.end(), Side{std::move(language), {}});
    }
    side->variants.push_back(&variant);
  }
  return sides;
}

// The sides in the same language as `side`: the one with its very region if
// there is one, else all that are interchangeable with it.
std::vector<const Side*> Counterparts(const Side& side,
                                      const std::vector<Side>& others) {
  std::vector<const Side*> counterparts;
  for (const Side& other : others) {
    if (!LanguagesAreInterchangeable(side.language, other.language)) continue;
    if (other.language.region == side.language.region) return {&other};
    counterparts.push_back(&other);
  }
  return counterparts;
}

bool HaveEqualSegments(const Side& a, const Side& b) {
  return std::is_permutation(a.variants.begin(), a.variants.end(),
                             b.variants.begin(), b.variants.end(),
                             [](const Variant* x, const Variant* y) {
                               return x->segment == y->segment;
                             });
}

bool Holds(const Side& side, const Variant* variant) {
  return std::find(side.variants.begin(), side.variants.end(), variant) !=
         side.variants.end();
}

bool HasSegment(const TranslationUnit& unit, const Variant& wanted) {
  const Language language = LanguageOf(wanted);
  return std::any_of(
      unit.variants.begin(), unit.variants.end(), [&](const Variant& variant) {
        return variant.segment == wanted.segment &&
               LanguagesAreInterchangeable(LanguageOf(variant), language);
      });
}

// Appends the elements of `more` that `list` lacks, up to `most` in all.
template <typename T>
void AppendMissing(const std::vector<T>& more, size_t most,
                   std::vector<T>& list) {
  if (more.empty()) return;
  std::set<T> known(list.begin(), list.end());
  for (const T& item : more) {
    if (list.size() >= most) return;
    if (known.insert(item).second) list.push_back(item);
  }
}

void MergeVariants(const TranslationUnit& incoming, TranslationUnit& stored) {
  const std::vector<Side> stored_sides = SidesOf(stored);
  std::vector<Variant> added;
  for (const Side& side : SidesOf(incoming)) {
    const std::vector<const Side*> same = Counterparts(side, stored_sides);
    for (const Variant* variant : side.variants) {
      if (same.empty()) {
        added.push_back(*variant);
        continue;
      }
      for (Variant& twin : stored.variants) {
        if (!Holds(*same.front(), &twin) || twin.segment != variant->segment) {
          continue;
        }
        AppendMissing(variant->properties, kMaxProperties, twin.properties);
        AppendMissing(variant->notes, kMaxNotes, twin.notes);
        break;
      }
    }
  }
  for (Variant& variant : added) {
    if (stored.variants.size() >= kMaxVariants) return;
    stored.variants.push_back(std::move(variant));
  }
}

// Time and author belong together; of equal times a known author wins.
void TakeEvent(absl::Time time, const std::string& author, bool wins,
               absl::Time& stored_time, std::string& stored_author) {
  if (time == absl::InfinitePast()) return;
  if (wins || stored_time == absl::InfinitePast()) {
    stored_time = time;
    stored_author = author;
  } else if (time == stored_time && stored_author.empty()) {
    stored_author = author;
  }
}

void FillIfEmpty(const std::string& value, std::string& field) {
  if (field.empty()) field = value;
}

}  // namespace

bool IsSameTranslation(const TranslationUnit& stored,
                       const TranslationUnit& incoming) {
  const Variant* source = SourceVariant(incoming);
  if (source == nullptr) return false;
  const std::vector<Side> stored_sides = SidesOf(stored);
  const std::vector<Side> incoming_sides = SidesOf(incoming);
  bool source_is_shared = false;
  bool target_is_shared = false;
  for (const Side& side : incoming_sides) {
    const std::vector<const Side*> same = Counterparts(side, stored_sides);
    for (const Side* counterpart : same) {
      if (!HaveEqualSegments(side, *counterpart)) return false;
    }
    if (same.empty()) continue;
    (Holds(side, source) ? source_is_shared : target_is_shared) = true;
  }
  if (!source_is_shared) return false;
  return target_is_shared ||
         (incoming_sides.size() == 1 && stored_sides.size() == 1);
}

TranslationUnit MergeUnits(TranslationUnit stored,
                           const TranslationUnit& incoming) {
  MergeVariants(incoming, stored);
  AppendMissing(incoming.properties, kMaxProperties, stored.properties);
  AppendMissing(incoming.notes, kMaxNotes, stored.notes);
  AppendMissing(incoming.contexts, kMaxContexts, stored.contexts);
  FillIfEmpty(incoming.document, stored.document);
  FillIfEmpty(incoming.external_id, stored.external_id);
  if (stored.origin == Origin::kUnspecified) stored.origin = incoming.origin;
  if (stored.status == TranslationStatus::kUnspecified) {
    stored.status = incoming.status;
  }
  TakeEvent(incoming.create_time, incoming.created_by,
            incoming.create_time < stored.create_time, stored.create_time,
            stored.created_by);
  TakeEvent(incoming.change_time, incoming.changed_by,
            incoming.change_time > stored.change_time, stored.change_time,
            stored.changed_by);
  stored.usage_count = std::max(stored.usage_count, incoming.usage_count);
  stored.last_used_time =
      std::max(stored.last_used_time, incoming.last_used_time);
  return stored;
}

bool SharesSourceAndTarget(const TranslationUnit& stored,
                           const TranslationUnit& incoming) {
  const Variant* source = SourceVariant(incoming);
  if (source == nullptr || !HasSegment(stored, *source)) return false;
  const size_t without_targets =
      RemoveSharedTargets(stored, incoming).variants.size();
  return without_targets < stored.variants.size();
}

TranslationUnit ReplaceUnit(const TranslationUnit& stored,
                            TranslationUnit incoming) {
  const std::vector<Side> incoming_sides = SidesOf(incoming);
  std::vector<Variant> kept;
  for (const Side& side : SidesOf(stored)) {
    if (!Counterparts(side, incoming_sides).empty()) continue;
    for (const Variant* variant : side.variants) kept.push_back(*variant);
  }
  incoming.variants.insert(incoming.variants.end(), kept.begin(), kept.end());
  std::vector<Context> contexts = stored.contexts;
  AppendMissing(incoming.contexts, kMaxContexts, contexts);
  incoming.contexts = std::move(contexts);
  incoming.id = stored.id;
  incoming.memory_id = stored.memory_id;
  incoming.revision = stored.revision;
  incoming.create_time = stored.create_time;
  incoming.created_by = stored.created_by;
  FillIfEmpty(stored.document, incoming.document);
  FillIfEmpty(stored.external_id, incoming.external_id);
  return incoming;
}

TranslationUnit RemoveSharedTargets(TranslationUnit stored,
                                    const TranslationUnit& incoming) {
  const Variant* source = SourceVariant(incoming);
  if (source == nullptr) return stored;
  const Language source_language = LanguageOf(*source);
  std::vector<Side> targets = SidesOf(incoming);
  std::erase_if(targets, [&](const Side& side) { return Holds(side, source); });
  std::erase_if(stored.variants, [&](const Variant& variant) {
    const Side side{LanguageOf(variant), {}};
    return !LanguagesAreInterchangeable(side.language, source_language) &&
           !Counterparts(side, targets).empty();
  });
  return stored;
}

bool HasOnlySourceLanguage(const TranslationUnit& unit,
                           const TranslationUnit& incoming) {
  const Variant* source = SourceVariant(incoming);
  if (source == nullptr) return false;
  const Language language = LanguageOf(*source);
  return std::all_of(
      unit.variants.begin(), unit.variants.end(), [&](const Variant& variant) {
        return LanguagesAreInterchangeable(LanguageOf(variant), language);
      });
}

}  // namespace presstm
