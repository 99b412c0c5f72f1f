#include "tm_store/token_secret.h"

#include <array>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "openssl/crypto.h"
#include "openssl/evp.h"
#include "openssl/rand.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr absl::string_view kPrefix = "ptm";
constexpr size_t kSecretBytes = 32;
constexpr size_t kSaltBytes = 16;

absl::StatusOr<std::string> RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()),
                 static_cast<int>(count)) != 1) {
    return absl::InternalError("the system gives no random numbers");
  }
  return bytes;
}

// "" if OpenSSL fails, which is no hash.
std::string Sha256(absl::string_view salt, absl::string_view secret) {
  const std::string text = absl::StrCat(salt, secret);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(),
                 nullptr) != 1) {
    return "";
  }
  return std::string(reinterpret_cast<const char*>(digest.data()), size);
}

}  // namespace

std::string FormatToken(const TokenText& token) {
  return absl::StrCat(kPrefix, "_", token.id, "_", token.secret);
}

std::optional<TokenText> ParseToken(absl::string_view text) {
  // The secret may have underscores of its own.
  const std::vector<absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits('_', 2));
  TokenText token;
  if (parts.size() != 3 || parts[0] != kPrefix || parts[2].empty() ||
      !absl::SimpleAtoi(parts[1], &token.id)) {
    return std::nullopt;
  }
  token.secret = std::string(parts[2].data(), parts[2].size());
  return token;
}

absl::StatusOr<std::string> MakeTokenSecret() {
  PRESSTM_ASSIGN_OR_RETURN(const std::string bytes, RandomBytes(kSecretBytes));
  return absl::WebSafeBase64Escape(bytes);
}

absl::StatusOr<SaltedHash> HashSecret(absl::string_view secret) {
  SaltedHash result;
  PRESSTM_ASSIGN_OR_RETURN(result.salt, RandomBytes(kSaltBytes));
  result.hash = Sha256(result.salt, secret);
  if (result.hash.empty()) return absl::InternalError("cannot hash");
  return result;
}

bool SecretMatches(absl::string_view secret, const SaltedHash& stored) {
  const std::string hash = Sha256(stored.salt, secret);
  return !hash.empty() && hash.size() == stored.hash.size() &&
         CRYPTO_memcmp(hash.data(), stored.hash.data(), hash.size()) == 0;
}

}  // namespace presstm
