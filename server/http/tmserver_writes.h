// The writing half of the tmserver protocol: see tmserver.h.
#ifndef SERVER_HTTP_TMSERVER_WRITES_H_
#define SERVER_HTTP_TMSERVER_WRITES_H_

#include <string>

#include "server/http/forwarded_call.h"
#include "server/http/http_message.h"
#include "server/http/tmserver.h"

namespace presstm {

// As they stand in the path, in any spelling.
struct TmserverPair {
  std::string source_language;
  std::string target_language;
};

// Writes the unit of the body. Its answer is empty, as amaGama's, but for a
// line for each quality warning of memories that check.
HttpResponse WriteUnit(const TmserverScope& scope, const TmserverPair& pair,
                       const HttpRequest& request, ForwardedCall& call);

// Writes the list of units of the body, with `name` as their document. One
// that is not valid does not keep the others from being stored; the answer, a
// line of text, counts what was added, there already, replaced, not stored and
// warned of.
HttpResponse WriteList(const TmserverScope& scope, const TmserverPair& pair,
                       const std::string& name, const HttpRequest& request,
                       ForwardedCall& call);

// Imports the body, a file whose format `name` tells. Its languages are its
// own.
HttpResponse WriteFile(const TmserverScope& scope, const std::string& name,
                       const HttpRequest& request, ForwardedCall& call);

}  // namespace presstm

#endif  // SERVER_HTTP_TMSERVER_WRITES_H_
