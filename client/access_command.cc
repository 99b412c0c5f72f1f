// presstm token and presstm access: who gets in, and who may do what.
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "client/call_error.h"
#include "client/command.h"
#include "client/display_text.h"
#include "client/json_output.h"
#include "client/names.h"
#include "client/option_checks.h"
#include "google/protobuf/util/time_util.h"
#include "presstm/v1/access.pb.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

using google::protobuf::util::TimeUtil;
using AccessStub = Session::AccessStub;

struct AccessFlags {
  std::string identity;
  std::string description;
  int days = 0;  // 0: for good.
  std::string token_id;
  std::string memory;
  bool all_memories = false;
  v1::Role role = v1::ROLE_UNSPECIFIED;
};

std::string DateOf(const google::protobuf::Timestamp& time) {
  return TimeUtil::ToString(time).substr(0, sizeof("2026-01-01") - 1);
}

Json TokenToJson(const v1::Token& token) {
  Json json = {{"id", TokenIdOf(token.name())},
               {"identity", token.identity()},
               {"description", token.description()},
               {"create_time", TimeUtil::ToString(token.create_time())},
               {"created_by", token.created_by()}};
  if (token.has_expire_time()) {
    json["expire_time"] = TimeUtil::ToString(token.expire_time());
  }
  if (token.has_last_used_time()) {
    json["last_used_time"] = TimeUtil::ToString(token.last_used_time());
  }
  return json;
}

void PrintToken(const v1::Token& token) {
  std::cout << TokenIdOf(token.name()) << '\t' << ToPrintable(token.identity())
            << "\tmade " << DateOf(token.create_time()) << '\t'
            << (token.has_expire_time()
                    ? absl::StrCat("until ", DateOf(token.expire_time()))
                    : "for good")
            << '\t'
            << (token.has_last_used_time()
                    ? absl::StrCat("used ", DateOf(token.last_used_time()))
                    : "not used since the server started")
            << '\t' << ToPrintable(token.description()) << '\n';
}

// "none" where a role was taken away.
std::string RoleOrNone(v1::Role role) {
  return role == v1::ROLE_UNSPECIFIED ? "none" : RoleLabel(role);
}

// Without a memory it is of all.
Json GrantToJson(const v1::Grant& grant) {
  Json json = {{"identity", grant.identity()},
               {"role", RoleOrNone(grant.role())}};
  if (!grant.memory().empty()) json["memory"] = MemoryOf(grant.memory());
  return json;
}

void PrintGrant(const v1::Grant& grant) {
  std::cout << ToPrintable(grant.identity()) << '\t' << RoleOrNone(grant.role())
            << '\t'
            << (grant.memory().empty() ? "all memories"
                                       : ToPrintable(MemoryOf(grant.memory())))
            << '\n';
}

absl::StatusOr<ExitCode> RunCreateToken(Session& session,
                                        const AccessFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("IDENTITY", flags.identity));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--description", flags.description));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsMade));
  v1::CreateTokenRequest request;
  v1::Token& token = *request.mutable_token();
  token.set_identity(flags.identity);
  token.set_description(flags.description);
  if (flags.days > 0) {
    const absl::Time end = absl::Now() + absl::Hours(24) * flags.days;
    token.mutable_expire_time()->set_seconds(absl::ToUnixSeconds(end));
  }
  const auto created = session.Call(&AccessStub::CreateToken, request);
  PRESSTM_RETURN_IF_ERROR(
      NameOption(created.status(), {{"token.identity", "IDENTITY"},
                                    {"token.description", "--description"},
                                    {"token.expire_time", "--days"}}));
  if (session.options().json) {
    Json json = TokenToJson(created->token());
    json["token"] = created->text();
    PrintJson(json);
    return ExitCode::kDone;
  }
  PrintMessage(absl::StrCat("token ", TokenIdOf(created->token().name()),
                            " of ", flags.identity,
                            "; keep it safe, it is not shown again"));
  std::cout << created->text() << '\n';
  return ExitCode::kDone;
}

absl::StatusOr<ExitCode> RunListTokens(Session& session) {
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  v1::ListTokensRequest request;
  Json list = Json::array();
  do {
    PRESSTM_ASSIGN_OR_RETURN(const v1::ListTokensResponse page,
                             session.Call(&AccessStub::ListTokens, request));
    for (const v1::Token& token : page.tokens()) {
      if (session.options().json) {
        list.push_back(TokenToJson(token));
      } else {
        PrintToken(token);
      }
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  if (session.options().json) PrintJson({{"tokens", std::move(list)}});
  return ExitCode::kDone;
}

absl::StatusOr<ExitCode> RunRevokeToken(Session& session,
                                        const AccessFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("ID", flags.token_id));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  v1::DeleteTokenRequest request;
  request.set_name(TokenPath(flags.token_id));
  const auto deleted = session.Call(&AccessStub::DeleteToken, request);
  if (ReasonOf(deleted.status()) == "TOKEN_NOT_FOUND") {
    ReportError(deleted.status());
    return ExitCode::kNothingFound;
  }
  PRESSTM_RETURN_IF_ERROR(NameOption(deleted.status(), {{"name", "ID"}}));
  if (session.options().json) {
    PrintJson({{"revoked", flags.token_id}});
  } else {
    std::cout << "revoked the token " << ToPrintable(flags.token_id) << '\n';
  }
  return ExitCode::kDone;
}

// Gives flags.role, or takes away what there is if it is none.
absl::StatusOr<ExitCode> RunSetGrant(Session& session,
                                     const AccessFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("IDENTITY", flags.identity));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--memory", flags.memory));
  const bool is_of_all =
      flags.all_memories || flags.role == v1::ROLE_ADMINISTRATOR;
  if (is_of_all != flags.memory.empty()) {
    return UsageError(
        flags.role == v1::ROLE_ADMINISTRATOR
            ? "an administrator is one of all memories: leave out --memory"
            : "give either --memory NAME or --all-memories");
  }
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsMade));
  v1::SetGrantRequest request;
  v1::Grant& grant = *request.mutable_grant();
  grant.set_identity(flags.identity);
  grant.set_role(flags.role);
  if (!is_of_all) grant.set_memory(MemoryPath(flags.memory));
  const auto set = session.Call(&AccessStub::SetGrant, request);
  PRESSTM_RETURN_IF_ERROR(
      NameOption(set.status(), {{"grant.identity", "IDENTITY"},
                                {"grant.role", "ROLE"},
                                {"grant.memory", "--memory"}}));
  if (session.options().json) {
    PrintJson(GrantToJson(*set));
  } else {
    PrintGrant(*set);
  }
  return ExitCode::kDone;
}

