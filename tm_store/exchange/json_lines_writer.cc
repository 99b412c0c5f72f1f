#include "tm_store/exchange/json_lines_writer.h"

#include "tm_store/exchange/json_fields.h"

namespace presstm {

std::string JsonLinesWriter::Unit(const TranslationUnit& unit) const {
  return ToText(UnitToJson(unit)) + "\n";
}

}  // namespace presstm
