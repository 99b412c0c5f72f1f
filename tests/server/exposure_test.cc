#include "server/exposure.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace presstm {
namespace {

using ::testing::HasSubstr;

struct Row {
  const char* host;
  bool has_tls;
  bool has_client_authorities;
  bool requires_authentication;
  const char* exposure;
  const char* callers;
};

constexpr Row kRows[] = {
    {"127.0.0.1", false, false, false, "", "no log-in"},
    {"::1", false, false, true, "", "known by their token and"},
    {"0.0.0.0", false, false, false, "without encryption and without a log-in",
     "no log-in"},
    {"0.0.0.0", false, false, true, "without encryption",
     "known by their token and"},
    {"0.0.0.0", true, false, false, "without a log-in", "no log-in"},
    {"0.0.0.0", true, false, true, "", "known by their token and"},
    {"0.0.0.0", true, true, false, "", "has a client certificate"},
    {"0.0.0.0", true, true, true, "", "token or certificate"},
};

TEST(ExposureTest, NeedsEncryptionAndALogInBeyondTheMachine) {
  for (const Row& row : kRows) {
    SCOPED_TRACE(testing::Message()
                 << row.host << row.has_tls << row.has_client_authorities
                 << row.requires_authentication);
    Server::Options options = {
        .listen = ListenAddress{row.host, 7411},
        .requires_authentication = row.requires_authentication};
    if (row.has_tls) {
      options.tls = TlsFiles{"server.pem", "server.key",
                             row.has_client_authorities ? "ca.pem" : ""};
    }
    EXPECT_EQ(FindExposure(options), row.exposure);
    const std::string access = DescribeAccess(options);
    EXPECT_THAT(access, HasSubstr(row.callers));
    EXPECT_THAT(access,
                HasSubstr(row.has_tls ? ", encrypted" : "not encrypted"));
  }
}

}  // namespace
}  // namespace presstm
