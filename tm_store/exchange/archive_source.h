// Documents inside gzip and zip, by libarchive.
#ifndef TM_STORE_EXCHANGE_ARCHIVE_SOURCE_H_
#define TM_STORE_EXCHANGE_ARCHIVE_SOURCE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "tm_store/exchange/byte_source.h"

namespace presstm {

// Makes a source of the zip archive that `reader` gives from its first byte on.
// Archives within it cannot be read; that is said for each as it is read.
absl::StatusOr<std::unique_ptr<ByteSource>> OpenZip(ChunkReader reader,
                                                    std::string name);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_ARCHIVE_SOURCE_H_
