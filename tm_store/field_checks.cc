#include "tm_store/field_checks.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/xml_flaw.h"
#include "tm_store/text/language.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

absl::Status CheckUtf8(absl::string_view text, absl::string_view field) {
  const size_t valid = FindInvalidUtf8(text);
  if (valid == text.size()) return absl::OkStatus();
  return InvalidArgument(
      ErrorReason::kInvalidUtf8,
      absl::StrCat("the text is not valid UTF-8 at byte ", valid), field);
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

}  // namespace

absl::Status CheckCount(size_t count, size_t most, absl::string_view what,
                        absl::string_view field) {
  if (count <= most) return absl::OkStatus();
  return InvalidArgument(
      ErrorReason::kTooManyItems,
      absl::StrCat(count, " ", what, "; at most ", most, " are allowed"),
      field);
}

absl::Status CheckMetadata(absl::string_view text, absl::string_view field) {
  if (text.size() > kMaxMetadataBytes) {
    return InvalidArgument(
        ErrorReason::kInvalidArgument,
        absl::StrCat("the text has ", text.size(), " bytes; at most ",
                     kMaxMetadataBytes, " are allowed"),
        field);
  }
  PRESSTM_RETURN_IF_ERROR(CheckUtf8(text, field));
  return CheckCharacters(text, field);
}

absl::Status CheckCharacters(absl::string_view text, absl::string_view field) {
  // Only these lead bytes can begin such a character.
  const auto may_begin_one = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '\xEF';
  };
  for (size_t k = 0; k < text.size(); ++k) {
    if (!may_begin_one(text[k])) continue;
    size_t offset = k;
    const char32_t c = NextCodePoint(text, offset);
    if (IsXmlCharacter(c)) continue;
    return InvalidArgument(
        ErrorReason::kInvalidArgument,
        absl::StrFormat("the text has the character U+%04X, which TMX cannot "
                        "hold: leave it out",
                        static_cast<uint32_t>(c)),
        field);
  }
  return absl::OkStatus();
}

absl::Status CheckRange(int value, int least, int most, absl::string_view what,
                        absl::string_view field) {
  if (value >= least && value <= most) return absl::OkStatus();
  return InvalidArgument(
      ErrorReason::kInvalidArgument,
      absl::StrCat(what, " is ", value, "; give ", least, " to ", most), field);
}

absl::Status CheckSegment(const Segment& segment) {
  PRESSTM_RETURN_IF_ERROR(CheckText(segment.text, "text"));
  return CheckCodes(segment);
}

absl::Status CheckLanguage(absl::string_view tag, absl::string_view field) {
  return Annotate(ParseLanguage(tag).status(), "", field);
}

}  // namespace presstm
