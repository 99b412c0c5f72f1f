// Imports: what is asked for and what goes wrong.
#ifndef SERVER_CONVERTERS_IMPORT_CONVERTER_H_
#define SERVER_CONVERTERS_IMPORT_CONVERTER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/exchange/file_format.h"
#include "tm_store/exchange/file_unit.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// As v1::ImportMode.
enum class ImportMode { kKeepGood, kAtomic, kStrict };

struct ImportSettings {
  std::string memory;  // Its name in the library.
  WriteRule write_rule = WriteRule::kUnspecified;
  std::string source_name;
  Origin default_origin = Origin::kImported;
  bool validate_only = false;
  bool allow_missing = false;  // Only with validate_only.
  ImportMode mode = ImportMode::kKeepGood;
  FileFormat format = FileFormat::kTmx;
  std::vector<std::string> columns;
};

// InvalidArgument for numbers that are no format.
absl::StatusOr<FileFormat> FromProto(v1::FileFormat format);

v1::FileFormat ToProto(FileFormat format);

// InvalidArgument names the field inside the config.
absl::StatusOr<ImportSettings> FromProto(const v1::ImportTmxConfig& proto);

v1::ImportProblem ToProto(const FileProblem& problem);

// The problem of a unit, begun at `line`, that the library refused.
v1::ImportProblem RefusedUnitToProto(int64_t line, absl::string_view tuid,
                                     const absl::Status& status);

// The problem that ended the reading of a file. The line is taken from the
// message, which begins "line 120: ".
v1::ImportProblem MalformedFileToProto(const absl::Status& status);

// Puts the file's name before such a message: "press.tmx:120: ...". Without a
// name it stays as it is.
absl::Status WithSourceName(const absl::Status& status,
                            const std::string& source_name);

}  // namespace presstm

#endif  // SERVER_CONVERTERS_IMPORT_CONVERTER_H_
