// The stream that looks up many texts.
#ifndef CLIENT_LOOKUP_STREAM_H_
#define CLIENT_LOOKUP_STREAM_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/input_descriptor.h"
#include "client/session.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// Where the queries of a stream come from. Next and HasNext are called from one
// thread, which is not the one that Stop is called from.
class QuerySource {
 public:
  virtual ~QuerySource() = default;

  // The next one, nothing after the last. May wait.
  virtual absl::StatusOr<std::optional<v1::LookupQuery>> Next() = 0;
  // Whether Next will not wait.
  virtual bool HasNext() = 0;
  // Ends a Next that waits, soon: no more is wanted.
  virtual void Stop() = 0;
};

// Looks up all queries of `source` with the settings in `config`, and calls
// `on_result` for each, in their order, from the calling thread. A query that
// has come is sent without waiting for the next one; where many have, they
// travel together. Returns the error of the call, whose fields begin with
// "config", or of the source; what was sent before the latter is answered.
absl::Status LookUpAll(Session& session, const v1::LookupRequest& config,
                       QuerySource& source,
                       const std::function<void(v1::LookupResult)>& on_result);

// A line of the input and what became of it. An error is one of this line;
// an empty line has an empty response, so that answers keep step with lines.
struct AnsweredLine {
  int64_t line = 0;  // From 1.
  std::string text;
  absl::StatusOr<v1::LookupResponse> response;
};

// As LookUpAll for every line of `input`.
absl::Status LookUpLines(
    Session& session, const v1::LookupRequest& config, InputDescriptor& input,
    const std::function<void(const AnsweredLine&)>& on_answer);

// Answers every line without asking: nothing is known of it.
absl::Status AnswerWithNothing(
    InputDescriptor& input,
    const std::function<void(const AnsweredLine&)>& on_answer);

}  // namespace presstm

#endif  // CLIENT_LOOKUP_STREAM_H_
