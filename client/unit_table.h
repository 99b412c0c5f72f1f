// Translation units from a table: one on each line, a column for each
// language, separated by tabs. What `presstm add` reads from standard input.
#ifndef CLIENT_UNIT_TABLE_H_
#define CLIENT_UNIT_TABLE_H_

#include <istream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "client/import_report.h"
#include "client/session.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

struct UnitTableOptions {
  std::string memory;
  std::vector<std::string> languages;  // Of the columns; the first = source.
  v1::TranslationUnit facts;           // What all units have in common.
  v1::WriteRule rule = v1::WRITE_RULE_UNSPECIFIED;
};

// Writes the units to the memory, some hundred at a time, and counts them in
// `report`. An empty cell is a missing variant. Lines with another number of
// cells and units that are not valid are problems of the report; a server that
// fails, or a language nobody knows, is an error, and what was written before
// stays.
absl::Status AddUnitTable(Session& session, std::istream& input,
                          const UnitTableOptions& options,
                          ImportReport& report);

}  // namespace presstm

#endif  // CLIENT_UNIT_TABLE_H_
