// A page that is cut off hides the ids from the place where it begins to the
// next page. Seeking an id behind it meets only the pages on the way there: so
// the next id that can be read is found by steps that double until one does
// not meet the damage, and then by halving the last of them. Of several damaged
// pages near each other the steps may overleap a good one; what is on it is
// mostly found in the other table.
#include "tm_store/storage/unit_id_scan.h"

#include <algorithm>
#include <limits>

#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// Not to be answered from an index, which is another tree.
constexpr char kSeekUnit[] =
    "SELECT id FROM translation_unit NOT INDEXED WHERE id >= ? "
    "ORDER BY id LIMIT 1";
constexpr char kSeekVariant[] =
    "SELECT translation_unit_id FROM variant "
    "WHERE translation_unit_id >= ? ORDER BY translation_unit_id LIMIT 1";

constexpr int64_t kMaxId = std::numeric_limits<int64_t>::max();

}  // namespace

UnitIdScan::UnitIdScan(SqliteConnection& connection, TranslationUnitId after)
    : last_(after.value),
      units_(connection, kSeekUnit),
      variants_(connection, kSeekVariant) {}

absl::StatusOr<std::optional<TranslationUnitId>> UnitIdScan::Next() {
  if (last_ == kMaxId) return std::nullopt;
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<int64_t> unit,
                           units_.From(last_ + 1));
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<int64_t> variant,
                           variants_.From(last_ + 1));
  if (!unit.has_value() && !variant.has_value()) return std::nullopt;
  last_ = std::min(unit.value_or(kMaxId), variant.value_or(kMaxId));
  return TranslationUnitId{last_};
}

absl::StatusOr<std::optional<int64_t>> UnitIdScan::Source::From(int64_t from) {
  if (is_over_) return std::nullopt;
  if (found_.has_value() && *found_ >= from) return found_;
  absl::StatusOr<std::optional<int64_t>> found = Seek(from);
  if (absl::IsDataLoss(found.status())) found = SeekPastDamage(from);
  PRESSTM_RETURN_IF_ERROR(found.status());
  found_ = *found;
  is_over_ = !found_.has_value();
  return found_;
}

absl::StatusOr<std::optional<int64_t>> UnitIdScan::Source::Seek(int64_t from) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection_.Prepare(sql_));
  PRESSTM_ASSIGN_OR_RETURN(const bool found, statement.Bind(from).Step());
  if (!found) return std::nullopt;
  // A damaged page that looks like a good one may lead anywhere.
  return std::max(from, statement.Integer(0));
}

absl::StatusOr<std::optional<int64_t>> UnitIdScan::Source::SeekPastDamage(
    int64_t from) {
  int64_t bad = from;
  absl::StatusOr<std::optional<int64_t>> found = std::nullopt;
  int64_t good = from;
  for (int64_t step = 1;; step *= 2) {
    if (step > (kMaxId - from) / 2) return std::nullopt;
    good = from + step;
    found = Seek(good);
    if (!absl::IsDataLoss(found.status())) break;
    bad = good;
  }
  while (found.ok() && good - bad > 1) {
    const int64_t middle = bad + (good - bad) / 2;
    absl::StatusOr<std::optional<int64_t>> nearer = Seek(middle);
    if (absl::IsDataLoss(nearer.status())) {
      bad = middle;
    } else {
      good = middle;
      found = std::move(nearer);
    }
  }
  return found;
}

}  // namespace presstm
