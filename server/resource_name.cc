#include "server/resource_name.h"

#include <cstdint>
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

absl::Status BadName(absl::string_view form, absl::string_view field) {
  return InvalidArgument(ErrorReason::kInvalidArgument,
                         absl::StrCat(field, " must be of the form ", form),
                         field);
}

}  // namespace

std::string MemoryResourceName(absl::string_view memory) {
  return absl::StrCat(kMemories, "/", memory);
}

std::string UnitResourceName(absl::string_view memory, TranslationUnitId id) {
  return absl::StrCat(kMemories, "/", memory, "/", kTranslationUnits, "/",
                      id.value);
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
  int64_t id = 0;
  // Comparing with the printed number refuses "+1", "01" and " 1".
  if (parts.size() != 4 || parts[0] != kMemories ||
      parts[2] != kTranslationUnits || !absl::SimpleAtoi(parts[3], &id) ||
      id <= 0 || absl::StrCat(id) != parts[3]) {
    return BadName("memories/{memory}/translationUnits/{translation_unit}",
                   field);
  }
  PRESSTM_ASSIGN_OR_RETURN(std::string memory, ParseMemoryId(parts[1], field));
  return UnitName{.memory = std::move(memory), .id = {id}};
}

}  // namespace presstm
