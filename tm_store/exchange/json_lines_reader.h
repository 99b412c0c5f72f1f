// Reads JSON Lines: a translation unit a line.
#ifndef TM_STORE_EXCHANGE_JSON_LINES_READER_H_
#define TM_STORE_EXCHANGE_JSON_LINES_READER_H_

#include "tm_store/exchange/line_unit_reader.h"

namespace presstm {

// Units as UnitToJson (json_fields.h) and the client's `get` write them. Empty
// lines are passed over; any other line that is no unit is rejected alone.
class JsonLinesReader final : public LineUnitReader {
 protected:
  absl::Status TakeLine(const TextLine& line) override;
  absl::Status EndFile() override { return absl::OkStatus(); }
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_JSON_LINES_READER_H_
