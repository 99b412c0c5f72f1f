#include "tm_store/model/translation_unit.h"

#include <array>
#include <utility>

namespace presstm {
namespace {

template <typename Enum, size_t kSize>
using Names = std::array<std::pair<Enum, const char*>, kSize>;

constexpr Names<Origin, 5> kOriginNames = {{
    {Origin::kUnspecified, ""},
    {Origin::kHuman, "human"},
    {Origin::kAligned, "aligned"},
    {Origin::kMachine, "machine"},
    {Origin::kImported, "imported"},
}};

constexpr Names<TranslationStatus, 4> kStatusNames = {{
    {TranslationStatus::kUnspecified, ""},
    {TranslationStatus::kDraft, "draft"},
    {TranslationStatus::kTranslated, "translated"},
    {TranslationStatus::kApproved, "approved"},
}};

constexpr Names<WriteRule, 6> kWriteRuleNames = {{
    {WriteRule::kUnspecified, ""},
    {WriteRule::kKeepAll, "keep_all"},
    {WriteRule::kReplaceSameSource, "replace_same_source"},
    {WriteRule::kReplaceSameSourceAndContext,
     "replace_same_source_and_context"},
    {WriteRule::kKeepNewest, "keep_newest"},
    {WriteRule::kSkipExisting, "skip_existing"},
}};

template <typename Enum, size_t kSize>
const char* NameOf(const Names<Enum, kSize>& names, Enum value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  return "";
}

template <typename Enum, size_t kSize>
std::optional<Enum> FromName(const Names<Enum, kSize>& names,
                             const std::string& name) {
  for (const auto& [value, known] : names) {
    if (known == name) return value;
  }
  return std::nullopt;
}

}  // namespace

const char* OriginName(Origin origin) { return NameOf(kOriginNames, origin); }

const char* TranslationStatusName(TranslationStatus status) {
  return NameOf(kStatusNames, status);
}

std::optional<Origin> OriginFromName(const std::string& name) {
  return FromName(kOriginNames, name);
}

std::optional<TranslationStatus> TranslationStatusFromName(
    const std::string& name) {
  return FromName(kStatusNames, name);
}

const char* WriteRuleName(WriteRule rule) {
  return NameOf(kWriteRuleNames, rule);
}

std::optional<WriteRule> WriteRuleFromName(const std::string& name) {
  return FromName(kWriteRuleNames, name);
}

const Variant* SourceVariant(const TranslationUnit& unit) {
  if (unit.variants.empty()) return nullptr;
  for (const Variant& variant : unit.variants) {
    if (variant.language == unit.source_language) return &variant;
  }
  return &unit.variants.front();
}

}  // namespace presstm
