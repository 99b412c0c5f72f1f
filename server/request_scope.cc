#include "server/request_scope.h"

#include "absl/strings/string_view.h"
#include "server/resource_name.h"

namespace presstm {
namespace {

// Of the name of a memory or of something in one.
void AddName(absl::string_view name, RequestScope& scope) {
  if (const auto memory = ParseMemoryName(name, ""); memory.ok()) {
    scope.memories.push_back(*memory);
  } else if (const auto unit = ParseUnitName(name, ""); unit.ok()) {
    scope.memories.push_back(unit->memory);
  }
}

RequestScope Just(absl::string_view name) {
  RequestScope scope;
  AddName(name, scope);
  return scope;
}

RequestScope WholeServer() { return {.whole_server = true, .memories = {}}; }

}  // namespace

RequestScope ScopeOf(const v1::CreateMemoryRequest& /*request*/) {
  return WholeServer();
}
RequestScope ScopeOf(const v1::GetMemoryRequest& request) {
  return Just(request.name());
}
// The answer has what the caller may see.
RequestScope ScopeOf(const v1::ListMemoriesRequest& /*request*/) { return {}; }
RequestScope ScopeOf(const v1::UpdateMemoryRequest& request) {
  return Just(request.memory().name());
}
RequestScope ScopeOf(const v1::DeleteMemoryRequest& request) {
  return Just(request.name());
}

RequestScope ScopeOf(const v1::CreateTranslationUnitRequest& request) {
  return Just(request.parent());
}
RequestScope ScopeOf(const v1::BatchCreateTranslationUnitsRequest& request) {
  return Just(request.parent());
}
RequestScope ScopeOf(const v1::GetTranslationUnitRequest& request) {
  return Just(request.name());
}
RequestScope ScopeOf(const v1::ListTranslationUnitsRequest& request) {
  return Just(request.parent());
}
RequestScope ScopeOf(const v1::UpdateTranslationUnitRequest& request) {
  return Just(request.translation_unit().name());
}
RequestScope ScopeOf(const v1::DeleteTranslationUnitRequest& request) {
  return Just(request.name());
}
RequestScope ScopeOf(const v1::ListTranslationUnitRevisionsRequest& request) {
  return Just(request.name());
}
RequestScope ScopeOf(const v1::RestoreTranslationUnitRequest& request) {
  return Just(request.name());
}
RequestScope ScopeOf(const v1::ListChangesRequest& request) {
  if (request.parent().empty()) return WholeServer();
  return Just(request.parent());
}

RequestScope ScopeOf(const v1::SearchConcordanceRequest& request) {
  RequestScope scope;
  for (const std::string& name : request.memories()) AddName(name, scope);
  return scope;
}
RequestScope ScopeOf(const v1::LookupRequest& request) {
  RequestScope scope;
  for (const v1::MemorySelection& selection : request.memories()) {
    AddName(selection.memory(), scope);
  }
  return scope;
}
RequestScope ScopeOf(const v1::BatchLookupRequest& request) {
  return ScopeOf(request.config());
}
RequestScope ScopeOf(const v1::ExportTmxRequest& request) {
  return Just(request.parent());
}
RequestScope ScopeOf(const v1::ImportTmxConfig& config) {
  return Just(config.parent());
}

RequestScope ScopeOf(const v1::BackUpDatabaseRequest& /*request*/) {
  return WholeServer();
}
RequestScope ScopeOf(const v1::VerifyDatabaseRequest& /*request*/) {
  return WholeServer();
}
RequestScope ScopeOf(const v1::CompactDatabaseRequest& /*request*/) {
  return WholeServer();
}
RequestScope ScopeOf(const v1::GetVersionRequest& /*request*/) { return {}; }
RequestScope ScopeOf(const v1::GetServerStatusRequest& /*request*/) {
  return WholeServer();
}
// About the caller.
RequestScope ScopeOf(const v1::GetIdentityRequest& /*request*/) { return {}; }
RequestScope ScopeOf(const v1::CreateTokenRequest& /*request*/) {
  return WholeServer();
}
RequestScope ScopeOf(const v1::ListTokensRequest& /*request*/) {
  return WholeServer();
}
RequestScope ScopeOf(const v1::DeleteTokenRequest& /*request*/) {
  return WholeServer();
}
RequestScope ScopeOf(const v1::SetGrantRequest& /*request*/) {
  return WholeServer();
}
RequestScope ScopeOf(const v1::ListGrantsRequest& /*request*/) {
  return WholeServer();
}

}  // namespace presstm
