#include "tm_store/model/id_ranges.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace presstm {
namespace {

constexpr size_t kMaxKept = 30;

}  // namespace

void IdRanges::Add(TranslationUnitId id) {
  const bool follows = id_count_ > 0 && id.value == last_ + 1;
  ++id_count_;
  last_ = id.value;
  if (!follows) {
    ++range_count_;
    if (kept_.size() < kMaxKept) kept_.push_back({id.value, id.value});
  } else if (range_count_ == static_cast<int64_t>(kept_.size())) {
    kept_.back().last = id.value;
  }
  if (range_count_ == static_cast<int64_t>(kept_.size())) ++kept_id_count_;
}

std::string IdRanges::ToString() const {
  std::string text =
      absl::StrJoin(kept_, ", ", [](std::string* out, const Range& range) {
        absl::StrAppend(out, range.first);
        if (range.last != range.first) absl::StrAppend(out, "-", range.last);
      });
  const int64_t more = id_count_ - kept_id_count_;
  if (more > 0) {
    absl::StrAppend(&text, " and ", more, " more in ",
                    range_count_ - static_cast<int64_t>(kept_.size()),
                    " other places");
  }
  return text;
}

}  // namespace presstm
