// What may be wrong with a translation, as far as a program can tell.
#ifndef TM_STORE_MODEL_QUALITY_H_
#define TM_STORE_MODEL_QUALITY_H_

#include <cstddef>
#include <string>

namespace presstm {

enum class QualityIssue {
  kMissingNumber,    // A number of the source is not in the target.
  kUnbalancedCodes,  // Inline codes have no counterpart.
  kSourceEqualsTarget,
  kWrongScript,  // The target is not written as its language is.
};

// A value. Positions are those of TranslationUnit::variants.
struct QualityWarning {
  QualityIssue issue = QualityIssue::kMissingNumber;
  size_t source_position = 0;
  size_t target_position = 0;
  std::string message;  // For people: "ko lacks the number 2,026".
  friend bool operator==(const QualityWarning&,
                         const QualityWarning&) = default;
};

}  // namespace presstm

#endif  // TM_STORE_MODEL_QUALITY_H_
