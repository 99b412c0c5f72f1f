// Names: of memories and units, as the API and as people write them, and of
// values of enumerations.
#ifndef CLIENT_NAMES_H_
#define CLIENT_NAMES_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/session.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

inline constexpr char kDefaultMemory[] = "default";

// "press" gives "memories/press", which stays as it is.
std::string MemoryPath(absl::string_view memory);

// "memories/press" gives "press".
std::string MemoryOf(absl::string_view resource_name);

// The number at the end of a unit's resource name, 0 if there is none.
int64_t UnitIdOf(absl::string_view resource_name);

// "17" gives "tokens/17", and the other way round.
std::string TokenPath(absl::string_view id);
std::string TokenIdOf(absl::string_view resource_name);

// The resource name of a unit given as "17", "#17" or its resource name. A
// UsageError for anything else.
absl::StatusOr<std::string> UnitResourceName(absl::string_view memory,
                                             absl::string_view id);

// "DOUBLE_CONTEXT" out of "MATCH_TYPE_DOUBLE_CONTEXT", in lower case, words
// joined by `joint`. "" for unspecified values.
std::string TypeLabel(v1::MatchType type, char joint);
std::string PenaltyLabel(v1::PenaltyKind kind, char joint);
std::string OutcomeLabel(v1::WriteOutcome outcome);
std::string IssueLabel(v1::QualityIssue issue);
std::string OriginLabel(v1::Origin origin);
std::string StatusLabel(v1::TranslationStatus status);
std::string RuleLabel(v1::WriteRule rule);
std::string RegionLabel(v1::RegionPreference preference);
std::string DifferenceLabel(v1::DifferenceKind kind);
std::string ProblemLabel(v1::ImportProblemKind kind);
std::string ChangeLabel(v1::ChangeKind kind, char joint);
std::string CheckLabel(v1::CheckKind kind, char joint);
std::string FormatLabel(v1::FileFormat format);
std::string RoleLabel(v1::Role role);

// The labels and values an option can take.
std::map<std::string, v1::WriteRule> RuleOptions();
std::map<std::string, v1::Origin> OriginOptions();
std::map<std::string, v1::TranslationStatus> StatusOptions();
std::map<std::string, v1::RegionPreference> RegionOptions();
std::map<std::string, v1::FileFormat> FormatOptions();
std::map<std::string, v1::ContextNaming> NamingOptions();
std::map<std::string, v1::Role> RoleOptions();

// What --format says or else the file's name tells; TMX if neither does.
v1::FileFormat FormatOf(v1::FileFormat option, const std::string& file);
std::map<std::string, v1::CheckKind> CheckOptions();

// What to do with a memory that is not there.
enum class MissingMemory { kIsError, kIsMade };

// Makes sure that `memory` exists; says so on stderr if it is made. The error
// of one that is missing says that --create would make it.
absl::Status EnsureMemory(Session& session, absl::string_view memory,
                          MissingMemory missing);

}  // namespace presstm

#endif  // CLIENT_NAMES_H_
