// What a request is about, as far as rights go.
#ifndef SERVER_REQUEST_SCOPE_H_
#define SERVER_REQUEST_SCOPE_H_

#include <string>
#include <vector>

#include "presstm/v1/access.pb.h"
#include "presstm/v1/server_status.pb.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

struct RequestScope {
  // More than some memories: all of them, the database, who may do what.
  bool whole_server = false;
  // Names as in the library. What is no name of a memory is left out: the
  // handler will refuse it, and say in which field.
  std::vector<std::string> memories;
};

RequestScope ScopeOf(const v1::CreateMemoryRequest& request);
RequestScope ScopeOf(const v1::GetMemoryRequest& request);
RequestScope ScopeOf(const v1::ListMemoriesRequest& request);
RequestScope ScopeOf(const v1::UpdateMemoryRequest& request);
RequestScope ScopeOf(const v1::DeleteMemoryRequest& request);
RequestScope ScopeOf(const v1::CreateTranslationUnitRequest& request);
RequestScope ScopeOf(const v1::BatchCreateTranslationUnitsRequest& request);
RequestScope ScopeOf(const v1::GetTranslationUnitRequest& request);
RequestScope ScopeOf(const v1::ListTranslationUnitsRequest& request);
RequestScope ScopeOf(const v1::UpdateTranslationUnitRequest& request);
RequestScope ScopeOf(const v1::DeleteTranslationUnitRequest& request);
RequestScope ScopeOf(const v1::ListTranslationUnitRevisionsRequest& request);
RequestScope ScopeOf(const v1::RestoreTranslationUnitRequest& request);
RequestScope ScopeOf(const v1::ListChangesRequest& request);
RequestScope ScopeOf(const v1::SearchConcordanceRequest& request);
RequestScope ScopeOf(const v1::LookupRequest& request);
RequestScope ScopeOf(const v1::BatchLookupRequest& request);
RequestScope ScopeOf(const v1::ExportTmxRequest& request);
RequestScope ScopeOf(const v1::ImportTmxConfig& config);
// The database, the server, and who may do what.
RequestScope ScopeOf(const v1::GetVersionRequest& request);
RequestScope ScopeOf(const v1::GetServerStatusRequest& request);
RequestScope ScopeOf(const v1::BackUpDatabaseRequest& request);
RequestScope ScopeOf(const v1::VerifyDatabaseRequest& request);
RequestScope ScopeOf(const v1::CompactDatabaseRequest& request);
RequestScope ScopeOf(const v1::GetIdentityRequest& request);
RequestScope ScopeOf(const v1::CreateTokenRequest& request);
RequestScope ScopeOf(const v1::ListTokensRequest& request);
RequestScope ScopeOf(const v1::DeleteTokenRequest& request);
RequestScope ScopeOf(const v1::SetGrantRequest& request);
RequestScope ScopeOf(const v1::ListGrantsRequest& request);

}  // namespace presstm

#endif  // SERVER_REQUEST_SCOPE_H_
