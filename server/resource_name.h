// Resource names: "memories/{memory}",
// "memories/{memory}/translationUnits/{translation_unit}" and "tokens/{token}".
#ifndef SERVER_RESOURCE_NAME_H_
#define SERVER_RESOURCE_NAME_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/model/ids.h"

namespace presstm {

// What the name of a translation unit says.
struct UnitName {
  std::string memory;  // The memory's name in the library: "cgtn-2025".
  TranslationUnitId id;
};

std::string MemoryResourceName(absl::string_view memory);
std::string UnitResourceName(absl::string_view memory, TranslationUnitId id);
std::string TokenResourceName(int64_t id);

// Read the name of a memory, a unit or a token, or only the last part of a
// memory's name. InvalidArgument with `field`, the request's field that holds
// it, if it is not of the right form.
absl::StatusOr<std::string> ParseMemoryId(absl::string_view id,
                                          absl::string_view field);
absl::StatusOr<std::string> ParseMemoryName(absl::string_view name,
                                            absl::string_view field);
absl::StatusOr<UnitName> ParseUnitName(absl::string_view name,
                                       absl::string_view field);
absl::StatusOr<int64_t> ParseTokenName(absl::string_view name,
                                       absl::string_view field);

}  // namespace presstm

#endif  // SERVER_RESOURCE_NAME_H_
