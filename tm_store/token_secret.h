// The text of access tokens, and what is kept of it.
#ifndef TM_STORE_TOKEN_SECRET_H_
#define TM_STORE_TOKEN_SECRET_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/model/access.h"

namespace presstm {

// "ptm_17_" and 256 random bits in base64url: the prefix lets tools that look
// for leaked secrets find it, and the number names the token.
struct TokenText {
  int64_t id = 0;
  std::string secret;
};
std::string FormatToken(const TokenText& token);
// Nothing if it is not of this form.
std::optional<TokenText> ParseToken(absl::string_view text);

// A random secret. Internal if the system has no random bits.
absl::StatusOr<std::string> MakeTokenSecret();

// What is stored in the secret's place. With 256 random bits there is nothing
// to guess, so one round of SHA-256 is enough; the salt makes equal secrets
// unequal.
absl::StatusOr<SaltedHash> HashSecret(absl::string_view secret);

// Takes the same time wherever the difference is.
bool SecretMatches(absl::string_view secret, const SaltedHash& stored);

}  // namespace presstm

#endif  // TM_STORE_TOKEN_SECRET_H_
