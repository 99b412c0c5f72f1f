#include "tm_store/exchange/markup_spans.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace presstm {
namespace {

constexpr size_t kNone = SIZE_MAX;

// "<g id="1"/>" as "<g id="1">", and the end tag that goes with it.
std::string WithoutSlash(absl::string_view tag) {
  return absl::StrCat(tag.substr(0, tag.size() - 2), ">");
}
std::string EndTagOf(absl::string_view tag) {
  return absl::StrCat("</", tag.substr(1, tag.find_first_of(" \t\r\n/>") - 1),
                      ">");
}

}  // namespace

void MarkupSpans::Start(size_t codes_before, size_t codes_after, Tag tag) {
  if (codes_after == codes_before) {
    open_.push_back(kNone);
    return;
  }
  open_.push_back(codes_.size());
  codes_.push_back({.span = tag});
}

void MarkupSpans::End(size_t codes_before, size_t codes_after, Tag tag) {
  if (open_.empty()) return;
  const size_t start = open_.back();
  open_.pop_back();
  if (codes_after == codes_before) {
    if (start != kNone) codes_[start].span.end = tag.end;
    return;
  }
  Code close = {.span = tag};
  if (tag.begin == tag.end && start != kNone) {
    close.opened_by = start;
    close.is_half_of_tag = codes_[start].is_half_of_tag = true;
  }
  codes_.push_back(close);
}

std::vector<std::string> MarkupSpans::Take(absl::string_view text,
                                           int64_t text_begin) {
  const auto written = [&](const Tag& span) {
    return text.substr(static_cast<size_t>(span.begin - text_begin),
                       static_cast<size_t>(span.end - span.begin));
  };
  std::vector<std::string> markup;
  for (const Code& code : codes_) {
    if (!code.is_half_of_tag) {
      markup.emplace_back(written(code.span));
    } else if (code.span.begin == code.span.end) {
      markup.push_back(EndTagOf(written(codes_[code.opened_by].span)));
    } else {
      markup.push_back(WithoutSlash(written(code.span)));
    }
  }
  codes_.clear();
  open_.clear();
  return markup;
}

}  // namespace presstm
