#include "tm_store/text/look_alikes.h"

#include <memory>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "unicode/bytestream.h"
#include "unicode/normalizer2.h"
#include "unicode/uspoof.h"

namespace presstm {
namespace {

bool IsChangedByNfkc(absl::string_view name) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(error);
  if (U_FAILURE(error)) return false;
  return nfkc->isNormalizedUTF8(
             icu::StringPiece(name.data(), static_cast<int32_t>(name.size())),
             error) == 0;
}

bool MixesScripts(absl::string_view name) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> checker(
      uspoof_open(&error), &uspoof_close);
  if (U_FAILURE(error)) return false;
  uspoof_setChecks(checker.get(), USPOOF_RESTRICTION_LEVEL, &error);
  uspoof_setRestrictionLevel(checker.get(), USPOOF_HIGHLY_RESTRICTIVE);
  const int32_t found =
      uspoof_check2UTF8(checker.get(), name.data(),
                        static_cast<int32_t>(name.size()), nullptr, &error);
  return U_SUCCESS(error) && found != 0;
}

}  // namespace

bool MayPassForAnother(absl::string_view name) {
  const bool is_ascii = absl::c_all_of(name, absl::ascii_isascii);
  return !is_ascii && (IsChangedByNfkc(name) || MixesScripts(name));
}

}  // namespace presstm
