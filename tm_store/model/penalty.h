// Points taken off a score, and what for.
#ifndef TM_STORE_MODEL_PENALTY_H_
#define TM_STORE_MODEL_PENALTY_H_

namespace presstm {

// Points taken off for what normalization set aside and for where a unit
// comes from. All in percentage points, 0-100.
struct PenaltySettings {
  int letter_case = 1;
  int character_width = 1;
  int punctuation = 1;          // Punctuation, symbols and spacing.
  int script_variant = 1;       // Simplified against Traditional Chinese.
  int inline_code = 1;          // For each code that differs ...
  int inline_code_cap = 3;      // ... and at most.
  int number_carried_over = 1;  // In all, if the target has them too.
  int number = 2;               // Else for each number that differs ...
  int number_cap = 10;          // ... and at most.
  int ambiguous = 1;            // Other targets tie at 100.
  int aligned = 1;
  int machine = 5;
  int draft = 2;
  int pivot = 3;  // Translated by way of a third language.
  friend bool operator==(const PenaltySettings&,
                         const PenaltySettings&) = default;
};

enum class PenaltyKind {
  kLetterCase,
  kCharacterWidth,
  kPunctuation,
  kScriptVariant,
  kInlineCode,
  kNumber,
  kAmbiguous,
  kAligned,
  kMachine,
  kDraft,
  kMemory,   // The memory's default penalty.
  kRequest,  // The request's penalty for the memory.
  kPivot,
};

// Name as shown: "letter_case".
const char* PenaltyKindName(PenaltyKind kind);

struct Penalty {
  PenaltyKind kind = PenaltyKind::kLetterCase;
  int points = 0;  // Percentage points, 1-100.
  friend bool operator==(const Penalty&, const Penalty&) = default;
};

}  // namespace presstm

#endif  // TM_STORE_MODEL_PENALTY_H_
