// Some calls of our own API as JSON, in protobuf's mapping of its messages:
// what the search page needs.
//
//   POST lookup       v1.LookupRequest            -> v1.LookupResponse
//   POST concordance  v1.SearchConcordanceRequest ->
//   v1.SearchConcordanceResponse GET  memories -> v1.ListMemoriesResponse
#ifndef SERVER_HTTP_JSON_API_H_
#define SERVER_HTTP_JSON_API_H_

#include "server/http/forwarded_call.h"
#include "server/http/http_message.h"

namespace presstm {

// In the first two, memories that are not named are all the caller may see.
HttpResponse ServeLookup(const HttpRequest& request, ForwardedCall& call);
HttpResponse ServeConcordance(const HttpRequest& request, ForwardedCall& call);
HttpResponse ServeMemories(const HttpRequest& request, ForwardedCall& call);

// Whether the caller is an administrator: OK, or why not.
grpc::Status CheckAdministrator(ForwardedCall& call);

}  // namespace presstm

#endif  // SERVER_HTTP_JSON_API_H_
