// Tools write a context as two or three properties that belong together, and
// a unit seen in several places carries several of each. Where a tool's
// properties come equally often, the n-th of each make a context; this holds
// whether they are interleaved or grouped by name. Where they do not, they are
// gone through in order and a property begins a new context when its place in
// the current one is taken.
#include "tm_store/exchange/tmx_context.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tm_store/base/limits.h"
#include "tm_store/exchange/xml_text.h"

namespace presstm {
namespace {

enum class Slot { kPrevious, kNext, kKey, kPreviousHash, kNextHash };
constexpr size_t kSlotCount = 5;

// Properties of one group make contexts together.
enum class Group {
  kOmegat,
  kMemoq,
  kPhrase,
  kTrados,
  kXtm,
  kXtmTarget,
  kGlobalLink,
  kSwordfish,
  kT5Memory,
  kOther,
};

struct Role {
  Group group;
  Slot slot;
};

struct RoleRow {
  absl::string_view name;  // Lower case.
  Role role;
};

constexpr RoleRow kRoles[] = {
    {"prev", {Group::kOmegat, Slot::kPrevious}},
    {"next", {Group::kOmegat, Slot::kNext}},
    {"id", {Group::kOmegat, Slot::kKey}},
    {"x-context-pre", {Group::kMemoq, Slot::kPrevious}},
    {"x-context-post", {Group::kMemoq, Slot::kNext}},
    {"x-context", {Group::kMemoq, Slot::kKey}},
    {"context_prev", {Group::kPhrase, Slot::kPrevious}},
    {"context_next", {Group::kPhrase, Slot::kNext}},
    {"context", {Group::kPhrase, Slot::kKey}},
    {"x-contextcontent", {Group::kTrados, Slot::kPrevious}},
    {"x-previous-source-text", {Group::kXtm, Slot::kPrevious}},
    {"x-next-source-text", {Group::kXtm, Slot::kNext}},
    {"x-previous-crc", {Group::kXtm, Slot::kPreviousHash}},
    {"x-next-crc", {Group::kXtm, Slot::kNextHash}},
    {"x-previous-target-text", {Group::kXtmTarget, Slot::kPrevious}},
    {"x-next-target-text", {Group::kXtmTarget, Slot::kNext}},
    {"previousmd5segment", {Group::kGlobalLink, Slot::kPrevious}},
    {"nextmd5segment", {Group::kGlobalLink, Slot::kNext}},
    {"previousmd5checksum", {Group::kGlobalLink, Slot::kPreviousHash}},
    {"nextmd5checksum", {Group::kGlobalLink, Slot::kNextHash}},
    {"tmgr:context", {Group::kT5Memory, Slot::kKey}},
    {"tmgr-context", {Group::kT5Memory, Slot::kKey}},
};

std::optional<Role> RoleOf(const std::string& key) {
  if (key == "x-Context") return Role{Group::kTrados, Slot::kKey};
  const std::string name = absl::AsciiStrToLower(key);
  for (const RoleRow& row : kRoles) {
    if (row.name == name) return row.role;
  }
  if (absl::StartsWith(name, "prev-")) {
    return Role{Group::kSwordfish, Slot::kPreviousHash};
  }
  if (absl::StartsWith(name, "next-")) {
    return Role{Group::kSwordfish, Slot::kNextHash};
  }
  if (absl::StrContains(name, "context") && name != kContextProperty &&
      !absl::StartsWith(name, "x-structurecontext")) {
    return Role{Group::kOther, Slot::kKey};
  }
  return std::nullopt;
}

std::string SlotValue(Role role, const std::string& value) {
  if (role.group == Group::kTrados && role.slot == Slot::kPrevious) {
    const std::vector<absl::string_view> fields =
        absl::StrSplit(value, absl::MaxSplits('|', 1));
    return std::string(absl::StripAsciiWhitespace(fields[0]));
  }
  absl::string_view text = value;
  if (role.group == Group::kMemoq && role.slot != Slot::kKey &&
      absl::ConsumePrefix(&text, "<seg>") &&
      absl::ConsumeSuffix(&text, "</seg>")) {
    return XmlFragmentText(text);
  }
  if (role.group == Group::kT5Memory && value == "-") return "";
  return value;
}

using Occurrence = std::pair<Slot, std::string>;
using Slots = std::array<std::optional<std::string>, kSlotCount>;

// How often each slot that occurs does; nullopt if they differ.
bool OccurEquallyOften(const std::vector<Occurrence>& occurrences) {
  std::array<size_t, kSlotCount> counts = {};
  for (const Occurrence& occurrence : occurrences) {
    ++counts[static_cast<size_t>(occurrence.first)];
  }
  const size_t most = std::ranges::max(counts);
  return std::ranges::all_of(
      counts, [&](size_t count) { return count == 0 || count == most; });
}

std::vector<Slots> Arrange(std::vector<Occurrence> occurrences) {
  std::vector<Slots> arranged;
  const bool by_index = OccurEquallyOften(occurrences);
  std::array<size_t, kSlotCount> next_index = {};
  for (auto& [slot, value] : occurrences) {
    const auto place = static_cast<size_t>(slot);
    size_t index = arranged.empty() ? 0 : arranged.size() - 1;
    if (by_index) {
      index = next_index[place]++;
    } else if (!arranged.empty() && arranged[index][place].has_value()) {
      ++index;
    }
    if (index >= arranged.size()) arranged.resize(index + 1);
    arranged[index][place] = std::move(value);
  }
  return arranged;
}

Context ToContext(const Slots& slots, const std::string& language) {
  const auto get = [&](Slot slot) {
    return slots[static_cast<size_t>(slot)].value_or("");
  };
  Context context = {.language = language,
                     .previous_text = get(Slot::kPrevious),
                     .next_text = get(Slot::kNext),
                     .key = get(Slot::kKey)};
  const std::string previous_hash = get(Slot::kPreviousHash);
  const std::string next_hash = get(Slot::kNextHash);
  if (context.key.empty() && !(previous_hash.empty() && next_hash.empty())) {
    context.key = absl::StrCat(previous_hash, ",", next_hash);
  }
  return context;
}

void AddContexts(const std::vector<Property>& properties,
                 const std::string& language,
                 const std::string& target_language,
                 std::vector<Context>& contexts) {
  std::map<Group, std::vector<Occurrence>> groups;
  for (const Property& property : properties) {
    const std::optional<Role> role = RoleOf(property.key);
    if (!role.has_value()) continue;
    groups[role->group].emplace_back(role->slot,
                                     SlotValue(*role, property.value));
  }
  for (auto& [group, occurrences] : groups) {
    const std::string& side =
        group == Group::kXtmTarget ? target_language : language;
    for (const Slots& slots : Arrange(std::move(occurrences))) {
      Context context = ToContext(slots, side);
      const bool is_empty = context.previous_text.empty() &&
                            context.next_text.empty() && context.key.empty();
      if (!is_empty) contexts.push_back(std::move(context));
    }
  }
}

// Drops repeated ones, keeps the order.
void RemoveRepeated(std::vector<Context>& contexts) {
  std::vector<const Context*> sorted;
  for (const Context& context : contexts) sorted.push_back(&context);
  std::ranges::stable_sort(
      sorted, [](const Context* a, const Context* b) { return *a < *b; });
  std::vector<bool> is_repeated(contexts.size(), false);
  for (size_t k = 1; k < sorted.size(); ++k) {
    if (*sorted[k] == *sorted[k - 1]) {
      is_repeated[static_cast<size_t>(sorted[k] - contexts.data())] = true;
    }
  }
  size_t kept = 0;
  for (size_t k = 0; k < contexts.size(); ++k) {
    if (is_repeated[k] || kept == kMaxContexts) continue;
    if (kept != k) contexts[kept] = std::move(contexts[k]);
    ++kept;
  }
  contexts.resize(kept);
}

// memoQ's texts are XML.
std::string AsSegmentElement(absl::string_view text) {
  if (text.empty()) return "";
  std::string element = "<seg>";
  AppendXmlText(text, element);
  return element + "</seg>";
}

constexpr char kFieldEnd = '|';

void AppendField(absl::string_view field, std::string& value) {
  for (const char c : field) {
    if (c == kFieldEnd || c == '\\') value += '\\';
    value += c;
  }
}

}  // namespace

std::vector<Context> ContextsFromProperties(const TranslationUnit& unit) {
  std::vector<Context> contexts;
  const Variant* source = SourceVariant(unit);
  std::string target_language;
  for (const Variant& variant : unit.variants) {
    if (&variant != source && target_language.empty()) {
      target_language = variant.language;
    }
  }
  AddContexts(unit.properties, "", target_language, contexts);
  for (const Variant& variant : unit.variants) {
    AddContexts(variant.properties, &variant == source ? "" : variant.language,
                target_language, contexts);
  }
  if (contexts.size() > 1) RemoveRepeated(contexts);
  return contexts;
}

std::string EncodeContext(const Context& context) {
  std::string value;
  AppendField(context.language, value);
  value += kFieldEnd;
  AppendField(context.previous_text, value);
  value += kFieldEnd;
  AppendField(context.next_text, value);
  value += kFieldEnd;
  AppendField(context.key, value);
  return value;
}

std::optional<Context> DecodeContext(absl::string_view value) {
  std::vector<std::string> fields(1);
  for (size_t k = 0; k < value.size(); ++k) {
    if (value[k] == kFieldEnd) {
      fields.emplace_back();
    } else if (value[k] != '\\') {
      fields.back() += value[k];
    } else if (++k < value.size()) {
      fields.back() += value[k];
    }
  }
  if (fields.size() != 4) return std::nullopt;
  return Context{.language = fields[0],
                 .previous_text = fields[1],
                 .next_text = fields[2],
                 .key = fields[3]};
}

ContextPlace PlaceOfContexts(ContextNames names) {
  return names == ContextNames::kMemoq ? ContextPlace::kSourceVariant
                                       : ContextPlace::kUnit;
}

std::vector<Property> ContextProperties(const Context& context,
                                        ContextNames names) {
  std::vector<Property> properties;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) properties.push_back({name, value});
  };
  if (!context.language.empty()) return properties;
  switch (names) {
    case ContextNames::kOwnOnly:
      break;
    case ContextNames::kOmegat:
      add("id", context.key);
      add("prev", context.previous_text);
      add("next", context.next_text);
      break;
    case ContextNames::kMemoq:
      add("x-context", context.key);
      add("x-context-pre", AsSegmentElement(context.previous_text));
      add("x-context-post", AsSegmentElement(context.next_text));
      break;
    case ContextNames::kXtm:
      add("x-previous-source-text", context.previous_text);
      add("x-next-source-text", context.next_text);
      break;
  }
  return properties;
}

}  // namespace presstm
