#include "server/request_id.h"

#include <algorithm>
#include <cstdint>

#include "absl/random/random.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace presstm {
namespace {

constexpr size_t kMaxIdBytes = 64;

// Ids need be different, not secret.
std::string MakeRequestId() {
  thread_local absl::InsecureBitGen generator;
  return absl::StrCat(
      absl::Hex(absl::Uniform<uint64_t>(generator), absl::kZeroPad16));
}

}  // namespace

bool IsRequestId(absl::string_view text) {
  return !text.empty() && text.size() <= kMaxIdBytes &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                  c == '.' || c == '_' || c == '-';
         });
}

std::string TakeRequestId(grpc::CallbackServerContext& context) {
  const auto& metadata = context.client_metadata();
  std::string id;
  if (const auto given = metadata.find(kRequestIdMetadataKey);
      given != metadata.end()) {
    id.assign(given->second.data(), given->second.size());
  }
  if (!IsRequestId(id)) id = MakeRequestId();
  context.AddTrailingMetadata(kRequestIdMetadataKey, id);
  return id;
}

}  // namespace presstm
