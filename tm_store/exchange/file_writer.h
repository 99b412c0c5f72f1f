// What the writers of all file formats have in common.
#ifndef TM_STORE_EXCHANGE_FILE_WRITER_H_
#define TM_STORE_EXCHANGE_FILE_WRITER_H_

#include <string>

#include "tm_store/model/translation_unit.h"

namespace presstm {

// Makes a file piece by piece: Header, any number of units, Footer.
class FileWriter {
 public:
  virtual ~FileWriter() = default;

  // Whether Plan must see all units before Header.
  virtual bool needs_plan() const { return false; }
  // Takes into account that `unit` will be written.
  virtual void Plan(const TranslationUnit& unit) { static_cast<void>(unit); }

  virtual std::string Header() const = 0;
  // With its line end.
  virtual std::string Unit(const TranslationUnit& unit) const = 0;
  virtual std::string Footer() const = 0;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_FILE_WRITER_H_
