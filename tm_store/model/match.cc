#include "tm_store/model/match.h"

namespace presstm {

const char* PenaltyKindName(PenaltyKind kind) {
  switch (kind) {
    case PenaltyKind::kLetterCase:
      return "letter_case";
    case PenaltyKind::kCharacterWidth:
      return "character_width";
    case PenaltyKind::kPunctuation:
      return "punctuation";
    case PenaltyKind::kScriptVariant:
      return "script_variant";
    case PenaltyKind::kInlineCode:
      return "inline_code";
    case PenaltyKind::kNumber:
      return "number";
    case PenaltyKind::kAmbiguous:
      return "ambiguous";
    case PenaltyKind::kAligned:
      return "aligned";
    case PenaltyKind::kMachine:
      return "machine";
    case PenaltyKind::kDraft:
      return "draft";
    case PenaltyKind::kMemory:
      return "memory";
    case PenaltyKind::kRequest:
      return "request";
    case PenaltyKind::kPivot:
      return "pivot";
  }
  return "";
}

const char* MatchTypeName(MatchType type) {
  switch (type) {
    case MatchType::kFuzzy:
      return "fuzzy";
    case MatchType::kExact:
      return "exact";
    case MatchType::kContext:
      return "context";
    case MatchType::kDoubleContext:
      return "double_context";
  }
  return "";
}

}  // namespace presstm
