#include "tm_store/model/access.h"

#include <array>
#include <utility>

namespace presstm {
namespace {

constexpr std::array<std::pair<Role, absl::string_view>, 5> kNames = {{
    {Role::kNone, "none"},
    {Role::kReader, "reader"},
    {Role::kContributor, "contributor"},
    {Role::kMaintainer, "maintainer"},
    {Role::kAdministrator, "administrator"},
}};

}  // namespace

absl::string_view RoleName(Role role) {
  for (const auto& [known, name] : kNames) {
    if (known == role) return name;
  }
  return "";
}

std::optional<Role> RoleFromName(absl::string_view name) {
  for (const auto& [role, known] : kNames) {
    if (known == name) return role;
  }
  return std::nullopt;
}

}  // namespace presstm
