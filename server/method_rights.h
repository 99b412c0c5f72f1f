// Which role each call needs. Nothing else in the server says so: a method
// that is missing here does not compile.
#ifndef SERVER_METHOD_RIGHTS_H_
#define SERVER_METHOD_RIGHTS_H_

#include "absl/strings/string_view.h"
#include "tm_store/model/access.h"

namespace presstm {

struct MethodRight {
  absl::string_view method;
  // In each memory that the request names; kNone for methods that name none
  // and answer with what the caller may see.
  Role role;
};

// A request about the whole server (see RequestScope) needs an administrator
// whatever stands here; so does ListChanges without a memory.
inline constexpr MethodRight kMethodRights[] = {
    {"ListMemories", Role::kNone},
    {"GetIdentity", Role::kNone},
    {"GetVersion", Role::kNone},

    {"GetMemory", Role::kReader},
    {"GetTranslationUnit", Role::kReader},
    {"ListTranslationUnits", Role::kReader},
    {"ListTranslationUnitRevisions", Role::kReader},
    {"ListChanges", Role::kReader},
    {"SearchConcordance", Role::kReader},
    {"Lookup", Role::kReader},
    {"BatchLookup", Role::kReader},
    {"StreamLookup", Role::kReader},
    {"ExportTmx", Role::kReader},

    {"CreateTranslationUnit", Role::kContributor},
    {"BatchCreateTranslationUnits", Role::kContributor},
    {"UpdateTranslationUnit", Role::kContributor},
    {"ImportTmx", Role::kContributor},

    {"DeleteTranslationUnit", Role::kMaintainer},
    {"RestoreTranslationUnit", Role::kMaintainer},
    {"UpdateMemory", Role::kMaintainer},

    {"CreateMemory", Role::kAdministrator},
    {"DeleteMemory", Role::kAdministrator},
    {"BackUpDatabase", Role::kAdministrator},
    {"VerifyDatabase", Role::kAdministrator},
    {"CompactDatabase", Role::kAdministrator},
    {"GetServerStatus", Role::kAdministrator},
    {"CreateToken", Role::kAdministrator},
    {"ListTokens", Role::kAdministrator},
    {"DeleteToken", Role::kAdministrator},
    {"SetGrant", Role::kAdministrator},
    {"ListGrants", Role::kAdministrator},
};

consteval Role NeededRole(absl::string_view method) {
  for (const MethodRight& right : kMethodRights) {
    if (right.method == method) return right.role;
  }
  throw "the method is not in kMethodRights";
}

}  // namespace presstm

#endif  // SERVER_METHOD_RIGHTS_H_
