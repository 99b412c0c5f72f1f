#include "server/http/tmserver.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "nlohmann/json.hpp"
#include "server/http/tmserver_writes.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

using Json = nlohmann::ordered_json;

HttpResponse Answer(const Json& json) {
  HttpResponse response;
  // Stored texts are valid UTF-8.
  response.body = json.dump(-1, ' ', /*ensure_ascii=*/false,
                            Json::error_handler_t::replace);
  return response;
}

HttpResponse NothingHere() {
  return ErrorResponse(absl::NotFoundError(
      "there is nothing here; the tmserver protocol has languages/, "
      "{source language}/{target language}/unit/ and .../store/"));
}

// Of a whole number in the query; nullopt if it has none.
absl::StatusOr<std::optional<int>> Number(const RequestTarget& target,
                                          absl::string_view name, int least,
                                          int most) {
  const std::optional<std::string> text = target.Parameter(name);
  if (!text.has_value()) return std::nullopt;
  int number = 0;
  if (!absl::SimpleAtoi(*text, &number) || number < least || number > most) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           absl::StrCat(name, " must be a whole number from ",
                                        least, " to ", most));
  }
  return number;
}

// What the query string asks of a look-up.
absl::Status ReadParameters(const RequestTarget& target,
                            v1::LookupRequest& request) {
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<int> similarity,
                           Number(target, "min_similarity", 0, 100));
  // In our API 0 stands for the default.
  if (similarity.has_value()) request.set_threshold(std::max(1, *similarity));
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<int> candidates,
                           Number(target, "max_candidates", 1, 1'000'000));
  request.set_limit(candidates.value_or(0));
  return absl::OkStatus();
}

Json ToJson(const v1::LookupResponse& response) {
  Json matches = Json::array();
  // Larger ranks are better, also where scores are equal.
  int rank = response.matches_size();
  for (const v1::Match& match : response.matches()) {
    matches.push_back({{"source", match.source().segment().text()},
                       {"target", match.target().segment().text()},
                       {"quality", static_cast<double>(match.score())},
                       {"rank", static_cast<double>(rank--)}});
  }
  return matches;
}

HttpResponse LookUp(const TmserverScope& scope, const RequestTarget& target,
                    const TmserverPair& pair, const std::string& source,
                    ForwardedCall& call) {
  v1::LookupRequest request;
  if (const absl::Status status = ReadParameters(target, request);
      !status.ok()) {
    return ErrorResponse(status);
  }
  request.mutable_query()->set_text(source);
  request.set_source_language_code(pair.source_language);
  request.set_target_language_code(pair.target_language);
  if (!scope.memory.empty()) {
    request.add_memories()->set_memory(scope.memory);
  } else if (const grpc::Status status = call.SelectMemories(request);
             !status.ok()) {
    return call.Error(status);
  }
  v1::LookupResponse response;
  // Where there is no memory, nothing is found.
  if (request.memories_size() > 0) {
    const grpc::Status status =
        call.Run(call.memories(), &MemoryStub::Lookup, request, response);
    if (!status.ok()) return call.Error(status);
  }
  return Answer(ToJson(response));
}

void AddSpellings(absl::string_view tag, std::set<std::string>& codes) {
  codes.insert(TmserverLanguage(tag));
  const absl::StatusOr<Language> language = ParseLanguage(tag);
  if (!language.ok()) return;
  codes.insert(TmserverLanguage(language->key));
  codes.insert(TmserverLanguage(language->language));
  // Segments in either script answer for both.
  if (language->language != "zh") return;
  for (const char* code : {"zh_cn", "zh_hans", "zh_hant", "zh_hk", "zh_tw"}) {
    codes.insert(code);
  }
}

HttpResponse ListLanguages(const TmserverScope& scope, ForwardedCall& call) {
  google::protobuf::RepeatedPtrField<v1::Memory> memories;
  grpc::Status status;
  if (scope.memory.empty()) {
    status = call.ListMemories(memories);
  } else {
    v1::GetMemoryRequest request;
    request.set_name(scope.memory);
    status = call.Run(call.memories(), &MemoryStub::GetMemory, request,
                      *memories.Add());
  }
  if (!status.ok()) return call.Error(status);
  std::set<std::string> codes;
  for (const v1::Memory& memory : memories) {
    for (const std::string& tag : scope.languages(memory.name())) {
      AddSpellings(tag, codes);
    }
  }
  // Every language may be either side.
  return Answer({{"sourceLanguages", codes}, {"targetLanguages", codes}});
}

HttpResponse ServeUnit(const TmserverScope& scope, const RequestTarget& target,
                       const TmserverPair& pair, const HttpRequest& request,
                       ForwardedCall& call) {
  std::string source = target.Rest();
  if (source.empty()) source = target.Parameter("source").value_or("");
  if (source.empty()) return NothingHere();
  if (request.method == "GET") {
    return LookUp(scope, target, pair, source, call);
  }
  if (request.method == "PUT" || request.method == "POST") {
    return WriteUnit(scope, pair, request, call);
  }
  return MethodNotAllowed("GET, PUT, POST");
}

HttpResponse ServeStore(const TmserverScope& scope, const RequestTarget& target,
                        const TmserverPair& pair, const HttpRequest& request,
                        ForwardedCall& call) {
  const std::string name = target.Rest();
  if (request.method == "POST") {
    return WriteList(scope, pair, name, request, call);
  }
  if (request.method == "PUT") {
    return WriteFile(scope, name, request, call);
  }
  return MethodNotAllowed("PUT, POST");
}

}  // namespace

std::string TmserverLanguage(absl::string_view tag) {
  return absl::AsciiStrToLower(absl::StrReplaceAll(tag, {{"-", "_"}}));
}

HttpResponse ServeTmserver(const TmserverScope& scope, RequestTarget target,
                           const HttpRequest& request, ForwardedCall& call) {
  // What is wrapped in a call any page may load, with the user's rights.
  if (target.Parameter("jsoncallback") || target.Parameter("callback")) {
    return ErrorResponse(InvalidArgument(
        ErrorReason::kInvalidArgument,
        "jsoncallback is not served: it would let every web page a user opens "
        "read the memories; ask for JSON"));
  }
  const std::optional<std::string> first = target.Next();
  const std::optional<std::string> second = target.Next();
  if (first == "languages" && !second.has_value()) {
    if (request.method != "GET") return MethodNotAllowed("GET");
    return ListLanguages(scope, call);
  }
  const std::optional<std::string> what = target.Next();
  if (!first || !second || !what) return NothingHere();
  const TmserverPair pair = {*first, *second};
  if (*what == "unit") return ServeUnit(scope, target, pair, request, call);
  if (*what == "store") return ServeStore(scope, target, pair, request, call);
  return NothingHere();
}

}  // namespace presstm
