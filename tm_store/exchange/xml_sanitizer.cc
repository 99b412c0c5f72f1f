// A small state machine that knows just enough of XML to tell text from tags,
// comments and CDATA sections. Stripping comments here instead of leaving
// them to the parser keeps memory constant: a parser holds a token until it
// ends, and real files have megabytes commented out. Repairing references
// before the parser sees them is what saves a file from one "&#x1F;", at
// which the parser would stop for good.
#include "tm_store/exchange/xml_sanitizer.h"

#include <cstring>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tm_store/base/error.h"
#include "tm_store/exchange/xml_reference.h"

namespace presstm {
namespace {

constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

size_t FindOr(absl::string_view text, char c, size_t otherwise) {
  const void* found = std::memchr(text.data(), c, text.size());
  if (found == nullptr) return otherwise;
  return static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

void Append(absl::string_view text, std::string& out) {
  out.append(text.data(), text.size());
}

}  // namespace

absl::Status XmlSanitizer::Feed(const DecodedText& decoded, std::string& out) {
  const absl::string_view text = decoded.text;
  out_begin_bytes_ = out.size();
  size_t done = 0;
  absl::Status status;
  for (const XmlFlaw& flaw : decoded.flaws) {
    const auto offset = static_cast<size_t>(flaw.offset_bytes);
    const bool is_invalid = flaw.kind == XmlFlawKind::kInvalidBytes;
    status.Update(Process(text.substr(done, offset - done), is_invalid, out));
    done = offset;
    if (is_invalid) {
      Replace({.kind = XmlFlawKind::kInvalidBytes}, out);
    } else {
      Drop(flaw.code_point, out);
    }
  }
  status.Update(Process(text.substr(done), /*at_end=*/false, out));
  put_out_bytes_ += static_cast<int64_t>(out.size() - out_begin_bytes_);
  return status;
}

absl::Status XmlSanitizer::Finish(std::string& out) {
  out_begin_bytes_ = out.size();
  absl::Status status = Process("", /*at_end=*/true, out);
  put_out_bytes_ += static_cast<int64_t>(out.size() - out_begin_bytes_);
  if (status.ok() && (state_ == State::kSkipped || state_ == State::kCdata)) {
    return InvalidArgument(
        ErrorReason::kTmxMalformed,
        "the file ends inside a comment, instruction or CDATA section");
  }
  return status;
}

absl::Status XmlSanitizer::Process(absl::string_view text, bool at_end,
                                   std::string& out) {
  std::string joined;
  if (!held_.empty()) {
    joined = std::exchange(held_, "");
    Append(text, joined);
    text = joined;
  }
  while (!text.empty()) {
    const size_t used = Step(text, at_end, out);
    if (used == 0) break;
    text.remove_prefix(used);
    const bool is_markup = state_ == State::kTag || state_ == State::kDoctype;
    markup_bytes_ = is_markup ? markup_bytes_ + used : 0;
    if (markup_bytes_ > kMaxMarkupBytes) {
      return MakeError(absl::StatusCode::kResourceExhausted,
                       ErrorReason::kTmxMalformed,
                       absl::StrCat("a tag or declaration is longer than ",
                                    kMaxMarkupBytes, " bytes"));
    }
  }
  held_.assign(text.data(), text.size());
  return absl::OkStatus();
}

size_t XmlSanitizer::Step(absl::string_view text, bool at_end,
                          std::string& out) {
  switch (state_) {
    case State::kText:
      return StepText(text, at_end, out);
    case State::kTag:
      return StepTag(text, at_end, out);
    case State::kDoctype:
      return StepDoctype(text, at_end, out);
    case State::kSkipped:
      return StepSkipped(text, at_end, out);
    case State::kCdata:
      return StepCdata(text, at_end, out);
  }
  return 0;
}

size_t XmlSanitizer::StepText(absl::string_view text, bool at_end,
                              std::string& out) {
  if (text[0] == '<') return StepMarkup(text, at_end, out);
  if (text[0] == '&') return StepReference(text, at_end, out);
  size_t size = FindOr(text, '<', text.size());
  size = FindOr(text.substr(0, size), '&', size);
  Append(text.substr(0, size), out);
  return size;
}

size_t XmlSanitizer::StepMarkup(absl::string_view text, bool at_end,
                                std::string& out) {
  struct Opening {
    absl::string_view text;
    State state;
    absl::string_view terminator;
  };
  static constexpr Opening kOpenings[] = {
      {"<!--", State::kSkipped, "-->"},
      {"<?", State::kSkipped, "?>"},
      {"<![CDATA[", State::kCdata, ""},
      {"<!DOCTYPE", State::kDoctype, ""},
  };
  for (const Opening& opening : kOpenings) {
    if (absl::StartsWith(text, opening.text)) {
      if (opening.state == State::kSkipped) {
        BeginSkipped(opening.terminator, State::kText);
      } else {
        state_ = opening.state;
        Append(opening.text, out);
      }
      return opening.text.size();
    }
    if (!at_end && absl::StartsWith(opening.text, text)) return 0;
  }
  state_ = State::kTag;
  out += '<';
  return 1;
}

size_t XmlSanitizer::StepTag(absl::string_view text, bool at_end,
                             std::string& out) {
  if (text[0] == '&') return StepReference(text, at_end, out);
  size_t k = 0;
  bool is_over = false;
  for (; k < text.size() && text[k] != '&' && !is_over; ++k) {
    const char c = text[k];
    if (quote_ != '\0') {
      if (c == quote_) quote_ = '\0';
    } else if (c == '"' || c == '\'') {
      quote_ = c;
    } else if (c == '>') {
      is_over = true;
    }
  }
  Append(text.substr(0, k), out);
  if (is_over) state_ = State::kText;
  return k;
}

size_t XmlSanitizer::StepDoctype(absl::string_view text, bool at_end,
                                 std::string& out) {
  if (text[0] == '<' && quote_ == '\0') {
    for (const absl::string_view opening : {"<!--", "<?"}) {
      if (absl::StartsWith(text, opening)) {
        BeginSkipped(opening == "<?" ? "?>" : "-->", State::kDoctype);
        return opening.size();
      }
      if (!at_end && absl::StartsWith(opening, text)) return 0;
    }
  }
  const char c = text[0];
  out += c;
  if (quote_ != '\0') {
    if (c == quote_) quote_ = '\0';
  } else if (c == '"' || c == '\'') {
    quote_ = c;
  } else if (c == '[') {
    ++bracket_depth_;
  } else if (c == ']') {
    --bracket_depth_;
  } else if (c == '>' && bracket_depth_ <= 0) {
    state_ = State::kText;
  }
  return 1;
}

void XmlSanitizer::BeginSkipped(absl::string_view terminator, State next) {
  state_ = State::kSkipped;
  terminator_ = terminator;
  after_skipped_ = next;
  ended_with_return_ = false;
}

size_t XmlSanitizer::StepSkipped(absl::string_view text, bool at_end,
                                 std::string& out) {
  size_t size = text.find(terminator_);
  size_t used = size + terminator_.size();
  if (size != absl::string_view::npos) {
    state_ = after_skipped_;
  } else {
    const size_t tail = at_end ? 0 : terminator_.size() - 1;
    size = used = text.size() - std::min(text.size(), tail);
  }
  std::string line_ends;
  for (const char c : text.substr(0, size)) {
    // "\r\n" is one line end, also when it comes in two calls.
    if (c == '\r' || (c == '\n' && !ended_with_return_)) line_ends += '\n';
    ended_with_return_ = c == '\r';
  }
  if (!line_ends.empty()) absl::StrAppend(&out, "<!--", line_ends, "-->");
  return used;
}

size_t XmlSanitizer::StepCdata(absl::string_view text, bool at_end,
                               std::string& out) {
  size_t size = text.find("]]>");
  if (size != absl::string_view::npos) {
    size += 3;
    state_ = State::kText;
  } else {
    size = text.size() - (at_end ? 0 : std::min<size_t>(text.size(), 2));
  }
  Append(text.substr(0, size), out);
  return size;
}

size_t XmlSanitizer::StepReference(absl::string_view text, bool at_end,
                                   std::string& out) {
  size_t size = XmlReferenceSize(text);
  if (size == absl::string_view::npos) {
    if (!at_end) return 0;
    size = 0;
  }
  if (size == 0) {
    out += '&';
    return 1;
  }
  const absl::string_view name = text.substr(1, size - 2);
  if (IsCharacterReference(text.substr(0, size))) {
    return StepCharacterReference(text, size, at_end, out);
  }
  if (!IsPredefinedEntity(name) && IsEntityName(name)) {
    Replace(
        {.kind = XmlFlawKind::kUndefinedEntity, .entity = std::string(name)},
        out);
  } else {
    Append(text.substr(0, size), out);
  }
  return size;
}

size_t XmlSanitizer::StepCharacterReference(absl::string_view text, size_t size,
                                            bool at_end, std::string& out) {
  const absl::string_view reference = text.substr(0, size);
  const std::optional<char32_t> code_point = ParseCharacterReference(reference);
  if (!code_point.has_value() || IsXmlCharacter(*code_point)) {
    Append(reference, out);
    return size;
  }
  if (*code_point >= 0xD800 && *code_point <= 0xDBFF) {
    const absl::string_view rest = text.substr(size);
    if (rest.empty() && !at_end) return 0;
    const size_t next_size =
        rest.empty() || rest[0] != '&' ? 0 : XmlReferenceSize(rest);
    if (next_size == absl::string_view::npos && !at_end) return 0;
    const absl::string_view next = rest.substr(0, next_size);
    if (IsCharacterReference(next) && next.back() == ';') {
      const char32_t low = ParseCharacterReference(next).value_or(0);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        absl::StrAppendFormat(
            &out, "&#x%X;",
            0x10000 + ((*code_point - 0xD800) << 10) + (low - 0xDC00));
        return size + next_size;
      }
    }
  }
  Drop(*code_point, out);
  return size;
}

void XmlSanitizer::Replace(XmlFlaw flaw, std::string& out) {
  if (state_ == State::kSkipped) return;
  AddFlaw(std::move(flaw), out);
  Append(kReplacement, out);
}

void XmlSanitizer::Drop(char32_t code_point, const std::string& out) {
  ++dropped_characters_[code_point];
  if (state_ == State::kSkipped) return;
  AddFlaw({.kind = XmlFlawKind::kIllegalCharacter, .code_point = code_point},
          out);
}

void XmlSanitizer::AddFlaw(XmlFlaw flaw, const std::string& out) {
  if (flaw.kind == XmlFlawKind::kIllegalCharacter &&
      flaws_.size() >= kMaxPendingFlaws) {
    return;  // Counted all the same.
  }
  flaw.offset_bytes =
      put_out_bytes_ + static_cast<int64_t>(out.size() - out_begin_bytes_);
  flaws_.push_back(std::move(flaw));
}

}  // namespace presstm
