// Bytes pass through four stages: Utf8Decoder makes them clean UTF-8,
// XmlSanitizer mends what the parser would stop at, XmlParser parses, and the
// handler makes units of its events.
#include "tm_store/exchange/xml_unit_reader.h"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/exchange/utf8_decoder.h"
#include "tm_store/exchange/xml_sanitizer.h"

namespace presstm {
namespace {

constexpr size_t kSliceBytes = 64 * 1024;

}  // namespace

class XmlUnitReader::Impl final : private XmlEvents {
 public:
  Impl(XmlUnitHandler& handler, const XmlDialect& dialect)
      : handler_(handler), dialect_(dialect), parser_(*this, dialect) {}

  absl::Status Feed(absl::string_view bytes);
  absl::Status Finish();
  std::vector<FileUnit> TakeUnits();
  std::vector<FileProblem> TakeProblems();

  int64_t units_read() const { return units_read_; }
  int64_t units_rejected() const { return units_rejected_; }
  const std::map<char32_t, int64_t>& dropped_characters() const {
    return sanitizer_.dropped_characters();
  }

 private:
  absl::Status StartElement(absl::string_view name,
                            const XmlAttributes& attributes) override;
  void EndElement(absl::string_view name) override;
  void Text(absl::string_view text) override { handler_.Text(text); }
  bool has_root() const override { return handler_.has_root(); }

  void PassFlaws(int64_t before_bytes);
  void Sanitize(const DecodedText& decoded);
  void Parse(bool is_final);
  void Settle();

  XmlUnitHandler& handler_;
  const XmlDialect dialect_;
  Utf8Decoder decoder_;
  XmlSanitizer sanitizer_;
  XmlParser parser_;
  std::string text_;  // Sanitized, not yet parsed.
  bool has_bytes_ = false;
  bool is_finished_ = false;
  bool has_reported_encoding_ = false;
  absl::Status status_;  // The first error, for good.
  std::vector<FileUnit> units_;
  std::vector<FileProblem> problems_;
  int64_t units_read_ = 0;
  int64_t units_rejected_ = 0;
};

absl::Status XmlUnitReader::Impl::Feed(absl::string_view bytes) {
  if (is_finished_ && status_.ok()) {
    return absl::FailedPreconditionError("the file is over");
  }
  has_bytes_ |= !bytes.empty();
  while (!bytes.empty() && status_.ok()) {
    Sanitize(decoder_.Feed(bytes.substr(0, kSliceBytes)));
    bytes.remove_prefix(std::min(bytes.size(), kSliceBytes));
    if (text_.size() >= kSliceBytes) Parse(/*is_final=*/false);
  }
  return status_;
}

absl::Status XmlUnitReader::Impl::Finish() {
  if (!status_.ok() || is_finished_) return status_;
  is_finished_ = true;
  if (!has_bytes_) {
    status_ = InvalidArgument(dialect_.malformed, "line 1: the file is empty");
    return status_;
  }
  Sanitize(decoder_.Finish());
  absl::Status unfinished = sanitizer_.Finish(text_);
  if (status_.ok()) Parse(/*is_final=*/true);
  if (status_.ok() && !unfinished.ok()) status_ = parser_.AtLine(unfinished);
  return status_;
}

void XmlUnitReader::Impl::Sanitize(const DecodedText& decoded) {
  if (decoder_.encoding().has_value() &&
      !decoder_.encoding()->refusal.empty()) {
    status_ = parser_.AtLine(
        InvalidArgument(dialect_.malformed, decoder_.encoding()->refusal));
    Settle();
    return;
  }
  absl::Status status = sanitizer_.Feed(decoded, text_);
  if (!status.ok()) {
    Parse(/*is_final=*/false);  // What comes before is good.
    if (status_.ok()) status_ = parser_.AtLine(status);
    Settle();
  }
  if (!has_reported_encoding_ && decoder_.encoding().has_value()) {
    has_reported_encoding_ = true;
    const std::string& warning = decoder_.encoding()->warning;
    if (!warning.empty()) problems_.push_back({.line = 1, .reason = warning});
  }
}

void XmlUnitReader::Impl::Parse(bool is_final) {
  absl::Status status = parser_.Parse(text_, is_final);
  text_.clear();
  if (status.ok()) {
    PassFlaws(parser_.begin_bytes());
  } else {
    status_ = std::move(status);
  }
  Settle();
}

// Takes over what the builder has made.
void XmlUnitReader::Impl::Settle() {
  if (is_finished_ || !status_.ok()) handler_.EndInput();
  std::vector<FileUnit>& units = handler_.units();
  units_read_ += static_cast<int64_t>(units.size());
  std::ranges::move(units, std::back_inserter(units_));
  units.clear();
  std::vector<FileProblem>& problems = handler_.problems();
  units_rejected_ += std::ranges::count(
      problems, FileProblem::Kind::kRejectedUnit, &FileProblem::kind);
  std::ranges::move(problems, std::back_inserter(problems_));
  problems.clear();
}

std::vector<FileUnit> XmlUnitReader::Impl::TakeUnits() {
  return std::exchange(units_, {});
}

std::vector<FileProblem> XmlUnitReader::Impl::TakeProblems() {
  return std::exchange(problems_, {});
}

// Hands on the flaws that stand before the parser's place.
void XmlUnitReader::Impl::PassFlaws(int64_t before_bytes) {
  std::deque<XmlFlaw>& flaws = sanitizer_.flaws();
  while (!flaws.empty() && flaws.front().offset_bytes < before_bytes) {
    handler_.AddFlaw(flaws.front(), parser_.line());
    flaws.pop_front();
  }
}

absl::Status XmlUnitReader::Impl::StartElement(
    absl::string_view name, const XmlAttributes& attributes) {
  if (!sanitizer_.flaws().empty()) PassFlaws(parser_.begin_bytes());
  return handler_.StartElement(name, attributes, parser_.line());
}

void XmlUnitReader::Impl::EndElement(absl::string_view name) {
  if (!sanitizer_.flaws().empty()) PassFlaws(parser_.begin_bytes());
  handler_.EndElement(name);
}

XmlUnitReader::XmlUnitReader(XmlUnitHandler& handler, const XmlDialect& dialect)
    : impl_(std::make_unique<Impl>(handler, dialect)) {}
XmlUnitReader::~XmlUnitReader() = default;

absl::Status XmlUnitReader::Feed(absl::string_view bytes) {
  return impl_->Feed(bytes);
}
absl::Status XmlUnitReader::Finish() { return impl_->Finish(); }
std::vector<FileUnit> XmlUnitReader::TakeUnits() { return impl_->TakeUnits(); }
std::vector<FileProblem> XmlUnitReader::TakeProblems() {
  return impl_->TakeProblems();
}
int64_t XmlUnitReader::units_read() const { return impl_->units_read(); }
int64_t XmlUnitReader::units_rejected() const {
  return impl_->units_rejected();
}
const std::map<char32_t, int64_t>& XmlUnitReader::dropped_characters() const {
  return impl_->dropped_characters();
}

}  // namespace presstm
