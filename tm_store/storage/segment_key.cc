#include "tm_store/storage/segment_key.h"

#include <xxhash.h>

#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/model/translation_unit_json.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

// Byte by byte, so that a file may move between machines.
std::string LittleEndian(int64_t value) {
  std::string bytes;
  for (int shift = 0; shift < 64; shift += 8) {
    bytes.push_back(static_cast<char>(static_cast<uint64_t>(value) >> shift));
  }
  return bytes;
}

}  // namespace

absl::StatusOr<std::vector<int64_t>> SegmentKeys(const TranslationUnit& unit) {
  std::vector<int64_t> keys;
  keys.reserve(unit.variants.size());
  const std::string memory = LittleEndian(unit.memory_id.value);
  const absl::string_view separator("\0", 1);  // In no tag, in no text.
  std::string input;
  for (const Variant& variant : unit.variants) {
    PRESSTM_ASSIGN_OR_RETURN(const Language language,
                             ParseLanguage(variant.language));
    input.clear();
    absl::StrAppend(&input, memory, language.key, separator,
                    variant.segment.text, separator,
                    InlineCodesToJson(variant.segment.codes));
    const uint64_t key = XXH3_64bits(input.data(), input.size());
    keys.push_back(static_cast<int64_t>(key));
  }
  return keys;
}

}  // namespace presstm
