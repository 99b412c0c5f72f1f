#include "client/shell_line.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace presstm {
namespace {

using ::testing::HasSubstr;

struct Row {
  std::string line;
  ShellAction action;
  std::string argument;
};

TEST(ShellLineTest, TellsCommandsFromTexts) {
  const Row rows[] = {
      {"", ShellAction::kNothing, ""},
      {"  \t", ShellAction::kNothing, ""},
      {"Good morning ", ShellAction::kLookUp, "Good morning"},
      {"발언인이 말했다", ShellAction::kLookUp, "발언인이 말했다"},
      {"外交部发言人：你好", ShellAction::kLookUp, "外交部发言人：你好"},
      {"𠮷野家 <1>x</1>", ShellAction::kLookUp, "𠮷野家 <1>x</1>"},
      {" :from", ShellAction::kLookUp, ":from"},
      {" /etc", ShellAction::kLookUp, "/etc"},
      {"12:30", ShellAction::kLookUp, "12:30"},
      {"/发言人", ShellAction::kConcordance, "发言人"},
      {"//대변인 ", ShellAction::kTargetConcordance, "대변인"},
      {":concordance  two words", ShellAction::kConcordance, "two words"},
      {":concordance-target x", ShellAction::kTargetConcordance, "x"},
      {":add  속보 : 1", ShellAction::kAdd, "속보 : 1"},
      {":correct 2 고친 글", ShellAction::kCorrect, "2 고친 글"},
      {":accept\t1", ShellAction::kAccept, "1"},
      {":from", ShellAction::kFrom, ""},
      {":from zh-TW", ShellAction::kFrom, "zh-TW"},
      {":memory a:5, b", ShellAction::kMemory, "a:5, b"},
      {":swap", ShellAction::kSwap, ""},
      {":more", ShellAction::kMore, ""},
      // Cut short.
      {":q", ShellAction::kQuit, ""},
      {":th 80", ShellAction::kThreshold, "80"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.line);
    const auto line = ParseShellLine(row.line);
    ASSERT_TRUE(line.ok()) << line.status();
    EXPECT_EQ(line->action, row.action);
    EXPECT_EQ(line->argument, row.argument);
  }
}

TEST(ShellLineTest, RefusesWhatIsNoCommand) {
  const struct {
    std::string line;
    std::string message;
  } rows[] = {
      {":nothing", "there is no command :nothing"},
      {":", ":concordance, :concordance-target, :more"},
      {":m", ":m may be :more, :memory"},
      {":conc x", ":conc may be :concordance, :concordance-target"},
      {":swap now", ":swap stands alone"},
      {":delete", "N is missing"},
      {":add ", "TEXT is missing"},
      {"/", "the text is missing"},
      {"//  ", "the text is missing"},
      {"\xFF text", "not valid UTF-8"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.line);
    const auto line = ParseShellLine(row.line);
    ASSERT_TRUE(absl::IsInvalidArgument(line.status()));
    EXPECT_THAT(std::string(line.status().message()), HasSubstr(row.message));
  }
}

TEST(ShellLineTest, EveryCommandIsUnderstoodAndInTheHelp) {
  const std::string help = ShellHelp();
  for (const ShellCommand& command : ShellCommands()) {
    SCOPED_TRACE(command.name);
    const bool has_argument = !command.argument.empty();
    const auto line = ParseShellLine(command.name + (has_argument ? " 1" : ""));
    ASSERT_TRUE(line.ok()) << line.status();
    EXPECT_EQ(line->action, command.action);
    EXPECT_THAT(help, HasSubstr("\n" + command.name + " "));
    EXPECT_THAT(help, HasSubstr(command.help + "\n"));
  }
}

TEST(UnitReferenceTest, ReadsNumbersIdsAndTheTextAfterThem) {
  const auto number = ParseUnitReference("3");
  ASSERT_TRUE(number.ok());
  EXPECT_EQ(number->number, 3);
  EXPECT_EQ(number->text, "");
  const auto id = ParseUnitReference("#9000000000  고친 글");
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(id->number, 0);
  EXPECT_EQ(id->id, "9000000000");
  EXPECT_EQ(id->text, "고친 글");
}

TEST(UnitReferenceTest, RefusesWhatIsNeither) {
  for (const std::string text : {"", "0", "-1", "#", "#x", "x", "1x", "+1",
                                 "0x1", "9000000000", "99999999999999999999"}) {
    SCOPED_TRACE(text);
    EXPECT_TRUE(absl::IsInvalidArgument(ParseUnitReference(text).status()));
  }
}

}  // namespace
}  // namespace presstm
