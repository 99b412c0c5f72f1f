// The stream that looks up many lines.
#ifndef CLIENT_LOOKUP_STREAM_H_
#define CLIENT_LOOKUP_STREAM_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/input_descriptor.h"
#include "client/session.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// A line of the input and what became of it. An error is one of this line;
// an empty line has an empty response, so that answers keep step with lines.
struct AnsweredLine {
  int64_t line = 0;  // From 1.
  std::string text;
  absl::StatusOr<v1::LookupResponse> response;
};

// Looks up every line of `input` with the settings in `config`, and calls
// `on_answer` for each, in their order, from the calling thread. A line that
// has come in is sent without waiting for the next one; where many have, they
// travel together. Returns the error of the call, whose fields begin with
// "config", or of the input; what was sent before the latter is answered.
absl::Status LookUpLines(
    Session& session, const v1::LookupRequest& config, InputDescriptor& input,
    const std::function<void(const AnsweredLine&)>& on_answer);

// Answers every line without asking: nothing is known of it.
absl::Status AnswerWithNothing(
    InputDescriptor& input,
    const std::function<void(const AnsweredLine&)>& on_answer);

}  // namespace presstm

#endif  // CLIENT_LOOKUP_STREAM_H_
