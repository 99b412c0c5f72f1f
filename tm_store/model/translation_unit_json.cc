#include "tm_store/model/translation_unit_json.h"

#include <array>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"

namespace presstm {
namespace {

// Keeps the order in which fields are set, which people like to read.
using Json = nlohmann::ordered_json;

constexpr std::array<const char*, 3> kKindNames = {"open", "close",
                                                   "standalone"};
constexpr std::array<const char*, 7> kElementNames = {"",   "bpt", "ept", "ph",
                                                      "it", "hi",  "ut"};

// The readers below throw this where a value is not what it should be; it
// meets the library's own exceptions in Parse and goes no further.
[[noreturn]] void Reject(const char* what) { throw std::runtime_error(what); }

template <size_t kSize>
size_t IndexOf(const std::array<const char*, kSize>& names,
               const std::string& name, const char* what) {
  for (size_t k = 0; k < kSize; ++k) {
    if (name == names[k]) return k;
  }
  Reject(what);
}

std::string Dump(const Json& json) {
  // Invalid UTF-8 is refused long before; should some get here all the same,
  // a replacement character is better than an exception.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void Set(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = value;
}

void Set(Json& json, const char* key, absl::Time time) {
  if (time != absl::InfinitePast()) json[key] = absl::ToUnixMicros(time);
}

void Set(Json& json, const char* key, int64_t value) {
  if (value != 0) json[key] = value;
}

void Set(Json& json, const char* key, const std::vector<std::string>& values) {
  if (!values.empty()) json[key] = values;
}

void Set(Json& json, const char* key, const std::vector<Property>& properties) {
  for (const Property& property : properties) {
    json[key].push_back(Json::array({property.key, property.value}));
  }
}

std::string GetString(const Json& json, const char* key) {
  return json.value(key, std::string());
}

int64_t GetInteger(const Json& json, const char* key) {
  const auto it = json.find(key);
  if (it == json.end()) return 0;
  if (!it->is_number_integer()) Reject("a number is no integer");
  return it->get<int64_t>();
}

absl::Time GetTime(const Json& json, const char* key) {
  return json.contains(key) ? absl::FromUnixMicros(GetInteger(json, key))
                            : absl::InfinitePast();
}

std::vector<std::string> GetStrings(const Json& json, const char* key) {
  return json.value(key, std::vector<std::string>());
}

std::vector<Property> GetProperties(const Json& json, const char* key) {
  std::vector<Property> properties;
  if (!json.contains(key)) return properties;
  for (const Json& pair : json.at(key)) {
    properties.push_back(
        {pair.at(0).get<std::string>(), pair.at(1).get<std::string>()});
  }
  return properties;
}

Json CodesToJson(const std::vector<InlineCode>& codes) {
  Json json = Json::array();
  for (const InlineCode& code : codes) {
    Json& item = json.emplace_back(Json::object());
    item["kind"] = kKindNames[static_cast<size_t>(code.kind)];
    item["position"] = code.position_bytes;
    item["number"] = code.number;
    Set(item, "content", code.content);
    if (code.content_is_xml) item["xml"] = true;
    Set(item, "element", kElementNames[static_cast<size_t>(code.element)]);
    Set(item, "i", code.i);
    Set(item, "x", code.x);
    Set(item, "type", code.type);
    Set(item, "pos", code.pos);
    Set(item, "assoc", code.assoc);
  }
  return json;
}

InlineCode CodeFromJson(const Json& json) {
  InlineCode code;
  code.kind = static_cast<InlineCodeKind>(
      IndexOf(kKindNames, GetString(json, "kind"), "unknown kind of code"));
  const int64_t position = GetInteger(json, "position");
  if (position < 0) Reject("a code stands before its text");
  code.position_bytes = static_cast<size_t>(position);
  code.number = static_cast<int>(GetInteger(json, "number"));
  code.content = GetString(json, "content");
  code.content_is_xml = json.value("xml", false);
  code.element = static_cast<TmxElement>(
      IndexOf(kElementNames, GetString(json, "element"), "unknown element"));
  code.i = GetString(json, "i");
  code.x = GetString(json, "x");
  code.type = GetString(json, "type");
  code.pos = GetString(json, "pos");
  code.assoc = GetString(json, "assoc");
  return code;
}

std::vector<InlineCode> CodesFromJson(const Json& json,
                                      size_t text_size_bytes) {
  std::vector<InlineCode> codes;
  size_t last = 0;
  for (const Json& item : json) {
    codes.push_back(CodeFromJson(item));
    const size_t position = codes.back().position_bytes;
    if (position < last || position > text_size_bytes) {
      Reject("a code stands out of order or behind its text");
    }
    last = position;
  }
  return codes;
}

Json VariantToJson(const Variant& variant) {
  Json json;
  json["language"] = variant.language;
  json["text"] = variant.segment.text;
  if (!variant.segment.codes.empty()) {
    json["codes"] = CodesToJson(variant.segment.codes);
  }
  Set(json, "properties", variant.properties);
  Set(json, "notes", variant.notes);
  return json;
}

Variant VariantFromJson(const Json& json) {
  Variant variant;
  variant.language = GetString(json, "language");
  variant.segment.text = GetString(json, "text");
  if (json.contains("codes")) {
    variant.segment.codes =
        CodesFromJson(json.at("codes"), variant.segment.text.size());
  }
  variant.properties = GetProperties(json, "properties");
  variant.notes = GetStrings(json, "notes");
  return variant;
}

Json ContextToJson(const Context& context) {
  Json json = Json::object();
  Set(json, "language", context.language);
  Set(json, "previous_text", context.previous_text);
  Set(json, "next_text", context.next_text);
  Set(json, "key", context.key);
  return json;
}

Context ContextFromJson(const Json& json) {
  return {.language = GetString(json, "language"),
          .previous_text = GetString(json, "previous_text"),
          .next_text = GetString(json, "next_text"),
          .key = GetString(json, "key")};
}

void ReadMetadata(const Json& json, TranslationUnit& unit) {
  const auto origin = OriginFromName(GetString(json, "origin"));
  const auto status = TranslationStatusFromName(GetString(json, "status"));
  if (!origin.has_value() || !status.has_value()) {
    Reject("unknown origin or status");
  }
  unit.origin = *origin;
  unit.status = *status;
  unit.document = GetString(json, "document");
  unit.external_id = GetString(json, "external_id");
  unit.create_time = GetTime(json, "create_time");
  unit.created_by = GetString(json, "created_by");
  unit.change_time = GetTime(json, "change_time");
  unit.changed_by = GetString(json, "changed_by");
  unit.usage_count = GetInteger(json, "usage_count");
  unit.last_used_time = GetTime(json, "last_used_time");
  unit.revision = GetInteger(json, "revision");
}

TranslationUnit UnitFromJson(const Json& json) {
  if (!json.is_object()) Reject("not an object");
  TranslationUnit unit;
  unit.id.value = GetInteger(json, "id");
  unit.memory_id.value = GetInteger(json, "memory_id");
  unit.source_language = GetString(json, "source_language");
  for (const Json& item : json.value("variants", Json::array())) {
    unit.variants.push_back(VariantFromJson(item));
  }
  unit.properties = GetProperties(json, "properties");
  unit.notes = GetStrings(json, "notes");
  for (const Json& item : json.value("contexts", Json::array())) {
    unit.contexts.push_back(ContextFromJson(item));
  }
  ReadMetadata(json, unit);
  return unit;
}

// Returns `read(json)`, exceptions turned into DataLoss.
template <typename Read>
auto Parse(absl::string_view json, const char* what, const Read& read)
    -> absl::StatusOr<decltype(read(Json()))> {
  try {
    return read(Json::parse(json.begin(), json.end()));
  } catch (const Json::exception&) {
    // Its message may quote the text; ours must not.
    return absl::DataLossError(absl::StrCat(
        "stored ", what, " cannot be read: not the JSON it should be"));
  } catch (const std::runtime_error& error) {
    return absl::DataLossError(
        absl::StrCat("stored ", what, " cannot be read: ", error.what()));
  }
}

}  // namespace

std::string TranslationUnitToJson(const TranslationUnit& unit) {
  Json json = Json::object();
  Set(json, "id", unit.id.value);
  Set(json, "memory_id", unit.memory_id.value);
  Set(json, "revision", unit.revision);
  Set(json, "source_language", unit.source_language);
  for (const Variant& variant : unit.variants) {
    json["variants"].push_back(VariantToJson(variant));
  }
  Set(json, "properties", unit.properties);
  Set(json, "notes", unit.notes);
  for (const Context& context : unit.contexts) {
    json["contexts"].push_back(ContextToJson(context));
  }
  Set(json, "document", unit.document);
  Set(json, "external_id", unit.external_id);
  Set(json, "origin", OriginName(unit.origin));
  Set(json, "status", TranslationStatusName(unit.status));
  Set(json, "create_time", unit.create_time);
  Set(json, "created_by", unit.created_by);
  Set(json, "change_time", unit.change_time);
  Set(json, "changed_by", unit.changed_by);
  Set(json, "usage_count", unit.usage_count);
  Set(json, "last_used_time", unit.last_used_time);
  return Dump(json);
}

absl::StatusOr<TranslationUnit> TranslationUnitFromJson(
    absl::string_view json) {
  return Parse(json, "translation unit",
               [](const Json& parsed) { return UnitFromJson(parsed); });
}

std::string InlineCodesToJson(const std::vector<InlineCode>& codes) {
  return codes.empty() ? "" : Dump(CodesToJson(codes));
}

absl::StatusOr<std::vector<InlineCode>> InlineCodesFromJson(
    absl::string_view json, size_t text_size_bytes) {
  if (json.empty()) return std::vector<InlineCode>();
  return Parse(json, "inline codes", [&](const Json& parsed) {
    return CodesFromJson(parsed, text_size_bytes);
  });
}

std::string MemoryToJson(const Memory& memory) {
  Json json = Json::object();
  Set(json, "id", memory.id.value);
  Set(json, "name", memory.name);
  Set(json, "display_name", memory.display_name);
  Set(json, "description", memory.description);
  Set(json, "create_time", memory.create_time);
  Set(json, "default_penalty", int64_t{memory.default_penalty});
  Set(json, "write_rule", WriteRuleName(memory.write_rule));
  if (memory.checks_quality) json["checks_quality"] = true;
  return Dump(json);
}

}  // namespace presstm
