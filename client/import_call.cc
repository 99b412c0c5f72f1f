// Two threads: one reads the file and sends, the caller's receives. With one
// thread the two sides could wait for each other, the server to tell of its
// progress and the client to send.
#include "client/import_call.h"

#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
#include <thread>

#include "absl/strings/str_cat.h"
#include "grpcpp/support/sync_stream.h"

namespace presstm {
namespace {

constexpr size_t kChunkBytes = 256 * 1024;
// How soon a sender that waits for input sees that the call is over.
constexpr int kPollMs = 100;

using Stream = grpc::ClientReaderWriterInterface<v1::ImportTmxRequest,
                                                 v1::ImportTmxResponse>;

class Sender {
 public:
  Sender(Stream& stream, int input) : stream_(stream), input_(input) {}

  // Sends all and closes the sending side. The error of the input, if it has
  // one; OK if the server wants no more.
  absl::Status Run(const v1::ImportTmxConfig& config) {
    v1::ImportTmxRequest request;
    *request.mutable_config() = config;
    bool wanted = stream_.Write(request);
    while (wanted && WaitForInput()) {
      std::string& chunk = *request.mutable_chunk();
      chunk.resize(kChunkBytes);
      const ssize_t size = read(input_, chunk.data(), chunk.size());
      if (size < 0 && errno == EINTR) continue;
      if (size < 0) {
        return absl::DataLossError(
            absl::StrCat("cannot read: ", std::strerror(errno)));
      }
      if (size == 0) break;
      chunk.resize(static_cast<size_t>(size));
      wanted = stream_.Write(request);
    }
    stream_.WritesDone();
    return absl::OkStatus();
  }

  void Stop() { stopped_ = true; }

 private:
  // False if the call is over.
  bool WaitForInput() {
    while (!stopped_) {
      pollfd descriptor = {.fd = input_, .events = POLLIN, .revents = 0};
      if (poll(&descriptor, 1, kPollMs) != 0) return true;
    }
    return false;
  }

  Stream& stream_;
  const int input_;
  std::atomic<bool> stopped_ = false;
};

}  // namespace

ImportResult RunImport(
    Session& session, const v1::ImportTmxConfig& config, int input,
    const std::function<void(const v1::ImportTmxResponse&)>& on_progress) {
  const std::unique_ptr<grpc::ClientContext> context = session.NewContext();
  const std::unique_ptr<Stream> stream =
      session.stub().ImportTmx(context.get());
  Sender sender(*stream, input);
  absl::Status input_status;
  std::thread sending([&] {
    input_status = sender.Run(config);
    // Not to be taken for the end of the file.
    if (!input_status.ok()) context->TryCancel();
  });
  ImportResult result;
  v1::ImportTmxResponse response;
  while (stream->Read(&response)) {
    result.problems.insert(result.problems.end(), response.problems().begin(),
                           response.problems().end());
    response.clear_problems();
    result.totals = response;
    on_progress(response);
  }
  sender.Stop();
  sending.join();
  result.status = session.ToStatus(stream->Finish());
  if (!input_status.ok()) result.status = input_status;
  return result;
}

}  // namespace presstm
