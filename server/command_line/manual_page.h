// Manual pages, from what --help is made of.
#ifndef COMMAND_LINE_MANUAL_PAGE_H_
#define COMMAND_LINE_MANUAL_PAGE_H_

#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"

namespace presstm {

// What help does not have.
struct ManualSection {
  std::string title;                    // "SEE ALSO".
  std::vector<std::string> paragraphs;  // Plain text.
};

struct ManualOptions {
  int section = 1;
  std::string version;
  std::vector<ManualSection> sections;  // At the end.
};

// Returns the page in roff with man(7)'s macros: every option and sub-command
// that help shows. Its date is that of SOURCE_DATE_EPOCH in the environment,
// or else today.
std::string ManualPage(const CLI::App& app, const ManualOptions& options);

// Adds --print-man-page. The parse ends with a CLI::Success then, whose text is
// the page.
void AddManualFlag(CLI::App& app, const ManualOptions& options);

}  // namespace presstm

#endif  // COMMAND_LINE_MANUAL_PAGE_H_
