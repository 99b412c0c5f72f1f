// A request and its answer as the adaptors see them, without the library that
// brings them.
#ifndef SERVER_HTTP_HTTP_MESSAGE_H_
#define SERVER_HTTP_HTTP_MESSAGE_H_

#include <string>
#include <utility>
#include <vector>

namespace presstm {

// Values of headers that were not sent are "".
struct HttpRequest {
  std::string method;  // "GET".
  std::string target;  // Path and query as they were sent: percent-encoded.
  std::string body;
  std::string peer;  // "ipv4:10.1.2.3:52114".
  std::string host;
  std::string origin;
  std::string fetch_site;  // Sec-Fetch-Site, of browsers.
  std::string authorization;
  std::string request_id;  // X-Request-Id.
};

struct HttpResponse {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  // More headers: name, value.
  std::vector<std::pair<std::string, std::string>> headers;
};

}  // namespace presstm

#endif  // SERVER_HTTP_HTTP_MESSAGE_H_
