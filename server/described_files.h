// The proto files of all services, as descriptors with their comments.
#ifndef SERVER_DESCRIBED_FILES_H_
#define SERVER_DESCRIBED_FILES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"

namespace presstm {

// What a reflection request can ask for. Thread-safe.
class DescribedFiles {
 public:
  // From what protoc wrote when this program was built.
  DescribedFiles();

  // Full names, in order.
  std::vector<std::string> Services() const;

  // google.protobuf.FileDescriptorProto, serialized: the file itself first,
  // then those it imports. NotFound.
  absl::StatusOr<std::vector<std::string>> FileNamed(
      const std::string& name) const;
  absl::StatusOr<std::vector<std::string>> FileWith(
      const std::string& symbol) const;
  absl::StatusOr<std::vector<std::string>> FileWithExtension(
      const std::string& type, int number) const;
  absl::StatusOr<std::vector<int>> Extensions(const std::string& type) const;

 private:
  std::vector<std::string> WithImports(
      const google::protobuf::FileDescriptor& file) const;

  google::protobuf::DescriptorPool pool_;
  // By name. The pool's descriptors have no comments.
  std::map<std::string, std::string> serialized_;
};

}  // namespace presstm

#endif  // SERVER_DESCRIBED_FILES_H_
