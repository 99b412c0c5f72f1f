// Writes JSON Lines: what JsonLinesReader reads.
#ifndef TM_STORE_EXCHANGE_JSON_LINES_WRITER_H_
#define TM_STORE_EXCHANGE_JSON_LINES_WRITER_H_

#include <string>

#include "tm_store/exchange/file_writer.h"

namespace presstm {

// Immutable. Reading the file back gives equal units, ids, memory and revision
// aside.
class JsonLinesWriter final : public FileWriter {
 public:
  std::string Header() const override { return ""; }
  std::string Unit(const TranslationUnit& unit) const override;
  std::string Footer() const override { return ""; }
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_JSON_LINES_WRITER_H_
