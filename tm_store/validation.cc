#include "tm_store/validation.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/field_checks.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

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
  PRESSTM_RETURN_IF_ERROR(
      CheckCharacters(variant.segment.text, "segment.text"));
  for (const InlineCode& code : variant.segment.codes) {
    PRESSTM_RETURN_IF_ERROR(CheckCharacters(code.content, "segment.codes"));
  }
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

}  // namespace presstm
