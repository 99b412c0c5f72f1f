#include "server/http/http_service.h"

#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/exception_guard.h"
#include "server/http/http_error.h"
#include "server/http/json_api.h"
#include "server/http/search_page.h"
#include "server/log.h"
#include "server/resource_name.h"
#include "tm_store/base/loopback.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// "127.0.0.1" of "127.0.0.1:80", "::1" of "[::1]:80".
std::string HostName(absl::string_view host) {
  if (absl::StartsWith(host, "[")) {
    return std::string(host.substr(1, host.find(']') - 1));
  }
  return std::string(host.substr(0, host.find(':')));
}

HttpResponse PageResponse() {
  return {.content_type = "text/html; charset=utf-8",
          .body = std::string(SearchPage()),
          .headers = {{"Content-Security-Policy",
                       "default-src 'none'; script-src 'self'; "
                       "style-src 'self'; connect-src 'self'; img-src data:; "
                       "base-uri 'none'; form-action 'none'; "
                       "frame-ancestors 'none'"},
                      {"Referrer-Policy", "no-referrer"}}};
}

// Files of the page: its path -> answer.
std::optional<HttpResponse> PageFile(absl::string_view path) {
  if (path.empty()) return PageResponse();
  if (path == "search.js") {
    return HttpResponse{.content_type = "text/javascript; charset=utf-8",
                        .body = std::string(SearchScript())};
  }
  if (path == "search.css") {
    return HttpResponse{.content_type = "text/css; charset=utf-8",
                        .body = std::string(SearchStyle())};
  }
  return std::nullopt;
}

HttpResponse NothingHere() {
  return ErrorResponse(absl::NotFoundError("there is nothing at this path"));
}

}  // namespace

absl::Status CheckOrigin(const HttpRequest& request, bool only_local_names) {
  if (only_local_names && !request.host.empty() &&
      !IsLoopbackHost(HostName(request.host))) {
    return absl::PermissionDeniedError(
        "this listener is for its own machine: ask for it as 127.0.0.1 or "
        "localhost");
  }
  if (request.method == "GET") return absl::OkStatus();
  const bool is_foreign =
      request.fetch_site.empty()
          ? !request.origin.empty() &&
                !absl::EndsWith(request.origin,
                                absl::StrCat("://", request.host))
          : request.fetch_site != "same-origin" && request.fetch_site != "none";
  if (!is_foreign) return absl::OkStatus();
  return absl::PermissionDeniedError(
      "pages of other sites may not send requests here");
}

void HttpService::SetServing(std::shared_ptr<grpc::Channel> channel,
                             MemoryLanguages languages) {
  absl::MutexLock lock(&mutex_);
  languages_ = std::move(languages);
  channel_ = std::move(channel);
}

void HttpService::SetStopping() {
  absl::MutexLock lock(&mutex_);
  channel_ = nullptr;
  is_stopping_ = true;
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> HttpService::channel() const {
  absl::MutexLock lock(&mutex_);
  if (channel_ != nullptr) return channel_;
  return absl::UnavailableError(
      is_stopping_ ? "the server is stopping"
                   : "the server is starting: it opens the database and builds "
                     "the index");
}

HttpResponse HttpService::Handle(const HttpRequest& request) {
  HttpResponse response;
  const absl::Status status = GuardExceptions([&] {
    response = Route(request);
    return absl::OkStatus();
  });
  return status.ok() ? response : ErrorResponse(status);
}

HttpResponse HttpService::Route(const HttpRequest& request) {
  const bool only_local_names =
      options_.is_loopback && !options_.requires_authentication;
  if (const absl::Status status = CheckOrigin(request, only_local_names);
      !status.ok()) {
    LogRefusal("HTTP_FOREIGN_ORIGIN", request.peer);
    return ErrorResponse(status);
  }
  const absl::StatusOr<RequestTarget> target =
      RequestTarget::Parse(request.target);
  if (!target.ok()) return ErrorResponse(target.status());
  const std::string path = target->Rest();
  if (path == "healthz") {
    const absl::Status status = channel().status();
    return status.ok() ? HttpResponse{.body = "{\"status\":\"SERVING\"}"}
                       : ErrorResponse(status);
  }
  if (std::optional<HttpResponse> file = PageFile(path)) {
    if (request.method != "GET") return MethodNotAllowed("GET");
    return *std::move(file);
  }
  if (path == "metrics") return ServeMetrics(request);
  return ServeCall(*target, request);
}

HttpResponse HttpService::ServeCall(RequestTarget target,
                                    const HttpRequest& request) {
  const absl::StatusOr<std::shared_ptr<grpc::Channel>> channel =
      this->channel();
  if (!channel.ok()) return ErrorResponse(channel.status());
  ForwardedCall call(*channel, request);
  HttpResponse response = AnswerCall(std::move(target), request, call);
  if (!call.request_id().empty()) {
    response.headers.emplace_back("X-Request-Id", call.request_id());
  }
  return response;
}

HttpResponse HttpService::AnswerCall(RequestTarget target,
                                     const HttpRequest& request,
                                     ForwardedCall& call) {
  std::optional<std::string> part = target.Next();
  std::string memory;
  if (part == "memories") {
    const absl::StatusOr<std::string> id =
        ParseMemoryId(target.Next().value_or(""), "");
    if (!id.ok()) return ErrorResponse(id.status());
    memory = MemoryResourceName(*id);
    part = target.Next();
  }
  if (part == "tmserver") {
    return ServeTmserver(ScopeOf(memory), std::move(target), request, call);
  }
  if (part != "api" || target.Next() != "v1") return NothingHere();
  if (memory.empty()) {
    const std::string name = target.Rest();
    if (name == "lookup") return ServeLookup(request, call);
    if (name == "concordance") return ServeConcordance(request, call);
    if (name == "memories") return ServeMemories(request, call);
  }
  return ServeTmserver(ScopeOf(memory), std::move(target), request, call);
}

HttpResponse HttpService::ServeMetrics(const HttpRequest& request) {
  if (request.method != "GET") return MethodNotAllowed("GET");
  if (options_.requires_authentication) {
    const auto channel = this->channel();
    if (!channel.ok()) return ErrorResponse(channel.status());
    ForwardedCall call(*channel, request);
    const grpc::Status status = CheckAdministrator(call);
    if (!status.ok()) return call.Error(status);
  }
  return {.content_type = "text/plain; version=0.0.4; charset=utf-8",
          .body = options_.metrics->Text()};
}

TmserverScope HttpService::ScopeOf(const std::string& memory) const {
  TmserverScope scope = {.memory = memory,
                         .write_memory = memory,
                         .may_write = options_.requires_authentication ||
                                      options_.allows_anonymous_writes};
  if (memory.empty() && !options_.memory.empty()) {
    scope.write_memory = MemoryResourceName(options_.memory);
  }
  absl::MutexLock lock(&mutex_);
  scope.languages = languages_;
  return scope;
}

}  // namespace presstm
