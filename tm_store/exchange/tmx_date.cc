#include "tm_store/exchange/tmx_date.h"

#include "absl/strings/ascii.h"
#include "absl/time/civil_time.h"

namespace presstm {
namespace {

// Takes numbers of a fixed width and separators off the front of a text.
class Scanner {
 public:
  explicit Scanner(absl::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  // Skips one of `characters` if it comes next.
  bool Skip(absl::string_view characters) {
    if (at_end() || !Contains(characters, rest_[0])) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // The number of `width` digits that comes next.
  std::optional<int> Number(size_t width) {
    if (rest_.size() < width) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, width)) {
      if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) {
        return std::nullopt;
      }
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(width);
    return value;
  }

  void SkipDigits() {
    while (Skip("0123456789")) {
    }
  }

 private:
  static bool Contains(absl::string_view text, char c) {
    return text.find(c) != absl::string_view::npos;
  }

  absl::string_view rest_;
};

// A date and time of day; what is missing keeps its first value.
struct Fields {
  int year = 0;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

bool ReadDay(Scanner& scanner, Fields& fields) {
  const std::optional<int> year = scanner.Number(4);
  if (!year.has_value()) return false;
  fields.year = *year;
  for (int* field : {&fields.month, &fields.day}) {
    const bool has_dash = scanner.Skip("-");
    const std::optional<int> number = scanner.Number(2);
    if (!number.has_value()) return !has_dash;
    *field = *number;
  }
  return true;
}

bool ReadTimeOfDay(Scanner& scanner, Fields& fields) {
  const std::optional<int> hour = scanner.Number(2);
  if (!hour.has_value()) return false;
  fields.hour = *hour;
  for (int* field : {&fields.minute, &fields.second}) {
    const bool has_colon = scanner.Skip(":");
    const std::optional<int> number = scanner.Number(2);
    if (!number.has_value()) return !has_colon;
    *field = *number;
  }
  if (scanner.Skip(".,")) scanner.SkipDigits();
  return true;
}

std::optional<absl::Duration> ReadZone(Scanner& scanner) {
  if (scanner.at_end() || scanner.Skip("Zz")) return absl::ZeroDuration();
  const bool is_west = scanner.Skip("-");
  if (!is_west && !scanner.Skip("+")) return std::nullopt;
  const std::optional<int> hours = scanner.Number(2);
  if (!hours.has_value() || *hours > 14) return std::nullopt;
  scanner.Skip(":");
  const int minutes = scanner.Number(2).value_or(0);
  const absl::Duration zone = absl::Hours(*hours) + absl::Minutes(minutes);
  return is_west ? -zone : zone;
}

std::optional<absl::Time> ToTime(const Fields& fields) {
  if (fields.hour > 24 || fields.minute > 59 || fields.second > 60) {
    return std::nullopt;
  }
  const absl::CivilDay day(fields.year, fields.month, fields.day);
  if (day.month() != fields.month || day.day() != fields.day) {
    return std::nullopt;
  }
  return absl::FromCivil(absl::CivilSecond(day), absl::UTCTimeZone()) +
         absl::Hours(fields.hour) + absl::Minutes(fields.minute) +
         absl::Seconds(fields.second);
}

}  // namespace

std::optional<absl::Time> ParseTmxDate(absl::string_view text) {
  Scanner scanner(absl::StripAsciiWhitespace(text));
  Fields fields;
  if (!ReadDay(scanner, fields)) return std::nullopt;
  if (scanner.Skip("Tt ") && !ReadTimeOfDay(scanner, fields)) {
    return std::nullopt;
  }
  const std::optional<absl::Duration> zone = ReadZone(scanner);
  if (!zone.has_value() || !scanner.at_end()) return std::nullopt;
  const std::optional<absl::Time> time = ToTime(fields);
  if (!time.has_value()) return std::nullopt;
  return *time - *zone;
}

std::string FormatTmxDate(absl::Time time) {
  const absl::CivilSecond earliest(0, 1, 1);
  const absl::CivilSecond end(10000, 1, 1);
  if (time < absl::FromCivil(earliest, absl::UTCTimeZone()) ||
      time >= absl::FromCivil(end, absl::UTCTimeZone())) {
    return "";
  }
  return absl::FormatTime("%E4Y%m%dT%H%M%SZ", time, absl::UTCTimeZone());
}

}  // namespace presstm
