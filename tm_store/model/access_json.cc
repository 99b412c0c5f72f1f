#include "tm_store/model/access_json.h"

#include <optional>

#include "nlohmann/json.hpp"

namespace presstm {
namespace {

using Json = nlohmann::ordered_json;

// The member `key` as a T; nothing if it is missing or something else.
template <typename T>
std::optional<T> Find(const Json& json, const char* key) {
  const auto it = json.find(key);
  if (it == json.end()) return std::nullopt;
  const T* value = it->get_ptr<const T*>();
  return value == nullptr ? std::nullopt : std::optional<T>(*value);
}

}  // namespace

std::string AccessChangeToJson(const AccessChange& change) {
  Json json = {{"identity", change.identity}};
  if (change.token_id != 0) {
    json["token"] = change.token_id;
  } else {
    const absl::string_view role = RoleName(change.role);
    json["memory"] = change.memory;
    json["role"] = std::string(role.data(), role.size());
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

absl::StatusOr<AccessChange> AccessChangeFromJson(absl::string_view text) {
  const Json json = Json::parse(text.begin(), text.end(), nullptr,
                                /*allow_exceptions=*/false);
  const absl::Status damaged =
      absl::DataLossError("a change of rights cannot be read");
  if (!json.is_object()) return damaged;
  const auto identity = Find<std::string>(json, "identity");
  if (!identity.has_value()) return damaged;
  AccessChange change = {
      .identity = *identity,
      .token_id = Find<Json::number_integer_t>(json, "token").value_or(0),
      .memory = Find<std::string>(json, "memory").value_or("")};
  const auto role =
      RoleFromName(Find<std::string>(json, "role").value_or("none"));
  if (!role.has_value()) return damaged;
  change.role = *role;
  return change;
}

}  // namespace presstm
