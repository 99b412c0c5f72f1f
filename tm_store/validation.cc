#include "tm_store/validation.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/language.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

absl::Status CheckCount(size_t count, size_t most, absl::string_view what,
                        absl::string_view field) {
  if (count <= most) return absl::OkStatus();
  return InvalidArgument(
      ErrorReason::kTooManyItems,
      absl::StrCat(count, " ", what, "; at most ", most, " are allowed"),
      field);
}

absl::Status CheckUtf8(absl::string_view text, absl::string_view field) {
  const size_t valid = FindInvalidUtf8(text);
  if (valid == text.size()) return absl::OkStatus();
  return InvalidArgument(
      ErrorReason::kInvalidUtf8,
      absl::StrCat("the text is not valid UTF-8 at byte ", valid), field);
}

absl::Status CheckMetadata(absl::string_view text, absl::string_view field) {
  if (text.size() > kMaxMetadataBytes) {
    return InvalidArgument(
        ErrorReason::kInvalidArgument,
        absl::StrCat("the text has ", text.size(), " bytes; at most ",
                     kMaxMetadataBytes, " are allowed"),
        field);
  }
  return CheckUtf8(text, field);
}

absl::Status CheckRange(int value, int least, int most, absl::string_view what,
                        absl::string_view field) {
  if (value >= least && value <= most) return absl::OkStatus();
  return InvalidArgument(
      ErrorReason::kInvalidArgument,
      absl::StrCat(what, " is ", value, "; give ", least, " to ", most), field);
}

absl::Status CheckText(absl::string_view text, absl::string_view field) {
  if (text.size() > kMaxSegmentBytes) {
    return InvalidArgument(
        ErrorReason::kSegmentTooLong,
        absl::StrCat("the segment has ", text.size(), " bytes; at most ",
                     kMaxSegmentBytes, " are allowed"),
        field);
  }
  PRESSTM_RETURN_IF_ERROR(CheckUtf8(text, field));
  if (!IsBlank(text)) return absl::OkStatus();
  return InvalidArgument(ErrorReason::kSegmentEmpty, "the segment is empty",
                         field);
}

