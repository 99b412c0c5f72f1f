// A gzip file as a source of bytes.
#ifndef TM_STORE_EXCHANGE_GZIP_SOURCE_H_
#define TM_STORE_EXCHANGE_GZIP_SOURCE_H_

#include <memory>
#include <string>

#include "tm_store/exchange/byte_source.h"

namespace presstm {

// Makes a source of one document, all members of the gzip file that `reader`
// gives from its first byte on. Lengths and checksums are checked; all that
// was unpacked before a fault is given before it. What follows the last member
// and is none is passed over, as gzip does.
std::unique_ptr<ByteSource> OpenGzip(ChunkReader reader, std::string name);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_GZIP_SOURCE_H_
