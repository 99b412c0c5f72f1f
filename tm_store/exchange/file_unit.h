// What a file of translation units holds, as it comes out of a UnitReader.
#ifndef TM_STORE_EXCHANGE_FILE_UNIT_H_
#define TM_STORE_EXCHANGE_FILE_UNIT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tm_store/base/error.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// A translation unit whose variants are fit to be stored. As in the API, one
// is enough, and several may be in one language. Its id, memory and revision
// are unset.
struct FileUnit {
  TranslationUnit unit;
  int64_t line = 0;  // Where it begins, from 1.
};

// Something in the file that could not be taken as it is.
struct FileProblem {
  enum class Kind {
    kRejectedUnit,    // A unit was left out: one problem for each.
    kDroppedVariant,  // A language of a unit was left out, the unit kept.
    kWarning,         // Nothing but what `reason` says was lost.
  };
  Kind kind = Kind::kWarning;
  int64_t line = 0;    // Of the unit's beginning, or else of the place; from 1.
  int64_t column = 0;  // Character in the line, from 1; 0 if not known.
  std::string external_id;  // Of the unit, at most 200 bytes; "" without.
  // One of a small number of fixed English sentences, fit to be counted by.
  std::string reason;
  // What it is about, such as a language, a field or a
  // character; may be empty.
  std::string detail;
  // The cause for programs, where it has a reason of its own.
  std::optional<ErrorReason> cause;

  friend bool operator==(const FileProblem&, const FileProblem&) = default;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_FILE_UNIT_H_
