#include "client/document_options.h"

#include <map>
#include <string>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "client/lookup_options.h"
#include "client/option_checks.h"

namespace presstm {

void DocumentFlags::AddTo(CLI::App& sub) {
  const std::map<std::string, DocumentFormat> formats = {
      {"xliff", DocumentFormat::kXliff},
      {"tmx", DocumentFormat::kTmx},
      {"text", DocumentFormat::kText}};
  format_option_ =
      sub.add_option("--format", format_,
                     "The file's format; without it its name tells")
          ->transform(OneOf(formats))
          ->option_text("xliff|tmx|text");
  sub.add_option("--from", lookup.from,
                 "The language of the text, where the file does not say")
      ->type_name("LANG");
  sub.add_option("--to", lookup.to,
                 "The language of the translations, where the file does not "
                 "say; TMX and text never do")
      ->type_name("LANG");
}

void DocumentFlags::AddLookupTo(CLI::App& sub) {
  AddDocumentLookupOptions(sub, lookup);
}

std::optional<DocumentFormat> DocumentFlags::format() const {
  if (format_option_ == nullptr || format_option_->count() == 0) {
    return std::nullopt;
  }
  return format_;
}

}  // namespace presstm
