// One row of a CSV or TSV file as a translation unit, and back.
#ifndef TM_STORE_EXCHANGE_DELIMITED_ROW_H_
#define TM_STORE_EXCHANGE_DELIMITED_ROW_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tm_store/exchange/delimited_columns.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// Cells beyond the columns must be empty; missing ones count as empty. A
// language whose cell is empty has no variant. InvalidArgument names the
// column as its field (error.h).
absl::StatusOr<TranslationUnit> UnitFromCells(
    const std::vector<Column>& columns, std::vector<std::string> cells);

// The cells of `columns`, the last of which is kExact, left empty. Variants
// take the columns of their language in order; what has no column is lost.
std::vector<std::string> CellsFromUnit(const std::vector<Column>& columns,
                                       const TranslationUnit& unit);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_DELIMITED_ROW_H_
