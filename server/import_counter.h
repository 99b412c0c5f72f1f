// Counts what imports come to, from what their clients are told.
#ifndef SERVER_IMPORT_COUNTER_H_
#define SERVER_IMPORT_COUNTER_H_

#include "presstm/v1/translation_memory.pb.h"
#include "server/metrics.h"
#include "server/stream_call.h"

namespace presstm {

// Hands on all messages of one import to `writer`; both must outlive this.
// Thread-compatible.
class ImportCounter : public StreamWriter {
 public:
  ImportCounter(StreamWriter& writer, Metrics& metrics)
      : writer_(writer), metrics_(metrics) {}

  // Makes all counts 0, so that the first import is seen as an increase.
  static void Begin(Metrics& metrics);

  absl::Status Write(const google::protobuf::Message& message) override;
  bool TryWrite(const google::protobuf::Message& message) override;

 private:
  void Count(const google::protobuf::Message& message);

  StreamWriter& writer_;
  Metrics& metrics_;
  v1::ImportTmxResponse counted_;  // Its counts are those already added.
};

}  // namespace presstm

#endif  // SERVER_IMPORT_COUNTER_H_
