#include "client/names.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "client/call_error.h"
#include "tm_store/exchange/file_format.h"

namespace presstm {
namespace {

constexpr absl::string_view kMemories = "memories/";
constexpr absl::string_view kUnits = "/translationUnits/";
constexpr absl::string_view kTokens = "tokens/";

std::string Label(absl::string_view name, absl::string_view prefix,
                  char joint) {
  absl::ConsumePrefix(&name, prefix);
  if (name == "UNSPECIFIED") return "";
  std::string label = absl::AsciiStrToLower(name);
  std::replace(label.begin(), label.end(), '_', joint);
  return label;
}

// All values of an enumeration but the unspecified one, by label.
template <typename Enum>
std::map<std::string, Enum> Options(std::string (*label)(Enum), int last) {
  std::map<std::string, Enum> options;
  for (int value = 1; value <= last; ++value) {
    options.emplace(label(static_cast<Enum>(value)), static_cast<Enum>(value));
  }
  return options;
}

}  // namespace

std::string MemoryPath(absl::string_view memory) {
  absl::ConsumePrefix(&memory, kMemories);
  return absl::StrCat(kMemories, memory);
}

std::string MemoryOf(absl::string_view resource_name) {
  absl::ConsumePrefix(&resource_name, kMemories);
  return std::string(resource_name.substr(0, resource_name.find('/')));
}

int64_t UnitIdOf(absl::string_view resource_name) {
  const size_t slash = resource_name.rfind('/');
  int64_t id = 0;
  if (slash == absl::string_view::npos ||
      !absl::SimpleAtoi(resource_name.substr(slash + 1), &id)) {
    return 0;
  }
  return id;
}

std::string TokenPath(absl::string_view id) {
  return absl::StrCat(kTokens, id);
}

std::string TokenIdOf(absl::string_view resource_name) {
  absl::ConsumePrefix(&resource_name, kTokens);
  return std::string(resource_name);
}

absl::StatusOr<std::string> UnitResourceName(absl::string_view memory,
                                             absl::string_view id) {
  if (absl::StrContains(id, kUnits) && UnitIdOf(id) > 0) {
    return std::string(id);
  }
  absl::string_view digits = id;
  absl::ConsumePrefix(&digits, "#");
  int64_t number = 0;
  if (!absl::SimpleAtoi(digits, &number) || number <= 0) {
    return UsageError(absl::StrCat("ID: '", id,
                                   "' is not the id of a translation unit; "
                                   "ids are numbers such as 17"));
  }
  return absl::StrCat(MemoryPath(memory), kUnits, number);
}

std::string TypeLabel(v1::MatchType type, char joint) {
  return Label(v1::MatchType_Name(type), "MATCH_TYPE_", joint);
}
std::string PenaltyLabel(v1::PenaltyKind kind, char joint) {
  return Label(v1::PenaltyKind_Name(kind), "PENALTY_KIND_", joint);
}
std::string OutcomeLabel(v1::WriteOutcome outcome) {
  return Label(v1::WriteOutcome_Name(outcome), "WRITE_OUTCOME_", '_');
}
std::string IssueLabel(v1::QualityIssue issue) {
  return Label(v1::QualityIssue_Name(issue), "QUALITY_ISSUE_", '_');
}
std::string OriginLabel(v1::Origin origin) {
  return Label(v1::Origin_Name(origin), "ORIGIN_", '_');
}
std::string StatusLabel(v1::TranslationStatus status) {
  return Label(v1::TranslationStatus_Name(status), "TRANSLATION_STATUS_", '_');
}
std::string RuleLabel(v1::WriteRule rule) {
  return Label(v1::WriteRule_Name(rule), "WRITE_RULE_", '-');
}
std::string RegionLabel(v1::RegionPreference preference) {
  return Label(v1::RegionPreference_Name(preference), "REGION_PREFERENCE_",
               '_');
}
std::string DifferenceLabel(v1::DifferenceKind kind) {
  return Label(v1::DifferenceKind_Name(kind), "DIFFERENCE_KIND_", '_');
}
std::string ProblemLabel(v1::ImportProblemKind kind) {
  return Label(v1::ImportProblemKind_Name(kind), "IMPORT_PROBLEM_KIND_", '_');
}
std::string ChangeLabel(v1::ChangeKind kind, char joint) {
  return Label(v1::ChangeKind_Name(kind), "CHANGE_KIND_", joint);
}
std::string CheckLabel(v1::CheckKind kind, char joint) {
  return Label(v1::CheckKind_Name(kind), "CHECK_KIND_", joint);
}
std::string FormatLabel(v1::FileFormat format) {
  return Label(v1::FileFormat_Name(format), "FILE_FORMAT_", '-');
}

std::string RoleLabel(v1::Role role) {
  return Label(v1::Role_Name(role), "ROLE_", '-');
}

std::map<std::string, v1::WriteRule> RuleOptions() {
  return Options(&RuleLabel, v1::WriteRule_MAX);
}
std::map<std::string, v1::Origin> OriginOptions() {
  return Options(&OriginLabel, v1::Origin_MAX);
}
std::map<std::string, v1::TranslationStatus> StatusOptions() {
  return Options(&StatusLabel, v1::TranslationStatus_MAX);
}

std::map<std::string, v1::RegionPreference> RegionOptions() {
  return Options(&RegionLabel, v1::RegionPreference_MAX);
}

std::map<std::string, v1::FileFormat> FormatOptions() {
  return Options(&FormatLabel, v1::FileFormat_MAX);
}
std::map<std::string, v1::ContextNaming> NamingOptions() {
  return Options<v1::ContextNaming>(
      [](v1::ContextNaming naming) {
        return Label(v1::ContextNaming_Name(naming), "CONTEXT_NAMING_", '-');
      },
      v1::ContextNaming_MAX);
}

std::map<std::string, v1::Role> RoleOptions() {
  return Options(RoleLabel, v1::Role_MAX);
}

v1::FileFormat FormatOf(v1::FileFormat option, const std::string& file) {
  if (option != v1::FILE_FORMAT_UNSPECIFIED) return option;
  switch (FileFormatFromName(file).value_or(FileFormat::kTmx)) {
    case FileFormat::kTmx:
      return v1::FILE_FORMAT_TMX;
    case FileFormat::kCsv:
      return v1::FILE_FORMAT_CSV;
    case FileFormat::kTsv:
      return v1::FILE_FORMAT_TSV;
    case FileFormat::kJsonLines:
      return v1::FILE_FORMAT_JSON_LINES;
    case FileFormat::kXliff:
      return v1::FILE_FORMAT_XLIFF;
  }
  return v1::FILE_FORMAT_TMX;
}

std::map<std::string, v1::CheckKind> CheckOptions() {
  std::map<std::string, v1::CheckKind> options;
  for (int value = 1; value <= v1::CheckKind_MAX; ++value) {
    const auto kind = static_cast<v1::CheckKind>(value);
    options.emplace(CheckLabel(kind, '-'), kind);
  }
  return options;
}

absl::Status EnsureMemory(Session& session, absl::string_view memory,
                          MissingMemory missing) {
  v1::GetMemoryRequest get;
  get.set_name(MemoryPath(memory));
  const absl::Status found =
      session.Call(&Session::Stub::GetMemory, get).status();
  if (!absl::IsNotFound(found)) {
    return NameOption(found, {{"name", "--memory"}});
  }
  if (missing == MissingMemory::kIsError) {
    return WithHint(NameOption(found, {{"name", "--memory"}}),
                    "give --create to make it");
  }
  v1::CreateMemoryRequest create;
  create.set_memory_id(MemoryOf(memory));
  const absl::Status made =
      session.Call(&Session::Stub::CreateMemory, create).status();
  // Another client may have been faster.
  if (absl::IsAlreadyExists(made)) return absl::OkStatus();
  if (made.ok()) PrintMessage(absl::StrCat("made the memory ", memory));
  return NameOption(made, {{"memory_id", "--memory"}});
}

}  // namespace presstm
