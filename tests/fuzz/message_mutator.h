// Changes protobuf messages field by field, so that what a fuzzer makes of a
// request is still a request.
#ifndef TESTS_FUZZ_MESSAGE_MUTATOR_H_
#define TESTS_FUZZ_MESSAGE_MUTATOR_H_

#include <cstdint>
#include <random>
#include <string>

#include "google/protobuf/message.h"

namespace presstm {

// The same seed gives the same changes. Thread-compatible.
class MessageMutator {
 public:
  explicit MessageMutator(uint32_t seed) : random_(seed) {}

  // Sets, clears, adds, removes or moves one field, mostly of `message`, else
  // of one inside it.
  void Mutate(google::protobuf::Message& message);

  // A number below `count`, which is at least 1.
  int Below(int count);

 private:
  using Field = google::protobuf::FieldDescriptor;

  void MutateSingular(const Field& field, google::protobuf::Message& message);
  void MutateRepeated(const Field& field, google::protobuf::Message& message);
  // Sets the field, or adds to it.
  void Put(const Field& field, google::protobuf::Message& message);
  template <typename T>
  T Number();
  std::string Text(const Field& field);

  std::minstd_rand random_;
};

}  // namespace presstm

#endif  // TESTS_FUZZ_MESSAGE_MUTATOR_H_
