#include "server/http/http_service.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace presstm {
namespace {

using ::testing::HasSubstr;

struct Row {
  const char* what;
  HttpRequest request;
  bool only_local_names;
  bool is_ok;
};

TEST(HttpServiceTest, TakesNothingFromPagesOfOtherSites) {
  const Row rows[] = {
      {"a tool", {.method = "PUT", .host = "127.0.0.1:80"}, true, true},
      {"no host", {.method = "GET"}, true, true},
      {"by name", {.method = "GET", .host = "localhost"}, true, true},
      {"IPv6", {.method = "GET", .host = "[::1]:80"}, true, true},
      {"a name of ours",
       {.method = "GET", .host = "evil.example:80"},
       true,
       false},
      {"a brace", {.method = "GET", .host = "[evil"}, true, false},
      {"behind a proxy", {.method = "GET", .host = "tm.example"}, false, true},
      {"our page",
       {.method = "POST",
        .host = "127.0.0.1:80",
        .origin = "http://127.0.0.1:80",
        .fetch_site = "same-origin"},
       true,
       true},
      {"our page behind a proxy that changes the host",
       {.method = "POST",
        .host = "127.0.0.1:80",
        .origin = "https://tm.example",
        .fetch_site = "same-origin"},
       true,
       true},
      {"their form",
       {.method = "POST",
        .host = "127.0.0.1:80",
        .origin = "https://evil.example",
        .fetch_site = "cross-site"},
       false,
       false},
      {"their form in an old browser",
       {.method = "POST",
        .host = "127.0.0.1:80",
        .origin = "https://evil.example"},
       false,
       false},
      {"a sandbox",
       {.method = "POST", .host = "a", .origin = "null"},
       false,
       false},
      {"their link",
       {.method = "GET", .host = "tm.example", .fetch_site = "cross-site"},
       false,
       true},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(CheckOrigin(row.request, row.only_local_names).ok(), row.is_ok)
        << row.what;
  }
}

TEST(HttpServiceTest, IsUnavailableUntilTheServerServes) {
  const Metrics metrics;
  HttpService service({.metrics = &metrics});
  const auto get = [&](const char* target) {
    return service.Handle({.method = "GET", .target = target});
  };
  EXPECT_EQ(get("/healthz").status, 503);
  EXPECT_THAT(get("/healthz").body, HasSubstr("starting"));
  EXPECT_EQ(get("/tmserver/languages/").status, 503);
  EXPECT_EQ(get("/").status, 200);
  EXPECT_THAT(get("/metrics").body, HasSubstr("presstm_ready 0"));
  service.SetStopping();
  EXPECT_EQ(get("/healthz").status, 503);
  EXPECT_THAT(get("/healthz").body, HasSubstr("stopping"));
}

TEST(HttpServiceTest, KeepsScriptsOfOthersOffItsPage) {
  const Metrics metrics;
  HttpService service({.metrics = &metrics});
  const HttpResponse page = service.Handle({.method = "GET", .target = "/"});
  ASSERT_FALSE(page.headers.empty());
  EXPECT_EQ(page.headers[0].first, "Content-Security-Policy");
  EXPECT_THAT(page.headers[0].second, HasSubstr("default-src 'none'"));
  EXPECT_EQ(service.Handle({.method = "POST", .target = "/"}).status, 405);
  for (const char* target : {"/search.js", "/search.css"}) {
    EXPECT_EQ(service.Handle({.method = "GET", .target = target}).status, 200);
  }
}

TEST(HttpServiceTest, WritesLanguagesAsTheProtocolHasThem) {
  EXPECT_EQ(TmserverLanguage("zh-Hant"), "zh_hant");
  EXPECT_EQ(TmserverLanguage("zh-Hant-TW"), "zh_hant_tw");
  EXPECT_EQ(TmserverLanguage("ko"), "ko");
  EXPECT_EQ(TmserverLanguage("en_GB"), "en_gb");
}

}  // namespace
}  // namespace presstm
