#include "client/json_output.h"

#include <iostream>
#include <string>

#include "client/names.h"
#include "client/unit_value.h"
#include "google/protobuf/util/time_util.h"

namespace presstm {
namespace {

using google::protobuf::util::TimeUtil;

void SetIfAny(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = value;
}

Json PivotToJson(const v1::Pivot& pivot) {
  Json json = {{"first", VariantToJson(VariantValue(pivot.first()))},
               {"second", VariantToJson(VariantValue(pivot.second()))},
               {"memory", MemoryOf(pivot.memory())},
               {"id", UnitIdOf(pivot.translation_unit().name())}};
  AddFacts(UnitValue(pivot.translation_unit()), json);
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

void AddAccess(const v1::AccessChange& access, Json& json) {
  json["identity"] = access.identity();
  SetIfAny(json, "memory", MemoryOf(access.memory()));
  if (!access.token().empty()) {
    json["token"] = TokenIdOf(access.token());
  } else {
    json["role"] = access.role() == v1::ROLE_UNSPECIFIED
                       ? "none"
                       : RoleLabel(access.role());
  }
}

}  // namespace

Json MemoryToJson(const v1::Memory& memory) {
  Json json = {{"name", MemoryOf(memory.name())},
               {"translation_units", memory.translation_unit_count()},
               {"default_penalty", memory.default_penalty()}};
  SetIfAny(json, "write_rule", RuleLabel(memory.write_rule()));
  if (memory.checks_quality()) json["checks_quality"] = true;
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
  if (change.has_access()) AddAccess(change.access(), json);
  if (change.has_before()) json["before"] = UnitToJson(change.before());
  if (change.has_after()) json["after"] = UnitToJson(change.after());
  return json;
}

Json UnitToJson(const v1::TranslationUnit& unit) {
  Json json = {{"id", UnitIdOf(unit.name())},
               {"memory", MemoryOf(unit.name())}};
  json.update(UnitToJson(UnitValue(unit)));
  SetIfAny(json, "etag", unit.etag());
  for (const v1::QualityWarning& warning : unit.quality_warnings()) {
    json["warnings"].push_back(WarningToJson(warning));
  }
  return json;
}

Json WarningToJson(const v1::QualityWarning& warning) {
  return {{"issue", IssueLabel(warning.issue())},
          {"source_language", warning.source_language_code()},
          {"target_language", warning.target_language_code()},
          {"message", warning.message()}};
}

Json MatchToJson(const v1::Match& match) {
  Json penalties = Json::array();
  for (const v1::Penalty& penalty : match.penalties()) {
    penalties.push_back({{"kind", PenaltyLabel(penalty.kind(), '_')},
                         {"points", penalty.points()}});
  }
  Json json = {{"score", match.score()},
               {"type", TypeLabel(match.type(), '_')},
               {"source", VariantToJson(VariantValue(match.source()))},
               {"target", VariantToJson(VariantValue(match.target()))},
               {"penalties", std::move(penalties)},
               {"memory", MemoryOf(match.memory())},
               {"id", UnitIdOf(match.translation_unit().name())},
               {"differences", DifferencesToJson(match)}};
  if (match.has_pivot()) json["pivot"] = PivotToJson(match.pivot());
  AddFacts(UnitValue(match.translation_unit()), json);
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

void PrintJson(const Json& json) { std::cout << ToText(json) << std::endl; }

}  // namespace presstm
