// Which keys the JSON of translation units may have.
#ifndef TM_STORE_EXCHANGE_JSON_KEYS_H_
#define TM_STORE_EXCHANGE_JSON_KEYS_H_

#include <set>
#include <string>

#include "tm_store/exchange/json_fields.h"

namespace presstm {

// The keys in `unit` that UnitFromJson (json_fields.h) passes over, but for
// those the client prints beside a unit (`id`, `memory`, `etag`, `outcome`):
// what they hold would be lost. Written as paths, "variants[].colour", so that
// each is told once; cut to 200 bytes.
std::set<std::string> UnknownKeys(const Json& unit);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_JSON_KEYS_H_
