// The options of sub-commands that look up documents.
#ifndef CLIENT_DOCUMENT_OPTIONS_H_
#define CLIENT_DOCUMENT_OPTIONS_H_

#include <optional>

#include "client/lookup_request.h"
#include "tm_store/exchange/document_reader.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace presstm {

// What the command line says of documents.
class DocumentFlags {
 public:
  // The help for what FILE may be.
  static constexpr char kFileHelp[] =
      "XLIFF 1.2 or 2, TMX, or text with a segment a line; packed if it ends "
      "in .gz; - is stdin";

  // Adds format and languages to `sub`, which must outlive this.
  void AddTo(CLI::App& sub);
  // Adds which memories and units, and what ranks first.
  void AddLookupTo(CLI::App& sub);

  // What --format says.
  std::optional<DocumentFormat> format() const;
  DocumentLanguages languages() const {
    return {.source = lookup.from, .target = lookup.to};
  }

  LookupFlags lookup;

 private:
  DocumentFormat format_ = DocumentFormat::kText;
  const CLI::Option* format_option_ = nullptr;
};

}  // namespace presstm

#endif  // CLIENT_DOCUMENT_OPTIONS_H_
