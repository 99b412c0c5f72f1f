// The protocol of amaGama and translate-toolkit's tmserver, which Weblate,
// Virtaal and Pootle speak:
//
//   GET      {src}/{tgt}/unit/{source}   ?min_similarity= ?max_candidates=
//   GET      {src}/{tgt}/unit/?source={source}
//   GET      languages/
//   PUT|POST {src}/{tgt}/unit/{source}   {"source": ..., "target": ...}
//   POST     {src}/{tgt}/store/{name}    [{"source": ..., "target": ...}, ...]
//   PUT      {src}/{tgt}/store/{name}    a file
#ifndef SERVER_HTTP_TMSERVER_H_
#define SERVER_HTTP_TMSERVER_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "server/http/forwarded_call.h"
#include "server/http/http_message.h"
#include "server/http/request_target.h"

namespace presstm {

using MemoryLanguages =
    std::function<std::vector<std::string>(absl::string_view)>;

// Where look-ups look and writes go.
struct TmserverScope {
  std::string memory;        // "memories/press"; "" for all the caller may see.
  std::string write_memory;  // "" if none was said.
  bool may_write = false;    // Else writes are refused, whoever asks.
  // The tags of the languages in "memories/press", which the caller may see.
  MemoryLanguages languages;
};

// Answers what `target`, read as far as that, and `request` ask for.
HttpResponse ServeTmserver(const TmserverScope& scope, RequestTarget target,
                           const HttpRequest& request, ForwardedCall& call);

// The protocol's form of a BCP-47 tag: "zh_hant" for "zh-Hant".
std::string TmserverLanguage(absl::string_view tag);

}  // namespace presstm

#endif  // SERVER_HTTP_TMSERVER_H_
