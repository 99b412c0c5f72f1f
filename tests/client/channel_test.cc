// What becomes of a call when the server goes without a word.
#include "client/channel.h"

#include <array>
#include <string>
#include <thread>

#include "asio/ip/tcp.hpp"
#include "asio/read.hpp"
#include "asio/write.hpp"
#include "gmock/gmock.h"
#include "presstm/v1/server_status.grpc.pb.h"

namespace presstm {
namespace {

using asio::ip::tcp;

// Takes one connection, greets as an HTTP/2 server does, and then only reads.
class SilentServer {
 public:
  SilentServer()
      : acceptor_(io_, {asio::ip::address_v4::loopback(), 0}),
        thread_([this] { Serve(); }) {}
  ~SilentServer() { thread_.join(); }

  std::string address() const {
    return "127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
  }

 private:
  void Serve() {
    tcp::socket socket = acceptor_.accept();
    // An empty SETTINGS frame: RFC 9113, 4.1 and 6.5.
    const std::array<unsigned char, 9> settings = {0, 0, 0, 4};
    asio::write(socket, asio::buffer(settings));
    std::array<char, 4'096> ignored;
    asio::error_code error;
    while (!error) socket.read_some(asio::buffer(ignored), error);
  }

  asio::io_context io_;
  tcp::acceptor acceptor_;
  std::thread thread_;
};

TEST(ChannelTest, EndsCallsWhoseServerHasGoneSilent) {
  SilentServer server;
  const auto channel = OpenChannel(
      server.address(), {},
      {.idle = absl::Milliseconds(50), .patience = absl::Milliseconds(50)});
  ASSERT_TRUE(channel.ok());
  const auto stub = v1::ServerStatusService::NewStub(*channel);
  grpc::ClientContext context;  // Without a deadline.
  v1::GetVersionResponse response;
  const grpc::Status status = stub->GetVersion(&context, {}, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_message(), testing::HasSubstr("keepalive"));
}

}  // namespace
}  // namespace presstm
