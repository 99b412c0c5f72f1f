// What a TMX file says of itself.
#ifndef TM_STORE_EXCHANGE_TMX_HEADER_H_
#define TM_STORE_EXCHANGE_TMX_HEADER_H_

#include <string>
#include <vector>

#include "tm_store/model/translation_unit.h"

namespace presstm {

// The <tmx> and <header> elements: attributes as written, "" where absent.
struct TmxHeader {
  std::string version;
  std::string creation_tool;
  std::string creation_tool_version;
  std::string segment_type;     // segtype
  std::string original_format;  // o-tmf
  std::string admin_language;
  std::string source_language;  // srclang; "" also for "*all*".
  std::string data_type;
  std::vector<Property> properties;
  std::vector<std::string> notes;

  friend bool operator==(const TmxHeader&, const TmxHeader&) = default;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_HEADER_H_
