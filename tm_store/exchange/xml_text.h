// Text as XML.
#ifndef TM_STORE_EXCHANGE_XML_TEXT_H_
#define TM_STORE_EXCHANGE_XML_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace presstm {

// Append `text` such that an XML parser gives it back: as content of an
// element, or between the double quotes of an attribute. Characters that XML
// does not allow are left out; invalid UTF-8 becomes U+FFFD.
void AppendXmlText(absl::string_view text, std::string& out);
void AppendXmlAttributeValue(absl::string_view text, std::string& out);

// Appends ` name="value"`, or nothing if `value` is empty.
void AppendXmlAttribute(absl::string_view name, absl::string_view value,
                        std::string& out);

// Whether `fragment` can stand inside an element: well-formed, no entities
// but the predefined ones, no declarations.
bool IsXmlFragment(absl::string_view fragment);

// The text of an XML fragment: tags dropped, predefined entities and
// character references resolved. What is no markup stays as it is.
std::string XmlFragmentText(absl::string_view fragment);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XML_TEXT_H_
