// Reads TMX files of any version and tool, in a stream.
#ifndef TM_STORE_EXCHANGE_TMX_READER_H_
#define TM_STORE_EXCHANGE_TMX_READER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tm_store/exchange/tmx_unit.h"

namespace presstm {

// Takes the bytes of one TMX file as they come and gives its units.
//
// Reads TMX 1.1 to 1.4b, levels 1 and 2, in any encoding (text_encoding.h).
// One bad unit never costs the others: what cannot be stored is left out and
// reported with its line. DOCTYPE is read over, its file never opened;
// entities are not expanded: a file that declares any is refused. Bounds are
// those of base/limits.h, kMaxMarkupBytes and kMaxTmxUnitBytes.
//
// How the chunks are cut makes no difference to what comes out in the end,
// but units may come some 64 KiB of text after their last byte was fed.
// Memory: units not yet taken plus some hundred kilobytes, whatever the size
// of the file; so take them after every Feed, and feed at most megabytes.
// Thread-compatible. O(bytes) time.
//
//   TmxReader reader;
//   while (...) { status = reader.Feed(bytes); Store(reader.TakeUnits()); }
//   status = reader.Finish(); Store(reader.TakeUnits());
class TmxReader {
 public:
  TmxReader();
  ~TmxReader();
  TmxReader(const TmxReader&) = delete;
  TmxReader& operator=(const TmxReader&) = delete;

  // Takes the next bytes. InvalidArgument with reason TMX_MALFORMED and a
  // message beginning "line 120: " where the file is not well-formed, not
  // TMX, or declares entities; ResourceExhausted, same reason, where a tag
  // exceeds kMaxMarkupBytes. Units before the fault can still be taken; later
  // calls give the same error.
  absl::Status Feed(absl::string_view bytes);

  // Says that the file is over. The errors of Feed, also for a file that is
  // empty or ends too early.
  absl::Status Finish();

  // Return what has come since the last call, in order of the file.
  std::vector<TmxUnit> TakeUnits();
  std::vector<TmxProblem> TakeProblems();

  // Complete once the first unit has come.
  const TmxHeader& header() const;

  // Totals so far. `<tu>` elements met = read + rejected.
  int64_t units_read() const;
  int64_t units_rejected() const;
  // How often each character that XML does not allow was left out.
  const std::map<char32_t, int64_t>& dropped_characters() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_READER_H_
