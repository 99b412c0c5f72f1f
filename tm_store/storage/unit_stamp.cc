#include "tm_store/storage/unit_stamp.h"

#include <algorithm>

namespace presstm {

void StampNew(absl::Time now, const std::string& actor, TranslationUnit& unit) {
  if (unit.create_time == absl::InfinitePast() &&
      unit.change_time == absl::InfinitePast()) {
    unit.create_time = now;
    unit.change_time = now;
    if (unit.created_by.empty()) unit.created_by = actor;
    if (unit.changed_by.empty()) unit.changed_by = unit.created_by;
  } else if (unit.create_time == absl::InfinitePast()) {
    unit.create_time = std::min(now, unit.change_time);
  } else if (unit.change_time == absl::InfinitePast()) {
    unit.change_time = unit.create_time;
    if (unit.changed_by.empty()) unit.changed_by = unit.created_by;
  }
}

void StampChange(absl::Time now, const std::string& actor,
                 const TranslationUnit& stored, TranslationUnit& unit) {
  const bool is_new_time = unit.change_time != absl::InfinitePast() &&
                           unit.change_time != stored.change_time;
  if (is_new_time) return;
  unit.change_time = now;
  unit.changed_by = actor;
}

}  // namespace presstm
