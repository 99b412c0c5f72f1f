#include "tm_store/exchange/json_fields.h"

#include <array>
#include <cstdint>
#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/tmx_elements.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr std::array<const char*, 3> kKindNames = {"open", "close",
                                                   "standalone"};
constexpr char kTimeFormat[] = "%E4Y-%m-%dT%H:%M:%E*SZ";

absl::Status Fault(absl::string_view field, absl::string_view what) {
  return InvalidArgument(ErrorReason::kInvalidArgument, what, field);
}

// Puts `field` before the name of the field at fault.
absl::Status InField(const absl::Status& status, absl::string_view field) {
  const std::string inner = GetErrorField(status).value_or("");
  const bool is_element = inner.empty() || inner[0] == '[';
  return Fault(absl::StrCat(field, is_element ? "" : ".", inner),
               status.message());
}

void Set(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = value;
}

void Set(Json& json, const char* key, Json array) {
  if (!array.empty()) json[key] = std::move(array);
}

// Reads the fields of an object, empty ones where there are none; the first
// that is not what it should be counts.
class ObjectReader {
 public:
  explicit ObjectReader(const Json& json) : json_(json) {
    if (!json.is_object()) status_ = Fault("", "not an object");
  }

  const absl::Status& status() const { return status_; }

  std::string String(const char* key) {
    const Json* value = Find(key);
    if (value == nullptr) return "";
    if (value->is_string()) return value->get<std::string>();
    Reject(key, "not a string");
    return "";
  }

  int64_t Integer(const char* key) {
    const Json* value = Find(key);
    if (value == nullptr) return 0;
    if (value->is_number_integer()) return value->get<int64_t>();
    Reject(key, "not a whole number");
    return 0;
  }

  bool Flag(const char* key) {
    const Json* value = Find(key);
    if (value == nullptr) return false;
    if (value->is_boolean()) return value->get<bool>();
    Reject(key, "neither true nor false");
    return false;
  }

  absl::Time Time(const char* key) {
    const std::string text = String(key);
    if (text.empty()) return absl::InfinitePast();
    return Take(key, TimeFromText(text), absl::InfinitePast());
  }

  template <typename T>
  T Name(const char* key, std::optional<T> (*from_name)(const std::string&)) {
    const std::optional<T> value = from_name(String(key));
    if (!value.has_value()) Reject(key, "not one of its values");
    return value.value_or(T());
  }

  // Reads what `read` makes of the value, if there is one.
  template <typename T>
  T Part(const char* key,
         const std::function<absl::StatusOr<T>(const Json&)>& read) {
    const Json* value = Find(key);
    return value == nullptr ? T() : Take(key, read(*value), T());
  }

  void Reject(const char* key, absl::string_view what) {
    if (status_.ok()) status_ = Fault(key, what);
  }

 private:
  const Json* Find(const char* key) const {
    if (!json_.is_object()) return nullptr;
    const auto it = json_.find(key);
    return it == json_.end() || it->is_null() ? nullptr : &*it;
  }

  template <typename T>
  T Take(const char* key, absl::StatusOr<T> value, T otherwise) {
    if (value.ok()) return *std::move(value);
    if (status_.ok()) status_ = InField(value.status(), key);
    return otherwise;
  }

  const Json& json_;
  absl::Status status_;
};

// Reads an array of what `read` reads.
template <typename T>
absl::StatusOr<std::vector<T>> ListFromJson(
    const Json& json,
    const std::function<absl::StatusOr<T>(const Json&)>& read) {
  if (!json.is_array()) return Fault("", "not an array");
  std::vector<T> list;
  list.reserve(json.size());
  for (const Json& item : json) {
    absl::StatusOr<T> value = read(item);
    if (!value.ok()) {
      return InField(value.status(), absl::StrCat("[", list.size(), "]"));
    }
    list.push_back(*std::move(value));
  }
  return list;
}

absl::StatusOr<std::string> StringFromJson(const Json& json) {
  if (!json.is_string()) return Fault("", "not a string");
  return json.get<std::string>();
}

absl::StatusOr<Property> PropertyFromJson(const Json& json) {
  ObjectReader reader(json);
  Property property = {.key = reader.String("key"),
                       .value = reader.String("value")};
  PRESSTM_RETURN_IF_ERROR(reader.status());
  return property;
}

absl::StatusOr<Context> ContextFromJson(const Json& json) {
  ObjectReader reader(json);
  Context context = {.language = reader.String("language"),
                     .previous_text = reader.String("previous"),
                     .next_text = reader.String("next"),
                     .key = reader.String("key")};
  PRESSTM_RETURN_IF_ERROR(reader.status());
  return context;
}

