// The tables hold the single-character mappings of ICU's transliterators: 2,855
// from Traditional to Simplified, read once. Running the transliterator itself
// on every segment would cost a hundred times more and give the same for
// matching, where a wrong choice among several Simplified forms only matters
// if both sides choose differently - and both use this table.
#include "tm_store/text/han_variants.h"

#include <memory>

#include "absl/container/flat_hash_map.h"
#include "unicode/translit.h"
#include "unicode/uniset.h"
#include "unicode/unistr.h"
#include "unicode/usetiter.h"

namespace presstm {
namespace {

using HanTable = absl::flat_hash_map<char32_t, char32_t>;

HanTable BuildHanTable(const char* transliterator_id) {
  HanTable table;
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> transliterator(
      icu::Transliterator::createInstance(transliterator_id, UTRANS_FORWARD,
                                          error));
  if (U_FAILURE(error) || transliterator == nullptr) return table;
  icu::UnicodeSet sources;
  transliterator->getSourceSet(sources);
  for (icu::UnicodeSetIterator it(sources); it.next();) {
    if (it.isString()) continue;
    icu::UnicodeString changed(it.getCodepoint());
    transliterator->transliterate(changed);
    const UChar32 target = changed.char32At(0);
    if (changed.countChar32() == 1 && target != it.getCodepoint()) {
      table.emplace(static_cast<char32_t>(it.getCodepoint()),
                    static_cast<char32_t>(target));
    }
  }
  return table;
}

char32_t Find(const HanTable& table, char32_t c) {
  const auto it = table.find(c);
  return it == table.end() ? c : it->second;
}

}  // namespace

char32_t SimplifyHan(char32_t c) {
  static const HanTable& table = *new HanTable(BuildHanTable("Hant-Hans"));
  return Find(table, c);
}

char32_t TraditionalizeHan(char32_t c) {
  static const HanTable& table = *new HanTable(BuildHanTable("Hans-Hant"));
  return Find(table, c);
}

}  // namespace presstm
