// Reads JSON Lines: a translation unit a line.
#ifndef TM_STORE_EXCHANGE_JSON_LINES_READER_H_
#define TM_STORE_EXCHANGE_JSON_LINES_READER_H_

#include <cstdint>
#include <set>
#include <string>

#include "tm_store/exchange/json_fields.h"
#include "tm_store/exchange/line_unit_reader.h"

namespace presstm {

// Units as UnitToJson (json_fields.h) and the client's `get` write them. Empty
// lines are passed over; any other line that is no unit is rejected alone. Keys
// that nobody knows are left out, each reported where it is first met.
class JsonLinesReader final : public LineUnitReader {
 protected:
  absl::Status TakeLine(const TextLine& line) override;
  absl::Status EndFile() override { return absl::OkStatus(); }

 private:
  void ReportUnknownKeys(const Json& json, int64_t line);

  std::set<std::string> reported_keys_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_JSON_LINES_READER_H_
