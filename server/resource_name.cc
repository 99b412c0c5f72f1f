#include "server/resource_name.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/validation.h"

namespace presstm {
namespace {

constexpr absl::string_view kMemories = "memories";
constexpr absl::string_view kTranslationUnits = "translationUnits";
constexpr absl::string_view kTokens = "tokens";

absl::Status BadName(absl::string_view form, absl::string_view field) {
  return InvalidArgument(ErrorReason::kInvalidArgument,
                         absl::StrCat(field, " must be of the form ", form),
                         field);
}

// Nothing if it is not a number from 1, as this program prints it: "+1", "01"
// and " 1" are none.
std::optional<int64_t> ParseNumber(absl::string_view text) {
  int64_t number = 0;
  if (!absl::SimpleAtoi(text, &number) || number <= 0 ||
      absl::StrCat(number) != text) {
    return std::nullopt;
  }
  return number;
}

}  // namespace

std::string MemoryResourceName(absl::string_view memory) {
  return absl::StrCat(kMemories, "/", memory);
}

std::string UnitResourceName(absl::string_view memory, TranslationUnitId id) {
  return absl::StrCat(kMemories, "/", memory, "/", kTranslationUnits, "/",
                      id.value);
}

std::string TokenResourceName(int64_t id) {
  return absl::StrCat(kTokens, "/", id);
}

absl::StatusOr<std::string> ParseMemoryId(absl::string_view id,
                                          absl::string_view field) {
  if (const absl::Status valid = ValidateMemoryName(id); !valid.ok()) {
    return InvalidArgument(ErrorReason::kInvalidArgument, valid.message(),
                           field);
  }
  return std::string(id);
}

absl::StatusOr<std::string> ParseMemoryName(absl::string_view name,
                                            absl::string_view field) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  if (parts.size() != 2 || parts[0] != kMemories) {
    return BadName("memories/{memory}", field);
  }
  return ParseMemoryId(parts[1], field);
}

absl::StatusOr<UnitName> ParseUnitName(absl::string_view name,
                                       absl::string_view field) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  const std::optional<int64_t> id =
      parts.size() == 4 ? ParseNumber(parts[3]) : std::nullopt;
  if (!id.has_value() || parts[0] != kMemories ||
      parts[2] != kTranslationUnits) {
    return BadName("memories/{memory}/translationUnits/{translation_unit}",
                   field);
  }
  PRESSTM_ASSIGN_OR_RETURN(std::string memory, ParseMemoryId(parts[1], field));
  return UnitName{.memory = std::move(memory), .id = {*id}};
}

absl::StatusOr<int64_t> ParseTokenName(absl::string_view name,
                                       absl::string_view field) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  const std::optional<int64_t> id =
      parts.size() == 2 ? ParseNumber(parts[1]) : std::nullopt;
  if (!id.has_value() || parts[0] != kTokens) {
    return BadName("tokens/{token}", field);
  }
  return *id;
}

}  // namespace presstm
