// Two threads: one reads the file and sends, the caller's receives. With one
// thread the two sides could wait for each other, the server to tell of its
// progress and the client to send.
#include "client/import_call.h"

#include <memory>
#include <thread>

#include "grpcpp/support/sync_stream.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

using Stream = grpc::ClientReaderWriterInterface<v1::ImportTmxRequest,
                                                 v1::ImportTmxResponse>;

// Sends all and closes the sending side. The error of the input, if it has
// one; OK if the server wants no more.
absl::Status Send(const v1::ImportTmxConfig& config, ByteSource& source,
                  Stream& stream) {
  v1::ImportTmxRequest request;
  *request.mutable_config() = config;
  bool wanted = stream.Write(request);
  while (wanted) {
    PRESSTM_ASSIGN_OR_RETURN(const absl::string_view bytes, source.Read());
    if (bytes.empty()) break;
    request.set_chunk(bytes.data(), bytes.size());
    wanted = stream.Write(request);
  }
  stream.WritesDone();
  return absl::OkStatus();
}

// Whether what came before the fault of the input is worth storing.
bool EndsAtFault(const v1::ImportTmxConfig& config,
                 const absl::Status& input_status) {
  return absl::IsInvalidArgument(input_status) &&
         config.mode() == v1::IMPORT_MODE_KEEP_GOOD;
}

// That of a document that ends in a fault comes last, and is always kept.
void Keep(const google::protobuf::RepeatedPtrField<v1::ImportProblem>& problems,
          ImportResult& result) {
  for (const v1::ImportProblem& problem : problems) {
    if (result.problems.size() < kMaxKeptProblems ||
        problem.kind() == v1::IMPORT_PROBLEM_KIND_MALFORMED_FILE) {
      result.problems.push_back(problem);
    } else {
      ++result.omitted_problems;
    }
  }
}

}  // namespace

ImportResult RunImport(
    Session& session, const v1::ImportTmxConfig& config, InputFile& input,
    const std::function<void(const v1::ImportTmxResponse&)>& on_progress) {
  const std::unique_ptr<grpc::ClientContext> context = session.NewContext();
  const std::unique_ptr<Stream> stream =
      session.stub().ImportTmx(context.get());
  absl::Status input_status;
  std::thread sending([&] {
    input_status = Send(config, input.source(), *stream);
    // The call is over already: its own end says why.
    if (input_status.ok() || absl::IsCancelled(input_status)) return;
    // Not to be taken for the end of a file that is stored whole or not at
    // all.
    if (EndsAtFault(config, input_status)) {
      stream->WritesDone();
    } else {
      context->TryCancel();
    }
  });
  ImportResult result;
  v1::ImportTmxResponse response;
  while (stream->Read(&response)) {
    Keep(response.problems(), result);
    response.clear_problems();
    result.totals = response;
    on_progress(response);
  }
  input.Stop();
  sending.join();
  result.status = session.ToStatus(stream->Finish());
  // A reader that was stopped is no error of its own.
  if (!input_status.ok() && !absl::IsCancelled(input_status)) {
    result.status = input_status;
    // Where the bytes ended for the server, if in the middle of something.
    if (!result.problems.empty() &&
        result.problems.back().kind() ==
            v1::IMPORT_PROBLEM_KIND_MALFORMED_FILE) {
      result.fault_line = result.problems.back().line();
      result.problems.pop_back();
    }
  }
  return result;
}

}  // namespace presstm
