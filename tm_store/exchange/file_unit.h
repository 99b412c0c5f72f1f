// What a TMX file holds, as it comes out of TmxReader.
#ifndef TM_STORE_EXCHANGE_TMX_UNIT_H_
#define TM_STORE_EXCHANGE_TMX_UNIT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tm_store/base/error.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// A translation unit with at least two variants that are fit to be stored.
// Its id, memory and revision are unset.
struct TmxUnit {
  TranslationUnit unit;
  int64_t line = 0;  // Of its <tu> tag, from 1.
};

// Something in the file that could not be taken as it is.
struct TmxProblem {
  enum class Kind {
    kRejectedUnit,    // A unit was left out: one problem for each.
    kDroppedVariant,  // A language of a unit was left out, the unit kept.
    kWarning,         // Nothing but what `reason` says was lost.
  };
  Kind kind = Kind::kWarning;
  int64_t line = 0;  // Of the <tu>, or else of the place; from 1.
  std::string tuid;  // Of the unit, at most 200 bytes; "" without.
  // One of a small number of fixed English sentences, fit to be counted by.
  std::string reason;
  // What it is about, such as a language or a character; may be empty.
  std::string detail;
  // The cause for programs, where it has a reason of its own.
  std::optional<ErrorReason> cause;

  friend bool operator==(const TmxProblem&, const TmxProblem&) = default;
};

// The <tmx> and <header> elements: attributes as written, "" where absent.
struct TmxHeader {
  std::string version;
  std::string creation_tool;
  std::string creation_tool_version;
  std::string segment_type;     // segtype
  std::string original_format;  // o-tmf
  std::string admin_language;
  std::string source_language;  // srclang; "" also for "*all*".
  std::string data_type;
  std::vector<Property> properties;
  std::vector<std::string> notes;

  friend bool operator==(const TmxHeader&, const TmxHeader&) = default;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_UNIT_H_
