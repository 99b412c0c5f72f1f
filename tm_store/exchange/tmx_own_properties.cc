#include "tm_store/exchange/tmx_own_properties.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "tm_store/base/limits.h"
#include "tm_store/exchange/tmx_context.h"
#include "tm_store/exchange/tmx_metadata.h"

namespace presstm {
namespace {

constexpr char kOwnPrefix[] = "x-presstm-";
constexpr char kOriginProperty[] = "x-presstm-origin";
constexpr char kStatusProperty[] = "x-presstm-status";
constexpr char kDocumentProperty[] = "x-presstm-document";
// Says that the unit has our contexts only, whatever its other properties tell.
constexpr char kContextsProperty[] = "x-presstm-contexts";
constexpr char kComplete[] = "complete";
constexpr char kUnspecified[] = "unspecified";

struct OwnFacts {
  std::vector<Context> contexts;
  bool has_all_contexts = false;
  std::optional<Origin> origin;
  std::optional<TranslationStatus> status;
  std::optional<std::string> document;
};

// False if `property` is none of ours, or not as we write it.
bool TakeFact(const Property& property, OwnFacts& facts) {
  if (!absl::StartsWith(property.key, kOwnPrefix)) return false;
  const std::string name = property.value == kUnspecified ? "" : property.value;
  if (property.key == kOriginProperty) {
    facts.origin = name.empty() ? Origin::kUnspecified : OriginFromName(name);
    return facts.origin.has_value();
  }
  if (property.key == kStatusProperty) {
    facts.status = name.empty() ? TranslationStatus::kUnspecified
                                : TranslationStatusFromName(name);
    return facts.status.has_value();
  }
  if (property.key == kDocumentProperty) {
    facts.document = property.value;
    return true;
  }
  if (property.key == kContextsProperty && property.value == kComplete) {
    facts.has_all_contexts = true;
    return true;
  }
  if (property.key != kContextProperty) return false;
  std::optional<Context> context = DecodeContext(property.value);
  if (!context.has_value()) return false;
  facts.contexts.push_back(*std::move(context));
  return true;
}

// Adds those of `more` that `contexts` does not have.
void AddMissing(std::vector<Context> more, std::vector<Context>& contexts) {
  if (more.empty()) return;
  std::vector<Context> known = contexts;
  std::ranges::sort(known);
  for (Context& context : more) {
    if (contexts.size() == kMaxContexts) break;
    if (std::ranges::binary_search(known, context)) continue;
    contexts.push_back(std::move(context));
  }
}

template <typename T>
std::string NameOrUnspecified(T value, const char* (*name)(T)) {
  const std::string text = name(value);
  return text.empty() ? kUnspecified : text;
}

}  // namespace

void ApplyProperties(TranslationUnit& unit) {
  OwnFacts facts;
  std::erase_if(unit.properties, [&](const Property& property) {
    return TakeFact(property, facts);
  });
  if (facts.has_all_contexts) {
    unit.contexts = std::move(facts.contexts);
  } else {
    unit.contexts = ContextsFromProperties(unit);
    AddMissing(std::move(facts.contexts), unit.contexts);
  }
  TmxMetadata metadata = MetadataFromProperties(unit);
  unit.origin = facts.origin.value_or(metadata.origin);
  unit.status = facts.status.value_or(metadata.status);
  unit.document =
      std::move(facts.document).value_or(std::move(metadata.document));
  if (unit.created_by.empty()) unit.created_by = metadata.created_by;
  if (unit.changed_by.empty()) unit.changed_by = metadata.changed_by;
}

std::vector<Property> MakeOwnProperties(const TranslationUnit& unit) {
  std::vector<Property> properties;
  const TmxMetadata metadata = MetadataFromProperties(unit);
  if (unit.origin != metadata.origin) {
    properties.push_back(
        {kOriginProperty, NameOrUnspecified(unit.origin, &OriginName)});
  }
  if (unit.status != metadata.status) {
    properties.push_back(
        {kStatusProperty,
         NameOrUnspecified(unit.status, &TranslationStatusName)});
  }
  if (unit.document != metadata.document) {
    properties.push_back({kDocumentProperty, unit.document});
  }
  const std::vector<Context> told = ContextsFromProperties(unit);
  std::vector<Context> read = told;
  AddMissing(unit.contexts, read);
  // Those that properties tell are read first, and equal ones once.
  const bool adds_up = read == unit.contexts;
  if (!adds_up) properties.push_back({kContextsProperty, kComplete});
  for (size_t k = adds_up ? told.size() : 0; k < unit.contexts.size(); ++k) {
    properties.push_back({kContextProperty, EncodeContext(unit.contexts[k])});
  }
  return properties;
}

}  // namespace presstm
