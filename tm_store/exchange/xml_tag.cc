#include "tm_store/exchange/xml_tag.h"

#include <algorithm>

namespace presstm {
namespace {

constexpr absl::string_view kSpaces = " \t\r\n";

}  // namespace

absl::string_view TagName(absl::string_view tag) {
  return tag.substr(1, tag.find_first_of(" \t\r\n/>", 1) - 1);
}

std::optional<AttributePlace> FindAttribute(absl::string_view tag,
                                            absl::string_view name) {
  size_t place = 1 + TagName(tag).size();
  while (true) {
    const size_t begin = tag.find_first_not_of(kSpaces, place);
    const size_t equals = tag.find('=', place);
    if (begin == absl::string_view::npos || equals == absl::string_view::npos) {
      return std::nullopt;
    }
    const size_t name_end = std::min(tag.find_first_of(kSpaces, begin), equals);
    const size_t open = tag.find_first_of("\"'", equals);
    if (open == absl::string_view::npos) return std::nullopt;
    const size_t close = tag.find(tag[open], open + 1);
    if (close == absl::string_view::npos) return std::nullopt;
    if (tag.substr(begin, name_end - begin) == name) {
      return AttributePlace{.begin = place,
                            .value_begin = open + 1,
                            .value_end = close,
                            .end = close + 1};
    }
    place = close + 1;
  }
}

std::string WithoutAttributes(absl::string_view tag,
                              std::initializer_list<absl::string_view> names) {
  std::string rest(tag);
  for (const absl::string_view name : names) {
    if (const auto place = FindAttribute(rest, name)) {
      rest.erase(place->begin, place->end - place->begin);
    }
  }
  return rest;
}

}  // namespace presstm
