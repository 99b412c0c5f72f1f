// Writes CSV and TSV: what DelimitedReader reads.
#ifndef TM_STORE_EXCHANGE_DELIMITED_WRITER_H_
#define TM_STORE_EXCHANGE_DELIMITED_WRITER_H_

#include <map>
#include <string>
#include <vector>

#include "tm_store/exchange/delimited_columns.h"
#include "tm_store/exchange/delimited_reader.h"
#include "tm_store/exchange/file_writer.h"

namespace presstm {

// A column for each language of the units, as often as a unit has variants in
// it, and one for every field any of them has. Reading the file back gives
// equal units, but for the order of their languages, which is that of the
// columns. Without units the file has the names of the fields only.
// Thread-compatible; immutable after Plan.
class DelimitedWriter final : public FileWriter {
 public:
  // The columns of `source_language` come first; "" = those of the first unit.
  DelimitedWriter(DelimitedFormat format, std::string source_language)
      : format_(format), source_language_(std::move(source_language)) {}

  bool needs_plan() const override { return true; }
  void Plan(const TranslationUnit& unit) override;

  std::string Header() const override;
  std::string Unit(const TranslationUnit& unit) const override;
  std::string Footer() const override { return ""; }

 private:
  // What of a language some unit has.
  struct LanguageUse {
    size_t variants = 0;  // The most in one unit.
    bool has_codes = false;
    bool has_properties = false;
    bool has_notes = false;

    friend bool operator==(const LanguageUse&, const LanguageUse&) = default;
  };

  static std::vector<Column> FieldColumns();
  std::vector<Column> Columns() const;
  std::string Row(std::vector<std::string> cells) const;

  const DelimitedFormat format_;
  const std::string source_language_;
  std::vector<std::string> languages_;  // In order of appearance.
  std::map<std::string, LanguageUse> uses_;
  std::vector<bool> has_field_;  // Of the unit's fields, in order.
  std::vector<Column> columns_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_DELIMITED_WRITER_H_
