#include "server/listen_address.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

TEST(ListenAddressTest, ReadsHostAndPort) {
  struct Row {
    const char* text;
    const char* host;
    int port;
    bool is_loopback;
  };
  for (const Row& row : {Row{"127.0.0.1:7411", "127.0.0.1", 7411, true},
                         Row{"127.8.9.1:1", "127.8.9.1", 1, true},
                         Row{"localhost:0", "localhost", 0, true},
                         Row{"[::1]:65535", "::1", 65535, true},
                         Row{"0.0.0.0:7411", "0.0.0.0", 7411, false},
                         Row{"[::]:7411", "::", 7411, false},
                         Row{"192.168.0.7:7411", "192.168.0.7", 7411, false},
                         Row{"128.0.0.1:7411", "128.0.0.1", 7411, false},
                         Row{"tm.example:80", "tm.example", 80, false}}) {
    SCOPED_TRACE(row.text);
    ASSERT_OK_AND_ASSIGN(const ListenAddress address,
                         ParseListenAddress(row.text));
    EXPECT_EQ(address.host, row.host);
    EXPECT_EQ(address.port, row.port);
    EXPECT_EQ(IsLoopback(address), row.is_loopback);
    EXPECT_EQ(ToString(address), row.text);
  }
}

TEST(ListenAddressTest, RefusesOtherForms) {
  for (const char* text : {"", "7411", ":7411", "127.0.0.1", "127.0.0.1:",
                           "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1",
                           "::1:7411", "[::1:7411", "[]:7411"}) {
    EXPECT_THAT(ParseListenAddress(text),
                IsCode(absl::StatusCode::kInvalidArgument))
        << text;
  }
}

}  // namespace
}  // namespace presstm
