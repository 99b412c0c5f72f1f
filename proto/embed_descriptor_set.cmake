# cmake -DINPUT=... -DOUTPUT=... -P embed_descriptor_set.cmake
# writes the bytes of INPUT as a C++ header.
file(READ "${INPUT}" hex HEX)
string(LENGTH "${hex}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)"
                     "\\1\n" bytes "${bytes}")
file(WRITE "${OUTPUT}" "// The proto files of all services: a serialized
// google.protobuf.FileDescriptorSet with source information.
#pragma once
#include <cstddef>
namespace presstm {
inline constexpr unsigned char kDescriptorSet[] = {
${bytes}};
inline constexpr std::size_t kDescriptorSetSize = ${size};
}  // namespace presstm
")
