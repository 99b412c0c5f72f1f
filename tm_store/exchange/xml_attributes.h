// The attributes of one start tag.
#ifndef TM_STORE_EXCHANGE_XML_ATTRIBUTES_H_
#define TM_STORE_EXCHANGE_XML_ATTRIBUTES_H_

#include "absl/strings/string_view.h"

namespace presstm {

// A view of a null-terminated list name, value, name, value, ...: valid as
// long as that list. Look-ups are linear: tags have a handful of attributes.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}

  // The value as written; "" if there is no such attribute. `name` is not
  // empty.
  absl::string_view Get(absl::string_view name) const {
    for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
      // Most differ in the first character, and that is cheap to see.
      if (name[0] == pair[0][0] && name == pair[0]) return pair[1];
    }
    return "";
  }

  // Calls `visit(name, value)` for each in order.
  template <typename Visitor>
  void ForEach(Visitor visit) const {
    for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
      visit(absl::string_view(pair[0]), absl::string_view(pair[1]));
    }
  }

 private:
  const char* const* pairs_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XML_ATTRIBUTES_H_
