#include "tm_store/exchange/text_encoding.h"

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tm_store/text/utf8.h"
#include "unicode/ucnv.h"

namespace presstm {
namespace {

// An XML declaration that is not over by then is no declaration.
constexpr size_t kMaxDeclarationBytes = 1024;

// So many multi-byte sequences, all valid UTF-8, are no chance: text in a
// single-byte encoding has hardly one, two-byte Chinese or Korean characters
// pass for UTF-8 with a probability of some 0.13 each.
constexpr int kProofInSingleByteText = 2;
constexpr int kProofInMultiByteText = 8;

constexpr absl::string_view kKoreanShift = "\x1B$)C";  // Of ISO-2022-KR.
constexpr absl::string_view kHzShift = "~}";

using ConverterPtr = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

std::optional<TextEncoding> DetectByMark(absl::string_view head) {
  struct Mark {
    absl::string_view bytes;
    EncodingKind kind;
  };
  static constexpr Mark kMarks[] = {
      {absl::string_view("\xFF\xFE\0\0", 4), EncodingKind::kUtf32Le},
      {absl::string_view("\0\0\xFE\xFF", 4), EncodingKind::kUtf32Be},
      {absl::string_view("\xEF\xBB\xBF", 3), EncodingKind::kUtf8},
      {absl::string_view("\xFF\xFE", 2), EncodingKind::kUtf16Le},
      {absl::string_view("\xFE\xFF", 2), EncodingKind::kUtf16Be}};
  for (const Mark& mark : kMarks) {
    if (absl::StartsWith(head, mark.bytes)) {
      return TextEncoding{.kind = mark.kind, .bom_bytes = mark.bytes.size()};
    }
  }
  return std::nullopt;
}

// A file begins with '<' or white space, so its first characters are ASCII
// and the zero bytes around them tell width and order.
std::optional<EncodingKind> DetectByZeros(absl::string_view head) {
  if (head.size() < 4) return std::nullopt;
  std::string pattern;
  for (const char c : head.substr(0, 4)) pattern += c == '\0' ? '0' : 'x';
  if (pattern == "x000") return EncodingKind::kUtf32Le;
  if (pattern == "000x") return EncodingKind::kUtf32Be;
  if (pattern == "x0x0") return EncodingKind::kUtf16Le;
  if (pattern == "0x0x") return EncodingKind::kUtf16Be;
  return std::nullopt;
}

absl::string_view KindName(EncodingKind kind) {
  switch (kind) {
    case EncodingKind::kUtf8:
      return "UTF-8";
    case EncodingKind::kUtf16Le:
    case EncodingKind::kUtf16Be:
      return "UTF-16";
    case EncodingKind::kUtf32Le:
    case EncodingKind::kUtf32Be:
      return "UTF-32";
    case EncodingKind::kLegacy:
      return "a legacy encoding";
  }
  return "";
}

// The beginning of the file as ASCII, whatever the width of its characters.
std::string NarrowHead(absl::string_view head) {
  std::string narrow;
  for (const char c : head.substr(0, 4 * kMaxDeclarationBytes)) {
    if (c != '\0') narrow += c;
  }
  return narrow.substr(0, kMaxDeclarationBytes);
}

// What encodings with a state may put before the first character, which is
// ASCII again.
absl::string_view StripShift(absl::string_view text) {
  for (const absl::string_view shift : {kKoreanShift, kHzShift}) {
    if (absl::ConsumePrefix(&text, shift)) break;
  }
  return text;
}

// The value of encoding="..." in the declaration, in capitals; "" without.
// Nullopt if the declaration goes on after `text`.
std::optional<std::string> DeclaredEncoding(absl::string_view text,
                                            bool at_end) {
  text = absl::StripLeadingAsciiWhitespace(text);
  constexpr absl::string_view kOpening = "<?xml";
  const bool may_begin =
      absl::StartsWith(text, kOpening) || absl::StartsWith(kOpening, text);
  if (!may_begin) return "";
  const size_t end = text.find("?>");
  if (end == absl::string_view::npos) {
    if (at_end || text.size() >= kMaxDeclarationBytes) return "";
    return std::nullopt;
  }
  text = text.substr(0, end);
  const size_t key = text.find("encoding");
  if (key == absl::string_view::npos) return "";
  const size_t open = text.find_first_of("\"'", key);
  if (open == absl::string_view::npos) return "";
  const size_t close = text.find(text[open], open + 1);
  if (close == absl::string_view::npos) return "";
  return absl::AsciiStrToUpper(
      absl::StripAsciiWhitespace(text.substr(open + 1, close - open - 1)));
}

bool IsUnicodeName(absl::string_view declared) {
  return absl::StartsWith(declared, "UTF-16") ||
         absl::StartsWith(declared, "UTF16") ||
         absl::StartsWith(declared, "UTF-32") ||
         absl::StartsWith(declared, "UTF32") ||
         absl::StrContains(declared, "UCS-2") ||
         absl::StrContains(declared, "UCS-4") || declared == "UNICODE";
}

bool Agrees(absl::string_view declared, EncodingKind kind) {
  if (declared.empty()) return true;
  switch (kind) {
    case EncodingKind::kUtf8:
      return declared == "UTF-8" || declared == "UTF8" ||
             declared == "US-ASCII" || declared == "ASCII";
    case EncodingKind::kUtf16Le:
      return IsUnicodeName(declared) && !absl::EndsWith(declared, "BE") &&
             !absl::StrContains(declared, "32");
    case EncodingKind::kUtf16Be:
      return IsUnicodeName(declared) && !absl::EndsWith(declared, "LE") &&
             !absl::StrContains(declared, "32");
    case EncodingKind::kUtf32Le:
    case EncodingKind::kUtf32Be:
      return IsUnicodeName(declared) && !absl::StrContains(declared, "16");
    case EncodingKind::kLegacy:
      return true;
  }
  return true;
}

std::string Contradiction(absl::string_view declared, EncodingKind kind) {
  return absl::StrCat("The file declares the encoding ", declared.substr(0, 40),
                      " but is ", KindName(kind), ".");
}

// Where people mean more than they declare: the supersets that browsers use
// (the labels of the WHATWG Encoding Standard, and some of programs).
std::string ConverterName(absl::string_view declared) {
  struct Superset {
    absl::string_view name;
    std::vector<absl::string_view> labels;
  };
  static const auto& kSupersets = *new std::vector<Superset>{
      {"gb18030",
       {"GB2312", "GB_2312", "GB_2312-80", "GB2312-80", "CSGB2312",
        "CSISO58GB231280", "ISO-IR-58", "CHINESE", "GBK", "X-GBK", "CP936",
        "EUC-CN"}},
      {"windows-949-2000",
       {"EUC-KR", "CSEUCKR", "KS_C_5601-1987", "KS_C_5601-1989",
        "CSKSC56011987", "KSC5601", "KSC_5601", "ISO-IR-149", "KOREAN",
        "WINDOWS-949", "CP949", "UHC"}},
      {"windows-1252", {"ISO-8859-1", "LATIN1"}}};
  for (const Superset& superset : kSupersets) {
    if (absl::c_linear_search(superset.labels, declared)) {
      return std::string(superset.name);
    }
  }
  return std::string(declared);
}

// Opens `name` if ICU has it and it reads the markup of a file as it stands:
// the declaration was read as ASCII, so any other encoding is not what the
// bytes are. Some ASCII characters may mean something else, as '~' does in HZ.
ConverterPtr OpenConverter(const std::string& name) {
  UErrorCode error = U_ZERO_ERROR;
  ConverterPtr converter(ucnv_open(name.c_str(), &error), &ucnv_close);
  if (U_FAILURE(error)) return {nullptr, &ucnv_close};
  constexpr absl::string_view kMarkup =
      "<?xml version=\"1.0\" encoding='ABCXYZ_abcxyz.-:0189'?>\r\n\t</;#";
  std::array<UChar, 2 * kMarkup.size()> wide;
  const int32_t length =
      ucnv_toUChars(converter.get(), wide.data(), wide.size(), kMarkup.data(),
                    static_cast<int32_t>(kMarkup.size()), &error);
  const bool reads_markup =
      U_SUCCESS(error) && length == static_cast<int32_t>(kMarkup.size()) &&
      std::equal(kMarkup.begin(), kMarkup.end(), wide.begin());
  if (!reads_markup) converter.reset();
  return converter;
}

// Whether `sample` is UTF-8 with at least `proof` multi-byte sequences. The
// last one may be cut off if the file goes on.
bool IsSurelyUtf8(absl::string_view sample, int proof) {
  const size_t valid_bytes = FindInvalidUtf8(sample);
  const size_t cut_off_bytes = sample.size() < kEncodingSniffBytes ? 0 : 3;
  if (sample.size() - valid_bytes > cut_off_bytes) return false;
  const auto is_lead = [](char c) {
    return static_cast<unsigned char>(c) >= 0xC0;
  };
  return std::count_if(sample.begin(), sample.begin() + valid_bytes, is_lead) >=
         proof;
}

TextEncoding UnknownEncoding(absl::string_view declared,
                             absl::string_view head) {
  const std::string declares =
      absl::StrCat("declares the unknown encoding ", declared.substr(0, 40));
  if (IsSurelyUtf8(head.substr(0, kEncodingSniffBytes), /*proof=*/1)) {
    return {.warning =
                absl::StrCat("The file ", declares, "; it is read as UTF-8.")};
  }
  return {.refusal = absl::StrCat(
              "the file ", declares,
              "; save it in UTF-8, or declare the encoding it is in")};
}

std::optional<TextEncoding> DetectByDeclaration(absl::string_view declared,
                                                absl::string_view head,
                                                bool at_end) {
  const TextEncoding utf8_after_all = {
      .warning = Contradiction(declared, EncodingKind::kUtf8)};
  if (IsUnicodeName(declared)) return utf8_after_all;
  const std::string name = ConverterName(declared);
  const ConverterPtr converter = OpenConverter(name);
  if (head.size() < kEncodingSniffBytes && !at_end) return std::nullopt;
  if (converter == nullptr) return UnknownEncoding(declared, head);
  const int proof = ucnv_getMaxCharSize(converter.get()) > 1
                        ? kProofInMultiByteText
                        : kProofInSingleByteText;
  if (IsSurelyUtf8(head.substr(0, kEncodingSniffBytes), proof)) {
    return utf8_after_all;
  }
  return TextEncoding{.kind = EncodingKind::kLegacy,
                      .converter = name,
                      .declared = std::string(declared)};
}

}  // namespace

std::optional<TextEncoding> DetectTextEncoding(absl::string_view head,
                                               bool at_end) {
  if (head.size() < 4 && !at_end) return std::nullopt;
  std::optional<TextEncoding> by_bytes = DetectByMark(head);
  if (!by_bytes.has_value()) {
    if (const auto kind = DetectByZeros(head)) {
      by_bytes = TextEncoding{.kind = *kind};
    }
  }
  const size_t bom_bytes = by_bytes.has_value() ? by_bytes->bom_bytes : 0;
  const std::string narrow = NarrowHead(head.substr(bom_bytes));
  const bool is_all = at_end || head.size() >= 4 * kMaxDeclarationBytes + 4;
  std::optional<std::string> declared =
      DeclaredEncoding(StripShift(narrow), is_all);
  if (!declared.has_value()) return std::nullopt;
  if (declared->empty() && absl::StartsWith(head, kKoreanShift)) {
    declared = "ISO-2022-KR";
  }
  if (by_bytes.has_value()) {
    if (!Agrees(*declared, by_bytes->kind)) {
      by_bytes->warning = Contradiction(*declared, by_bytes->kind);
    }
    return by_bytes;
  }
  if (Agrees(*declared, EncodingKind::kUtf8)) {
    return TextEncoding{
        .declared = absl::EndsWith(*declared, "ASCII") ? *declared : ""};
  }
  return DetectByDeclaration(*declared, head, at_end);
}

}  // namespace presstm
