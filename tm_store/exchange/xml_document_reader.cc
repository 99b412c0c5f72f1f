#include "tm_store/exchange/xml_document_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr size_t kSliceBytes = 64 * 1024;

}  // namespace

XmlDocumentReader::XmlDocumentReader(const XmlDialect& dialect)
    : dialect_(dialect), parser_(*this, dialect) {}

absl::Status XmlDocumentReader::Feed(absl::string_view bytes) {
  has_bytes_ |= !bytes.empty();
  while (!bytes.empty() && status_.ok()) {
    status_ = Take(decoder_.Feed(bytes.substr(0, kSliceBytes)),
                   /*is_final=*/false);
    bytes.remove_prefix(std::min(bytes.size(), kSliceBytes));
  }
  return status_;
}

absl::Status XmlDocumentReader::Finish() {
  if (!status_.ok()) return status_;
  if (!has_bytes_) {
    status_ = InvalidArgument(dialect_.malformed, "line 1: the file is empty");
    return status_;
  }
  status_ = Take(decoder_.Finish(), /*is_final=*/true);
  if (!status_.ok()) return status_;
  queue_.Push(std::make_unique<DocumentStretch>(
      CutAt(buffer_begin_ + static_cast<int64_t>(kept_.size()))));
  queue_.Break();
  return status_;
}

absl::Status XmlDocumentReader::Take(const absl::StatusOr<std::string>& text,
                                     bool is_final) {
  if (!text.ok()) return text.status();
  absl::string_view rest = *text;
  while (rest.size() > kSliceBytes) {
    PRESSTM_RETURN_IF_ERROR(
        Parse(rest.substr(0, kSliceBytes), /*is_final=*/false));
    rest.remove_prefix(kSliceBytes);
  }
  return Parse(rest, is_final);
}

absl::Status XmlDocumentReader::Parse(absl::string_view text, bool is_final) {
  kept_.erase(0, static_cast<size_t>(kept_begin_ - buffer_begin_));
  buffer_begin_ = kept_begin_;
  kept_.append(text.data(), text.size());
  PRESSTM_RETURN_IF_ERROR(parser_.Parse(text, is_final));
  if (!in_unit_ && parser_.begin_bytes() > kept_begin_) {
    // White space stays: it may stand before a unit.
    absl::string_view done = Kept(kept_begin_, parser_.begin_bytes());
    done = absl::StripTrailingAsciiWhitespace(done);
    queue_.Push(std::make_unique<DocumentStretch>(
        CutAt(kept_begin_ + static_cast<int64_t>(done.size()))));
  }
  if (kept_.size() <= kMaxUnitBytes) return absl::OkStatus();
  return parser_.AtLine(
      MakeError(absl::StatusCode::kResourceExhausted, dialect_.malformed,
                absl::StrCat("a unit or a tag is longer than ", kMaxUnitBytes,
                             " bytes")));
}

absl::string_view XmlDocumentReader::WithoutPrefix(
    absl::string_view name) const {
  if (!prefix_.empty()) absl::ConsumePrefix(&name, prefix_);
  return name;
}

absl::Status XmlDocumentReader::StartElement(absl::string_view name,
                                             const XmlAttributes& attributes) {
  if (++depth_ > kMaxXmlDepth) {
    return InvalidArgument(
        dialect_.malformed,
        absl::StrCat("elements are nested deeper than ", kMaxXmlDepth));
  }
  if (has_root_) {
    Start(WithoutPrefix(name), attributes);
    return absl::OkStatus();
  }
  has_root_ = true;
  return StartRoot(name, attributes);
}

void XmlDocumentReader::EndElement(absl::string_view name) {
  if (--depth_ > 0) End(WithoutPrefix(name));
}

void XmlDocumentReader::BeginUnit() {
  in_unit_ = true;
  has_unknown_text_ = false;
}

absl::string_view XmlDocumentReader::Kept(int64_t begin, int64_t end) const {
  return absl::string_view(kept_).substr(
      static_cast<size_t>(begin - buffer_begin_),
      static_cast<size_t>(end - begin));
}

std::string XmlDocumentReader::WhiteSpaceBefore(int64_t offset) const {
  const absl::string_view before = Kept(kept_begin_, offset);
  const size_t size = absl::StripTrailingAsciiWhitespace(before).size();
  const bool follows_tag = size == 0 || before[size - 1] == '>';
  return follows_tag ? std::string(before.substr(size)) : "";
}

std::string XmlDocumentReader::CutAt(int64_t offset) {
  std::string text(Kept(kept_begin_, offset));
  kept_begin_ = offset;
  return text;
}

}  // namespace presstm
