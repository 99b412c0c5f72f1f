#include "client/input_file.h"

#include <utility>

#include "tm_store/base/status_macros.h"

namespace presstm {

absl::StatusOr<std::unique_ptr<InputFile>> InputFile::Open(
    const std::string& path) {
  PRESSTM_ASSIGN_OR_RETURN(std::unique_ptr<InputDescriptor> descriptor,
                           InputDescriptor::Open(path));
  PRESSTM_ASSIGN_OR_RETURN(
      std::unique_ptr<ByteSource> source,
      ByteSource::FromChunks(
          [input = descriptor.get()] { return input->ReadChunk(); },
          descriptor->name()));
  return std::unique_ptr<InputFile>(
      new InputFile(std::move(descriptor), std::move(source)));
}

}  // namespace presstm
