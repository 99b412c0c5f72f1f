#include "tm_store/model/lookup_request.h"

#include <algorithm>

namespace presstm {
namespace {

template <typename T>
bool Contains(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

absl::Time LastChangeTime(const TranslationUnit& unit) {
  return LastChangeTime(unit.create_time, unit.change_time);
}

absl::Time LastChangeTime(absl::Time create_time, absl::Time change_time) {
  return std::max(create_time, change_time);
}

bool PassesButForProperties(const LookupFilter& filter,
                            const TranslationUnit& unit) {
  const absl::Time time = LastChangeTime(unit);
  return (filter.documents.empty() ||
          Contains(filter.documents, unit.document)) &&
         (filter.origins.empty() || Contains(filter.origins, unit.origin)) &&
         (filter.authors.empty() || Contains(filter.authors, unit.created_by) ||
          Contains(filter.authors, unit.changed_by)) &&
         time >= filter.change_time_from && time < filter.change_time_before;
}

bool HasProperties(const std::vector<Property>& wanted,
                   const TranslationUnit& unit) {
  return std::all_of(wanted.begin(), wanted.end(),
                     [&unit](const Property& property) {
                       return Contains(unit.properties, property);
                     });
}

}  // namespace presstm
