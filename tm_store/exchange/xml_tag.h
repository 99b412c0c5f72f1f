// Start tags of well-formed XML as they are written.
#ifndef TM_STORE_EXCHANGE_XML_TAG_H_
#define TM_STORE_EXCHANGE_XML_TAG_H_

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace presstm {

// Where an attribute stands in a tag, in bytes.
struct AttributePlace {
  size_t begin = 0;  // With the white space before it.
  size_t value_begin = 0;
  size_t value_end = 0;
  size_t end = 0;
};

// Nullopt if the tag has no such attribute. O(bytes) time.
std::optional<AttributePlace> FindAttribute(absl::string_view tag,
                                            absl::string_view name);

// The name in the tag, with its prefix.
absl::string_view TagName(absl::string_view tag);

// Returns the tag without the attributes named.
std::string WithoutAttributes(absl::string_view tag,
                              std::initializer_list<absl::string_view> names);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XML_TAG_H_
