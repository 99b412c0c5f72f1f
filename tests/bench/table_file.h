// Reads the tables the benchmarks take their segments from.
#ifndef TESTS_BENCH_TABLE_FILE_H_
#define TESTS_BENCH_TABLE_FILE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace presstm {

// The lines of `path`, plain or gzip, without their ends.
absl::StatusOr<std::vector<std::string>> ReadLines(const std::string& path);

// The cells below the header `column` of a tab-separated table, one per row,
// empty where the table has none. InvalidArgument if there is no such column.
absl::StatusOr<std::vector<std::string>> ReadColumn(const std::string& path,
                                                    absl::string_view column);

}  // namespace presstm

#endif  // TESTS_BENCH_TABLE_FILE_H_
