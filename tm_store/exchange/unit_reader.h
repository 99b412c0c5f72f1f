// What the readers of all file formats have in common.
#ifndef TM_STORE_EXCHANGE_UNIT_READER_H_
#define TM_STORE_EXCHANGE_UNIT_READER_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tm_store/exchange/file_unit.h"

namespace presstm {

// Takes the bytes of one file as they come and gives its units. One bad unit
// never costs the others: what cannot be stored is left out and reported with
// its line.
//
// How the chunks are cut makes no difference to what comes out in the end, but
// units may come some 64 KiB of text after their last byte was fed. Memory:
// units not yet taken plus some hundred kilobytes, whatever the size of the
// file; so take them after every Feed, and feed at most megabytes.
// Thread-compatible. O(bytes) time.
//
//   const std::unique_ptr<UnitReader> reader = ...;
//   while (...) { status = reader->Feed(bytes); Store(reader->TakeUnits()); }
//   status = reader->Finish(); Store(reader->TakeUnits());
class UnitReader {
 public:
  virtual ~UnitReader() = default;

  // Takes the next bytes. InvalidArgument with reason TMX_MALFORMED or
  // FILE_MALFORMED and a message beginning "line 120: " where the file cannot
  // be read any further; ResourceExhausted, same reasons, where something
  // exceeds the bounds. Units before the fault can still be taken; later calls
  // give the same error.
  virtual absl::Status Feed(absl::string_view bytes) = 0;

  // Says that the file is over. The errors of Feed, also for a file that is
  // empty or ends too early.
  virtual absl::Status Finish() = 0;

  // Return what has come since the last call, in order of the file.
  virtual std::vector<FileUnit> TakeUnits() = 0;
  virtual std::vector<FileProblem> TakeProblems() = 0;

  // Totals so far. Units met in the file = read + rejected.
  virtual int64_t units_read() const = 0;
  virtual int64_t units_rejected() const = 0;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_UNIT_READER_H_
