// The stream that carries a TMX document to the server.
#ifndef CLIENT_IMPORT_CALL_H_
#define CLIENT_IMPORT_CALL_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "client/input_file.h"
#include "client/session.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// A file may have as many problems as bytes.
inline constexpr size_t kMaxKeptProblems = 1'000;

// What an import came to, also if it failed half-way.
struct ImportResult {
  absl::Status status;                      // OK: the whole document was read.
  v1::ImportTmxResponse totals;             // The last counts the server told.
  std::vector<v1::ImportProblem> problems;  // The first kMaxKeptProblems.
  int64_t omitted_problems = 0;             // As many came after them.
  // Of the document, where a damaged archive ends it; 0 if not known.
  int64_t fault_line = 0;
};

// Sends the document `input` is at and calls `on_progress`, from the calling
// thread, with each message of the server's. Returns when the server has ended
// the call; it does not wait for the end of an input the server no longer
// wants.
ImportResult RunImport(
    Session& session, const v1::ImportTmxConfig& config, InputFile& input,
    const std::function<void(const v1::ImportTmxResponse&)>& on_progress);

}  // namespace presstm

#endif  // CLIENT_IMPORT_CALL_H_
