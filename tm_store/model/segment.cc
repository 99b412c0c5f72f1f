#include "tm_store/model/segment.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace presstm {
namespace {

std::string DisplayCode(const InlineCode& code) {
  switch (code.kind) {
    case InlineCodeKind::kOpen:
      return absl::StrCat("<", code.number, ">");
    case InlineCodeKind::kClose:
      return absl::StrCat("</", code.number, ">");
    case InlineCodeKind::kStandalone:
      return absl::StrCat("<", code.number, "/>");
  }
  return "";
}

// Takes the open code that `close` ends out of `open_codes` and returns its
// number, or 0 if there is none.
int TakeNumberOfOpen(const InlineCode& close,
                     std::vector<std::pair<std::string, int>>& open_codes) {
  for (size_t k = open_codes.size(); k-- > 0;) {
    if (open_codes[k].first == close.i) {
      const int number = open_codes[k].second;
      open_codes.erase(open_codes.begin() + static_cast<std::ptrdiff_t>(k));
      return number;
    }
  }
  if (!close.i.empty() || open_codes.empty()) return 0;
  const int number = open_codes.back().second;
  open_codes.pop_back();
  return number;
}

}  // namespace

std::string ToDisplayText(const Segment& segment) {
  std::string display;
  size_t copied = 0;
  for (const InlineCode& code : segment.codes) {
    absl::StrAppend(&display,
                    segment.text.substr(copied, code.position_bytes - copied),
                    DisplayCode(code));
    copied = code.position_bytes;
  }
  absl::StrAppend(&display, segment.text.substr(copied));
  return display;
}

void NumberInlineCodes(Segment& segment) {
  int next_number = 1;
  std::vector<std::pair<std::string, int>> open_codes;  // TMX i, number
  for (InlineCode& code : segment.codes) {
    if (code.kind == InlineCodeKind::kClose) {
      code.number = TakeNumberOfOpen(code, open_codes);
      if (code.number == 0) code.number = next_number++;
      continue;
    }
    code.number = next_number++;
    if (code.kind == InlineCodeKind::kOpen) {
      open_codes.emplace_back(code.i, code.number);
    }
  }
}

}  // namespace presstm