absl::StatusOr<ExitCode> RunListGrants(Session& session,
                                       const AccessFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("IDENTITY", flags.identity));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  v1::ListGrantsRequest request;
  request.set_identity(flags.identity);
  Json list = Json::array();
  do {
    PRESSTM_ASSIGN_OR_RETURN(const v1::ListGrantsResponse page,
                             session.Call(&AccessStub::ListGrants, request));
    for (const v1::Grant& grant : page.grants()) {
      if (session.options().json) {
        list.push_back(GrantToJson(grant));
      } else {
        PrintGrant(grant);
      }
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  if (session.options().json) PrintJson({{"grants", std::move(list)}});
  return ExitCode::kDone;
}

absl::StatusOr<ExitCode> RunWhoAmI(Session& session) {
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  PRESSTM_ASSIGN_OR_RETURN(
      const v1::GetIdentityResponse response,
      session.Call(&AccessStub::GetIdentity, v1::GetIdentityRequest()));
  if (session.options().json) {
    Json list = Json::array();
    for (const v1::Grant& grant : response.grants()) {
      list.push_back(GrantToJson(grant));
    }
    PrintJson({{"identity", response.identity()}, {"grants", std::move(list)}});
    return ExitCode::kDone;
  }
  std::cout << (response.identity().empty()
                    ? "nobody asks who you are here"
                    : absl::StrCat("you are ",
                                   ToPrintable(response.identity())))
            << '\n';
  for (const v1::Grant& grant : response.grants()) PrintGrant(grant);
  return ExitCode::kDone;
}

CLI::Option* AddIdentity(CLI::App& sub, AccessFlags& flags) {
  return sub
      .add_option("IDENTITY", flags.identity,
                  "A name, as tokens and certificates have it: a person's, a "
                  "program's")
      ->option_text(" ");
}

void AddWhere(CLI::App& sub, AccessFlags& flags) {
  sub.add_option("--memory", flags.memory, "In this memory")->type_name("NAME");
  sub.add_flag("--all-memories", flags.all_memories,
               "In all memories, those to come as well");
}

}  // namespace

void AddTokenCommands(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<AccessFlags>();
  CLI::App* token = app.add_subcommand("token", "Make, list and revoke tokens");
  token->require_subcommand(1);
  CLI::App* create =
      token->add_subcommand("create", "Make a token and print it, once");
  AddIdentity(*create, *flags)->required();
  create->add_option("--description", flags->description, "For people")
      ->type_name("TEXT");
  create->add_option("--days", flags->days, "How long it is taken; for good")
      ->transform(WholeNumber(1, 36'500))
      ->option_text("N");
  commands.push_back({create, [flags](Session& session) {
                        return RunCreateToken(session, *flags);
                      }});
  commands.push_back({token->add_subcommand("list", "List the tokens"),
                      [](Session& session) { return RunListTokens(session); }});
  CLI::App* revoke =
      token->add_subcommand("revoke", "Let nobody in with a token any more");
  revoke->add_option("ID", flags->token_id, "Its number in the list")
      ->required()
      ->option_text(" ");
  commands.push_back({revoke, [flags](Session& session) {
                        return RunRevokeToken(session, *flags);
                      }});
}

void AddAccessCommands(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<AccessFlags>();
  CLI::App* access =
      app.add_subcommand("access", "Say who may do what in which memory");
  access->require_subcommand(1);
  CLI::App* grant =
      access->add_subcommand("grant", "Give a role in place of the one before");
  AddIdentity(*grant, *flags)->required();
  grant
      ->add_option("ROLE", flags->role,
                   "reader, contributor, maintainer or administrator")
      ->required()
      ->transform(OneOf(RoleOptions()))
      ->option_text(" ");
  AddWhere(*grant, *flags);
  CLI::App* revoke = access->add_subcommand("revoke", "Take a role away");
  AddIdentity(*revoke, *flags)->required();
  AddWhere(*revoke, *flags);
  for (const CLI::App* sub : {grant, revoke}) {
    commands.push_back({sub, [flags](Session& session) {
                          return RunSetGrant(session, *flags);
                        }});
  }
  CLI::App* list = access->add_subcommand("list", "List who has which role");
  AddIdentity(*list, *flags);
  commands.push_back({list, [flags](Session& session) {
                        return RunListGrants(session, *flags);
                      }});
  commands.push_back(
      {access->add_subcommand("whoami", "Show who you are and what you may do"),
       [](Session& session) { return RunWhoAmI(session); }});
}

}  // namespace presstm
