#include "tm_store/exchange/text_lines.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"

namespace presstm {
namespace {

constexpr size_t kMaxDroppedCharacters = 10;

}  // namespace

void TextLines::Finish() {
  Take(decoder_.Finish());
  if (!line_.text.empty() || line_.has_invalid_bytes ||
      !line_.dropped_characters.empty()) {
    EndLine(false);
  }
}

void TextLines::Take(const DecodedText& decoded) {
  const absl::string_view text = decoded.text;
  auto flaw = decoded.flaws.begin();
  size_t begin = 0;
  while (true) {
    const size_t end = text.find('\n', begin);
    const size_t upto = std::min(end, text.size());
    for (; flaw != decoded.flaws.end() &&
           flaw->offset_bytes <= static_cast<int64_t>(upto);
         ++flaw) {
      AddFlaw(*flaw);
    }
    Append(text.substr(begin, upto - begin));
    if (end == absl::string_view::npos) return;
    EndLine(true);
    begin = end + 1;
  }
}

void TextLines::AddFlaw(const XmlFlaw& flaw) {
  line_.has_invalid_bytes |= flaw.kind == XmlFlawKind::kInvalidBytes;
  if (flaw.kind != XmlFlawKind::kIllegalCharacter) return;
  std::vector<char32_t>& dropped = line_.dropped_characters;
  if (dropped.size() < kMaxDroppedCharacters &&
      std::ranges::find(dropped, flaw.code_point) == dropped.end()) {
    dropped.push_back(flaw.code_point);
  }
}

void TextLines::Append(absl::string_view text) {
  if (line_.text.size() + text.size() > kMaxLineBytes) {
    line_.is_cut = true;
    return;
  }
  line_.text.append(text.data(), text.size());
}

void TextLines::EndLine(bool has_line_feed) {
  if (has_line_feed && absl::EndsWith(line_.text, "\r")) {
    line_.has_carriage_return = true;
    line_.text.pop_back();
  }
  line_.has_line_feed = has_line_feed;
  const int64_t number = line_.number;
  lines_.push_back(std::exchange(line_, {.number = number + 1}));
}

}  // namespace presstm