absl::StatusOr<InlineCode> CodeFromJson(const Json& json) {
  ObjectReader reader(json);
  InlineCode code;
  const std::string kind = reader.String("kind");
  size_t index = 0;
  while (index < kKindNames.size() && kind != kKindNames[index]) ++index;
  if (index == kKindNames.size()) {
    reader.Reject("kind", "not open, close or standalone");
  }
  code.kind = static_cast<InlineCodeKind>(index % kKindNames.size());
  code.content = reader.String("content");
  code.content_is_xml = reader.Flag("content_is_xml");
  const std::string element = reader.String("element");
  code.element = TmxElementFromName(element);
  if (!element.empty() && code.element == TmxElement::kNone) {
    reader.Reject("element", "not an inline element of TMX");
  }
  code.i = reader.String("pair_id");
  code.x = reader.String("correspondence_id");
  code.type = reader.String("type");
  code.pos = reader.String("pos");
  code.assoc = reader.String("assoc");
  // In code points for now: only all codes together can be placed.
  const int64_t position = reader.Integer("position");
  if (position < 0) reader.Reject("position", "before the text");
  code.position_bytes = static_cast<size_t>(position);
  PRESSTM_RETURN_IF_ERROR(reader.status());
  return code;
}

absl::StatusOr<Variant> VariantFromJson(const Json& json) {
  ObjectReader reader(json);
  Variant variant;
  variant.language = reader.String("language");
  variant.segment.text = reader.String("text");
  variant.segment.codes =
      reader.Part<std::vector<InlineCode>>("codes", [&](const Json& codes) {
        return CodesFromJson(codes, variant.segment.text);
      });
  variant.properties =
      reader.Part<std::vector<Property>>("properties", PropertiesFromJson);
  variant.notes =
      reader.Part<std::vector<std::string>>("notes", StringsFromJson);
  PRESSTM_RETURN_IF_ERROR(reader.status());
  return variant;
}

}  // namespace

Json UnitToJson(const TranslationUnit& unit) {
  Json variants = Json::array();
  for (const Variant& variant : unit.variants) {
    variants.push_back(VariantToJson(variant));
  }
  Json json = {{"variants", std::move(variants)}};
  Set(json, "source_language", unit.source_language);
  AddFacts(unit, json);
  return json;
}

Json VariantToJson(const Variant& variant) {
  Json json = {{"language", variant.language}, {"text", variant.segment.text}};
  Set(json, "codes", CodesToJson(variant.segment.codes, variant.segment.text));
  Set(json, "properties", PropertiesToJson(variant.properties));
  Set(json, "notes", Json(variant.notes));
  return json;
}

void AddFacts(const TranslationUnit& unit, Json& json) {
  Set(json, "document", unit.document);
  Set(json, "external_id", unit.external_id);
  // Also where there is none: to a reader of files that is not the same as a
  // file that does not say.
  json["origin"] = OriginName(unit.origin);
  Set(json, "status", std::string(TranslationStatusName(unit.status)));
  Set(json, "create_time", TimeToText(unit.create_time));
  Set(json, "created_by", unit.created_by);
  Set(json, "update_time", TimeToText(unit.change_time));
  Set(json, "updated_by", unit.changed_by);
  Set(json, "last_used_time", TimeToText(unit.last_used_time));
  if (unit.usage_count != 0) json["usage_count"] = unit.usage_count;
  Set(json, "properties", PropertiesToJson(unit.properties));
  Set(json, "notes", Json(unit.notes));
  Set(json, "contexts", ContextsToJson(unit.contexts));
}

Json CodesToJson(const std::vector<InlineCode>& codes, absl::string_view text) {
  Json list = Json::array();
  size_t offset = 0;
  int64_t position = 0;
  for (const InlineCode& code : codes) {
    for (; offset < code.position_bytes && offset < text.size(); ++position) {
      NextCodePoint(text, offset);
    }
    Json json = {{"kind", kKindNames[static_cast<size_t>(code.kind)]},
                 {"position", position},
                 {"number", code.number}};
    Set(json, "content", code.content);
    if (code.content_is_xml) json["content_is_xml"] = true;
    Set(json, "element", std::string(TmxElementName(code.element)));
    Set(json, "pair_id", code.i);
    Set(json, "correspondence_id", code.x);
    Set(json, "type", code.type);
    Set(json, "pos", code.pos);
    Set(json, "assoc", code.assoc);
    list.push_back(std::move(json));
  }
  return list;
}

