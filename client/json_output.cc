#include "client/json_output.h"

#include <iostream>
#include <string>

#include "client/names.h"
#include "google/protobuf/util/time_util.h"

namespace presstm {
namespace {

using google::protobuf::util::TimeUtil;

void SetIfAny(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = value;
}

void SetIfAny(Json& json, const char* key, const Json& array) {
  if (!array.empty()) json[key] = array;
}

template <typename Message>
void SetTimes(const Message& unit, Json& json) {
  if (unit.has_create_time()) {
    json["create_time"] = TimeUtil::ToString(unit.create_time());
  }
  SetIfAny(json, "created_by", unit.created_by());
  if (unit.has_update_time()) {
    json["update_time"] = TimeUtil::ToString(unit.update_time());
  }
  SetIfAny(json, "updated_by", unit.updated_by());
  if (unit.has_last_used_time()) {
    json["last_used_time"] = TimeUtil::ToString(unit.last_used_time());
  }
}

Json CodesToJson(const v1::Segment& segment) {
  Json codes = Json::array();
  for (const v1::InlineCode& code : segment.codes()) {
    Json json = {{"kind", CodeKindLabel(code.kind())},
                 {"position", code.position_code_points()},
                 {"number", code.number()}};
    SetIfAny(json, "content", code.content());
    SetIfAny(json, "type", code.type());
    codes.push_back(std::move(json));
  }
  return codes;
}

template <typename Repeated>
Json PropertiesToJson(const Repeated& properties) {
  Json list = Json::array();
  for (const v1::Property& property : properties) {
    list.push_back({{"key", property.key()}, {"value", property.value()}});
  }
  return list;
}

template <typename Repeated>
Json StringsToJson(const Repeated& strings) {
  Json list = Json::array();
  for (const std::string& string : strings) list.push_back(string);
  return list;
}

Json VariantToJson(const v1::Variant& variant) {
  Json json = {{"language", variant.language_code()},
               {"text", variant.segment().text()}};
  SetIfAny(json, "codes", CodesToJson(variant.segment()));
  SetIfAny(json, "properties", PropertiesToJson(variant.properties()));
  SetIfAny(json, "notes", StringsToJson(variant.notes()));
  return json;
}

Json ContextsToJson(const v1::TranslationUnit& unit) {
  Json list = Json::array();
  for (const v1::Context& context : unit.contexts()) {
    Json json = Json::object();
    SetIfAny(json, "language", context.language_code());
    SetIfAny(json, "previous", context.previous_text());
    SetIfAny(json, "next", context.next_text());
    SetIfAny(json, "key", context.key());
    list.push_back(std::move(json));
  }
  return list;
}

// What a unit has besides its name and its variants.
void SetUnitFacts(const v1::TranslationUnit& unit, Json& json) {
  SetIfAny(json, "document", unit.document());
  SetIfAny(json, "external_id", unit.external_id());
  SetIfAny(json, "origin", OriginLabel(unit.origin()));
  SetIfAny(json, "status", StatusLabel(unit.status()));
  SetTimes(unit, json);
  if (unit.usage_count() != 0) json["usage_count"] = unit.usage_count();
  SetIfAny(json, "properties", PropertiesToJson(unit.properties()));
  SetIfAny(json, "notes", StringsToJson(unit.notes()));
  SetIfAny(json, "contexts", ContextsToJson(unit));
}

Json PivotToJson(const v1::Pivot& pivot) {
  Json json = {{"first", VariantToJson(pivot.first())},
               {"second", VariantToJson(pivot.second())},
               {"memory", MemoryOf(pivot.memory())},
               {"id", UnitIdOf(pivot.translation_unit().name())}};
  SetUnitFacts(pivot.translation_unit(), json);
  return json;
}

Json DifferencesToJson(const v1::Match& match) {
  Json list = Json::array();
  for (const v1::Difference& difference : match.differences()) {
    list.push_back({{"kind", DifferenceLabel(difference.kind())},
                    {"query",
                     {difference.query_begin_code_points(),
                      difference.query_end_code_points()}},
                    {"source",
                     {difference.source_begin_code_points(),
                      difference.source_end_code_points()}}});
  }
  return list;
}

}  // namespace

Json MemoryToJson(const v1::Memory& memory) {
  Json json = {{"name", MemoryOf(memory.name())},
               {"translation_units", memory.translation_unit_count()},
               {"default_penalty", memory.default_penalty()}};
  SetIfAny(json, "write_rule", RuleLabel(memory.write_rule()));
  SetIfAny(json, "display_name", memory.display_name());
  SetIfAny(json, "description", memory.description());
  if (memory.has_create_time()) {
    json["create_time"] = TimeUtil::ToString(memory.create_time());
  }
  SetIfAny(json, "etag", memory.etag());
  return json;
}

Json ChangeToJson(const v1::Change& change) {
  Json json = {{"sequence", change.sequence()},
               {"time", TimeUtil::ToString(change.change_time())},
               {"kind", ChangeLabel(change.kind(), '_')}};
  SetIfAny(json, "author", change.author());
  SetIfAny(json, "memory", MemoryOf(change.memory()));
  if (!change.translation_unit().empty()) {
    json["id"] = UnitIdOf(change.translation_unit());
    json["revision"] = change.revision();
  }
  if (change.has_before()) json["before"] = UnitToJson(change.before());
  if (change.has_after()) json["after"] = UnitToJson(change.after());
  return json;
}

Json UnitToJson(const v1::TranslationUnit& unit) {
  Json variants = Json::array();
  for (const v1::Variant& variant : unit.variants()) {
    variants.push_back(VariantToJson(variant));
  }
  Json json = {{"id", UnitIdOf(unit.name())},
               {"memory", MemoryOf(unit.name())},
               {"variants", std::move(variants)}};
  SetIfAny(json, "source_language", unit.source_language_code());
  SetUnitFacts(unit, json);
  SetIfAny(json, "etag", unit.etag());
  return json;
}

Json MatchToJson(const v1::Match& match) {
  Json penalties = Json::array();
  for (const v1::Penalty& penalty : match.penalties()) {
    penalties.push_back({{"kind", PenaltyLabel(penalty.kind(), '_')},
                         {"points", penalty.points()}});
  }
  Json json = {{"score", match.score()},
               {"type", TypeLabel(match.type(), '_')},
               {"source", VariantToJson(match.source())},
               {"target", VariantToJson(match.target())},
               {"penalties", std::move(penalties)},
               {"memory", MemoryOf(match.memory())},
               {"id", UnitIdOf(match.translation_unit().name())},
               {"differences", DifferencesToJson(match)}};
  if (match.has_pivot()) json["pivot"] = PivotToJson(match.pivot());
  SetUnitFacts(match.translation_unit(), json);
  return json;
}

Json LookupToJson(const v1::LookupResponse& response) {
  Json matches = Json::array();
  for (const v1::Match& match : response.matches()) {
    matches.push_back(MatchToJson(match));
  }
  return {{"matches", std::move(matches)}};
}

Json ProblemToJson(const v1::ImportProblem& problem) {
  Json json = {{"line", problem.line()},
               {"reason", problem.reason().empty() ? "INVALID_ARGUMENT"
                                                   : problem.reason()},
               {"message", problem.message()}};
  SetIfAny(json, "kind", ProblemLabel(problem.kind()));
  if (problem.column() > 0) json["column"] = problem.column();
  SetIfAny(json, "detail", problem.detail());
  SetIfAny(json, "external_id", problem.external_id());
  return json;
}

void PrintJson(const Json& json) {
  std::cout << json.dump(-1, ' ', false, Json::error_handler_t::replace)
            << std::endl;
}

}  // namespace presstm
