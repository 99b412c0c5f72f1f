#include "server/described_files.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.pb.h"
#include "presstm/descriptor_set.h"

namespace presstm {
namespace {

using google::protobuf::FileDescriptor;

absl::Status NotFound(absl::string_view what) {
  return absl::NotFoundError(absl::StrCat("there is no ", what));
}

}  // namespace

// protoc writes a file after those it imports.
DescribedFiles::DescribedFiles() {
  google::protobuf::FileDescriptorSet set;
  set.ParseFromArray(kDescriptorSet, static_cast<int>(kDescriptorSetSize));
  for (const google::protobuf::FileDescriptorProto& file : set.file()) {
    pool_.BuildFile(file);
    serialized_[file.name()] = file.SerializeAsString();
  }
}

std::vector<std::string> DescribedFiles::Services() const {
  std::vector<std::string> names;
  for (const auto& [name, serialized] : serialized_) {
    const FileDescriptor* file = pool_.FindFileByName(name);
    for (int k = 0; file != nullptr && k < file->service_count(); ++k) {
      names.push_back(file->service(k)->full_name());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> DescribedFiles::WithImports(
    const FileDescriptor& file) const {
  std::vector<std::string> files;
  std::vector<const FileDescriptor*> left = {&file};
  std::set<const FileDescriptor*> seen = {&file};
  while (!left.empty()) {
    const FileDescriptor& next = *left.back();
    left.pop_back();
    files.push_back(serialized_.at(next.name()));
    for (int k = 0; k < next.dependency_count(); ++k) {
      const FileDescriptor* import = next.dependency(k);
      if (seen.insert(import).second) left.push_back(import);
    }
  }
  return files;
}

absl::StatusOr<std::vector<std::string>> DescribedFiles::FileNamed(
    const std::string& name) const {
  const FileDescriptor* file = pool_.FindFileByName(name);
  if (file == nullptr) return NotFound(absl::StrCat("file ", name));
  return WithImports(*file);
}

absl::StatusOr<std::vector<std::string>> DescribedFiles::FileWith(
    const std::string& symbol) const {
  const FileDescriptor* file = pool_.FindFileContainingSymbol(symbol);
  if (file == nullptr) return NotFound(symbol);
  return WithImports(*file);
}

absl::StatusOr<std::vector<std::string>> DescribedFiles::FileWithExtension(
    const std::string& type, int number) const {
  const auto* message = pool_.FindMessageTypeByName(type);
  const auto* extension = message == nullptr
                              ? nullptr
                              : pool_.FindExtensionByNumber(message, number);
  if (extension == nullptr) {
    return NotFound(absl::StrCat("extension ", number, " of ", type));
  }
  return WithImports(*extension->file());
}

absl::StatusOr<std::vector<int>> DescribedFiles::Extensions(
    const std::string& type) const {
  const auto* message = pool_.FindMessageTypeByName(type);
  if (message == nullptr) return NotFound(absl::StrCat("message ", type));
  std::vector<const google::protobuf::FieldDescriptor*> extensions;
  pool_.FindAllExtensions(message, &extensions);
  std::vector<int> numbers;
  for (const auto* extension : extensions) {
    numbers.push_back(extension->number());
  }
  return numbers;
}

}  // namespace presstm
