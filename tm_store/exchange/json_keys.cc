#include "tm_store/exchange/json_keys.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr size_t kMaxPathBytes = 200;

// A key, and the keys of the objects in its array if they have any.
struct KnownKey {
  absl::string_view name;
  absl::Span<const KnownKey> parts = {};
};

constexpr KnownKey kPropertyKeys[] = {{"key"}, {"value"}};
constexpr KnownKey kContextKeys[] = {
    {"language"}, {"previous"}, {"next"}, {"key"}};
constexpr KnownKey kCodeKeys[] = {
    {"kind"},    {"position"},       {"number"},
    {"content"}, {"content_is_xml"}, {"element"},
    {"pair_id"}, {"type"},           {"correspondence_id"},
    {"pos"},     {"assoc"}};
constexpr KnownKey kVariantKeys[] = {{"language"},
                                     {"text"},
                                     {"codes", kCodeKeys},
                                     {"properties", kPropertyKeys},
                                     {"notes"}};
constexpr KnownKey kUnitKeys[] = {{"variants", kVariantKeys},
                                  {"source_language"},
                                  {"document"},
                                  {"external_id"},
                                  {"origin"},
                                  {"status"},
                                  {"create_time"},
                                  {"created_by"},
                                  {"update_time"},
                                  {"updated_by"},
                                  {"last_used_time"},
                                  {"usage_count"},
                                  {"properties", kPropertyKeys},
                                  {"notes"},
                                  {"contexts", kContextKeys},
                                  {"id"},
                                  {"memory"},
                                  {"etag"},
                                  {"outcome"}};

void Collect(const Json& object, absl::Span<const KnownKey> known,
             absl::string_view path, std::set<std::string>& unknown) {
  if (!object.is_object()) return;
  for (const auto& [key, value] : object.items()) {
    const auto* row = std::find_if(
        known.begin(), known.end(),
        [name = absl::string_view(key)](const KnownKey& candidate) {
          return candidate.name == name;
        });
    if (row == known.end()) {
      const std::string whole =
          absl::StrCat(path, key).substr(0, kMaxPathBytes);
      unknown.insert(whole.substr(0, FindInvalidUtf8(whole)));
    } else if (!row->parts.empty() && value.is_array()) {
      for (const Json& part : value) {
        Collect(part, row->parts, absl::StrCat(path, key, "[]."), unknown);
      }
    }
  }
}

}  // namespace

std::set<std::string> UnknownKeys(const Json& unit) {
  std::set<std::string> unknown;
  Collect(unit, kUnitKeys, "", unknown);
  return unknown;
}

}  // namespace presstm