Json PropertiesToJson(const std::vector<Property>& properties) {
  Json list = Json::array();
  for (const Property& property : properties) {
    list.push_back({{"key", property.key}, {"value", property.value}});
  }
  return list;
}

Json ContextsToJson(const std::vector<Context>& contexts) {
  Json list = Json::array();
  for (const Context& context : contexts) {
    Json json = Json::object();
    Set(json, "language", context.language);
    Set(json, "previous", context.previous_text);
    Set(json, "next", context.next_text);
    Set(json, "key", context.key);
    list.push_back(std::move(json));
  }
  return list;
}

std::string TimeToText(absl::Time time) {
  if (time == absl::InfinitePast()) return "";
  return absl::FormatTime(kTimeFormat, time, absl::UTCTimeZone());
}

std::string ToText(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

absl::StatusOr<TranslationUnit> UnitFromJson(const Json& json) {
  ObjectReader reader(json);
  TranslationUnit unit;
  unit.source_language = reader.String("source_language");
  unit.variants =
      reader.Part<std::vector<Variant>>("variants", [](const Json& list) {
        return ListFromJson<Variant>(list, VariantFromJson);
      });
  unit.document = reader.String("document");
  unit.external_id = reader.String("external_id");
  unit.origin = json.contains("origin")
                    ? reader.Name<Origin>("origin", OriginFromName)
                    : Origin::kImported;
  unit.status =
      reader.Name<TranslationStatus>("status", TranslationStatusFromName);
  unit.create_time = reader.Time("create_time");
  unit.created_by = reader.String("created_by");
  unit.change_time = reader.Time("update_time");
  unit.changed_by = reader.String("updated_by");
  unit.last_used_time = reader.Time("last_used_time");
  unit.usage_count = reader.Integer("usage_count");
  unit.properties =
      reader.Part<std::vector<Property>>("properties", PropertiesFromJson);
  unit.notes = reader.Part<std::vector<std::string>>("notes", StringsFromJson);
  unit.contexts =
      reader.Part<std::vector<Context>>("contexts", ContextsFromJson);
  PRESSTM_RETURN_IF_ERROR(reader.status());
  return unit;
}

absl::StatusOr<std::vector<InlineCode>> CodesFromJson(const Json& json,
                                                      absl::string_view text) {
  PRESSTM_ASSIGN_OR_RETURN(std::vector<InlineCode> codes,
                           ListFromJson<InlineCode>(json, CodeFromJson));
  size_t offset = 0;
  size_t position = 0;
  for (size_t k = 0; k < codes.size(); ++k) {
    const size_t wanted = codes[k].position_bytes;
    for (; position < wanted && offset < text.size(); ++position) {
      NextCodePoint(text, offset);
    }
    if (position != wanted) {
      return Fault(absl::StrCat("[", k, "].position"),
                   "beyond the text, or before that of the code before");
    }
    codes[k].position_bytes = offset;
  }
  Segment segment = {.codes = std::move(codes)};
  NumberInlineCodes(segment);
  return std::move(segment.codes);
}

absl::StatusOr<std::vector<Property>> PropertiesFromJson(const Json& json) {
  return ListFromJson<Property>(json, PropertyFromJson);
}

absl::StatusOr<std::vector<Context>> ContextsFromJson(const Json& json) {
  return ListFromJson<Context>(json, ContextFromJson);
}

absl::StatusOr<std::vector<std::string>> StringsFromJson(const Json& json) {
  return ListFromJson<std::string>(json, StringFromJson);
}

absl::StatusOr<absl::Time> TimeFromText(const std::string& text) {
  absl::Time time;
  std::string error;
  if (absl::ParseTime(absl::RFC3339_full, text, &time, &error) &&
      time != absl::InfinitePast() && time != absl::InfiniteFuture()) {
    return time;
  }
  return Fault("", "not a time as in 2026-11-25T21:47:18Z");
}

ParsedJson ParseJson(absl::string_view text) {
  bool is_too_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    is_too_deep |= depth > kMaxJsonDepth;
    return !is_too_deep;
  };
  try {
    Json value = Json::parse(text.begin(), text.end(), watch);
    if (is_too_deep) return {};
    return {.value = std::move(value)};
  } catch (const Json::parse_error& error) {
    return {.fault_bytes = error.byte > 0 ? error.byte - 1 : 0};
  }
}

}  // namespace presstm