bool IsCodePointBoundary(absl::string_view text, size_t offset) {
  if (offset > text.size()) return false;
  return offset == text.size() ||
         (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80;
}

absl::Status CheckCodes(const Segment& segment) {
  PRESSTM_RETURN_IF_ERROR(CheckCount(segment.codes.size(), kMaxInlineCodes,
                                     "inline codes", "codes"));
  size_t previous = 0;
  for (size_t k = 0; k < segment.codes.size(); ++k) {
    const InlineCode& code = segment.codes[k];
    const std::string field = absl::StrCat("codes[", k, "]");
    if (code.position_bytes < previous ||
        !IsCodePointBoundary(segment.text, code.position_bytes)) {
      return InvalidArgument(
          ErrorReason::kInvalidArgument,
          "inline codes must be in order and between characters of the text",
          field);
    }
    previous = code.position_bytes;
    if (code.content.size() > kMaxInlineCodeBytes) {
      return InvalidArgument(ErrorReason::kInvalidArgument,
                             absl::StrCat("the code's content has more than ",
                                          kMaxInlineCodeBytes, " bytes"),
                             field);
    }
    for (const absl::string_view text :
         {absl::string_view(code.content), absl::string_view(code.i),
          absl::string_view(code.x), absl::string_view(code.type),
          absl::string_view(code.pos), absl::string_view(code.assoc)}) {
      PRESSTM_RETURN_IF_ERROR(CheckUtf8(text, field));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckSegment(const Segment& segment) {
  PRESSTM_RETURN_IF_ERROR(CheckText(segment.text, "text"));
  return CheckCodes(segment);
}

absl::Status CheckLanguage(absl::string_view tag, absl::string_view field) {
  return Annotate(ParseLanguage(tag).status(), "", field);
}

absl::Status CheckProperties(const std::vector<Property>& properties,
                             const std::vector<std::string>& notes) {
  PRESSTM_RETURN_IF_ERROR(CheckCount(properties.size(), kMaxProperties,
                                     "properties", "properties"));
  PRESSTM_RETURN_IF_ERROR(
      CheckCount(notes.size(), kMaxNotes, "notes", "notes"));
  for (const Property& property : properties) {
    PRESSTM_RETURN_IF_ERROR(CheckMetadata(property.key, "properties"));
    PRESSTM_RETURN_IF_ERROR(CheckMetadata(property.value, "properties"));
  }
  for (const std::string& note : notes) {
    PRESSTM_RETURN_IF_ERROR(CheckMetadata(note, "notes"));
  }
  return absl::OkStatus();
}

absl::Status CheckVariant(const Variant& variant) {
  PRESSTM_RETURN_IF_ERROR(CheckLanguage(variant.language, "language_code"));
  PRESSTM_RETURN_IF_ERROR(
      Annotate(CheckSegment(variant.segment), "", "segment"));
  return CheckProperties(variant.properties, variant.notes);
}

absl::Status CheckContexts(const std::vector<Context>& contexts) {
  PRESSTM_RETURN_IF_ERROR(
      CheckCount(contexts.size(), kMaxContexts, "contexts", "contexts"));
  for (const Context& context : contexts) {
    for (const std::string* text :
         {&context.previous_text, &context.next_text, &context.key}) {
      PRESSTM_RETURN_IF_ERROR(CheckMetadata(*text, "contexts"));
    }
    if (!context.language.empty()) {
      PRESSTM_RETURN_IF_ERROR(CheckLanguage(context.language, "contexts"));
    }
  }
  return absl::OkStatus();
}

// Negative points would raise a score, and the search could miss matches.
absl::Status CheckPenalties(const PenaltySettings& penalties) {
  for (const int points :
       {penalties.letter_case, penalties.character_width, penalties.punctuation,
        penalties.script_variant, penalties.inline_code,
        penalties.inline_code_cap, penalties.number_carried_over,
        penalties.number, penalties.number_cap, penalties.ambiguous,
        penalties.aligned, penalties.machine, penalties.draft}) {
    PRESSTM_RETURN_IF_ERROR(
        CheckRange(points, 0, 100, "a penalty", "penalty_settings"));
  }
  return absl::OkStatus();
}

bool IsMemoryNameCharacter(char c) {
  return absl::ascii_islower(static_cast<unsigned char>(c)) ||
         absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '-';
}

}  // namespace

absl::Status ValidateMemoryName(absl::string_view name) {
  bool valid = !name.empty() && name.size() <= kMaxMemoryIdLength &&
               absl::ascii_islower(static_cast<unsigned char>(name.front())) &&
               name.back() != '-';
  for (const char c : name) valid = valid && IsMemoryNameCharacter(c);
  if (valid) return absl::OkStatus();
  return InvalidArgument(
      ErrorReason::kInvalidArgument,
      absl::StrCat("\"", IsValidUtf8(name) ? name.substr(0, 80) : "?",
                   "\" is no memory name: use up to ", kMaxMemoryIdLength,
                   " lower-case letters, digits and hyphens, beginning with a "
                   "letter and not ending with a hyphen"),
      "name");
}

absl::Status ValidateMemory(const Memory& memory) {
  PRESSTM_RETURN_IF_ERROR(ValidateMemoryName(memory.name));
  PRESSTM_RETURN_IF_ERROR(CheckMetadata(memory.display_name, "display_name"));
  PRESSTM_RETURN_IF_ERROR(CheckMetadata(memory.description, "description"));
  return CheckRange(memory.default_penalty, 0, 100, "the default penalty",
                    "default_penalty");
}

absl::Status ValidateUnit(const TranslationUnit& unit) {
  if (unit.variants.empty()) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "the translation unit has no variants", "variants");
  }
  PRESSTM_RETURN_IF_ERROR(
      CheckCount(unit.variants.size(), kMaxVariants, "variants", "variants"));
  for (size_t k = 0; k < unit.variants.size(); ++k) {
    const std::string field = absl::StrCat("variants[", k, "]");
    PRESSTM_RETURN_IF_ERROR(Annotate(CheckVariant(unit.variants[k]),
                                     absl::StrCat(field, ": "), field));
  }
  if (!unit.source_language.empty()) {
    PRESSTM_RETURN_IF_ERROR(
        CheckLanguage(unit.source_language, "source_language_code"));
  }
  PRESSTM_RETURN_IF_ERROR(CheckProperties(unit.properties, unit.notes));
  PRESSTM_RETURN_IF_ERROR(CheckContexts(unit.contexts));
  PRESSTM_RETURN_IF_ERROR(CheckMetadata(unit.document, "document"));
  PRESSTM_RETURN_IF_ERROR(CheckMetadata(unit.external_id, "external_id"));
  PRESSTM_RETURN_IF_ERROR(CheckMetadata(unit.created_by, "created_by"));
  PRESSTM_RETURN_IF_ERROR(CheckMetadata(unit.changed_by, "changed_by"));
  if (unit.usage_count >= 0) return absl::OkStatus();
  return InvalidArgument(ErrorReason::kInvalidArgument,
                         "the usage count is negative", "usage_count");
}

absl::Status ValidateLookup(const LookupRequest& request) {
  PRESSTM_RETURN_IF_ERROR(
      Annotate(CheckSegment(request.query), "query: ", "query"));
  PRESSTM_RETURN_IF_ERROR(
      CheckLanguage(request.source_language, "source_language_code"));
  PRESSTM_RETURN_IF_ERROR(
      CheckLanguage(request.target_language, "target_language_code"));
  PRESSTM_RETURN_IF_ERROR(
      CheckRange(request.threshold, 1, 100, "the threshold", "threshold"));
  PRESSTM_RETURN_IF_ERROR(
      CheckRange(request.limit, 1, kMaxLookupLimit, "the limit", "limit"));
  if (request.memories.empty()) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "no memory to search is named", "memories");
  }
  for (size_t k = 0; k < request.memories.size(); ++k) {
    const std::string field = absl::StrCat("memories[", k, "]");
    PRESSTM_RETURN_IF_ERROR(
        Annotate(ValidateMemoryName(request.memories[k].name), "", field));
    PRESSTM_RETURN_IF_ERROR(CheckRange(request.memories[k].penalty, 0, 100,
                                       "the memory's penalty",
                                       absl::StrCat(field, ".penalty")));
  }
  PRESSTM_RETURN_IF_ERROR(CheckPenalties(request.penalties));
  for (const std::string* text : {&request.previous_text, &request.next_text,
                                  &request.context_key, &request.document}) {
    PRESSTM_RETURN_IF_ERROR(CheckMetadata(*text, "context"));
  }
  return absl::OkStatus();
}

}  // namespace presstm
