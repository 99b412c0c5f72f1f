#include "client/shell_settings.h"

#include <algorithm>
#include <iostream>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "client/call_error.h"
#include "client/display_text.h"
#include "client/names.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

absl::Status SetLanguage(const std::string& text, std::string& language) {
  if (text.empty()) {
    std::cout << ToPrintable(language) << '\n';
    return absl::OkStatus();
  }
  const absl::StatusOr<Language> parsed = ParseLanguage(text);
  if (!parsed.ok()) return UsageError(parsed.status().message());
  language = text;
  return absl::OkStatus();
}

absl::Status SetNumber(const std::string& text, int most, int& number) {
  int value = number;
  if (!text.empty() &&
      (!std::all_of(text.begin(), text.end(), absl::ascii_isdigit) ||
       !absl::SimpleAtoi(text, &value) || value < 1 || value > most)) {
    return UsageError(
        absl::StrCat("'", text, "' is not a whole number from 1 to ", most));
  }
  number = value;
  std::cout << number << '\n';
  return absl::OkStatus();
}

}  // namespace

absl::Status ShellSettings::Execute(const ShellLine& line) {
  switch (line.action) {
    case ShellAction::kFrom:
      return SetLanguage(line.argument, flags_.from);
    case ShellAction::kTo:
      return SetLanguage(line.argument, flags_.to);
    case ShellAction::kMemory:
      return SetMemories(line.argument);
    case ShellAction::kThreshold:
      return SetNumber(line.argument, 100, flags_.threshold);
    case ShellAction::kLimit:
      return SetNumber(line.argument, kMaxLookupLimit, flags_.limit);
    default:
      return absl::InternalError("this is no setting");
  }
}

// Memories that are not there would be found out by the next look-up only.
absl::Status ShellSettings::SetMemories(const std::string& text) {
  if (!text.empty()) {
    LookupFlags changed = flags_;
    changed.memories =
        absl::StrSplit(text, absl::ByAnyChar(", "), absl::SkipEmpty());
    PRESSTM_ASSIGN_OR_RETURN(const v1::LookupRequest request,
                             MakeLookupRequest(changed));
    for (const v1::MemorySelection& memory : request.memories()) {
      v1::GetMemoryRequest get;
      get.set_name(memory.memory());
      PRESSTM_RETURN_IF_ERROR(
          session_.Call(&Session::Stub::GetMemory, get).status());
    }
    flags_ = std::move(changed);
  }
  std::cout << (IsImplicitMemory(flags_)
                    ? kDefaultMemory
                    : ToPrintable(absl::StrJoin(flags_.memories, " ")))
            << '\n';
  return absl::OkStatus();
}

std::vector<std::string> ShellSettings::Memories() const {
  if (IsImplicitMemory(flags_)) return {kDefaultMemory};
  std::vector<std::string> names;
  for (const std::string& memory : flags_.memories) {
    names.push_back(MemoryOf(MemoryPath(memory.substr(0, memory.rfind(':')))));
  }
  return names;
}

}  // namespace presstm
