#include "server/command_line/completion.h"

#include "gmock/gmock.h"
#include "tests/server/command_line/sample_app.h"

namespace presstm {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CompletionTest : public testing::Test {
 protected:
  std::vector<std::string> WordsFor(const std::vector<std::string>& words) {
    std::vector<std::string> result;
    for (const CompletionWord& candidate :
         Complete(sample_.app(), words).candidates)
      result.push_back(candidate.word);
    return result;
  }

  bool OffersFiles(const std::vector<std::string>& words) {
    return Complete(sample_.app(), words).files;
  }

  SampleApp sample_;
};

TEST_F(CompletionTest, SubcommandsButNotHiddenOnes) {
  EXPECT_THAT(WordsFor({""}), ElementsAre("make", "show"));
  EXPECT_THAT(WordsFor({"s"}), ElementsAre("show"));
  EXPECT_THAT(WordsFor({"show", ""}), ElementsAre("one", "all"));
  EXPECT_THAT(WordsFor({"inner", "--j"}), ElementsAre("--json"));
  EXPECT_THAT(WordsFor({"x"}), IsEmpty());
  EXPECT_THAT(WordsFor({}), IsEmpty());
}

TEST_F(CompletionTest, OptionsOfTheSubcommandAndOfTheWhole) {
  EXPECT_THAT(WordsFor({"make", "--"}),
              ElementsAre("--help", "--rule", "--level", "--check", "--key",
                          "--server", "--json"));
  EXPECT_THAT(WordsFor({"--s"}), ElementsAre("--server"));
  EXPECT_THAT(WordsFor({"--server", "h:1", "show", "one", "--j"}),
              ElementsAre("--json"));
}

TEST_F(CompletionTest, ValuesThatAreListed) {
  EXPECT_THAT(WordsFor({"make", "--rule", ""}),
              ElementsAre("keep-all", "keep-newest"));
  EXPECT_THAT(WordsFor({"make", "-r", "keep-n"}), ElementsAre("keep-newest"));
  EXPECT_THAT(WordsFor({"make", "--level", ""}), ElementsAre("much", "little"));
  EXPECT_THAT(WordsFor({"make", "--server", ""}), IsEmpty());
  // After the value comes something else again.
  EXPECT_THAT(WordsFor({"make", "--rule", "keep-all", "--l"}),
              ElementsAre("--level"));
}

TEST_F(CompletionTest, ValuesInTheSameWord) {
  EXPECT_THAT(WordsFor({"make", "--rule=keep-n"}),
              ElementsAre("--rule=keep-newest"));
  EXPECT_THAT(WordsFor({"make", "--none=a"}), IsEmpty());
  // As Bash gives them.
  EXPECT_THAT(WordsFor({"make", "--rule", "="}),
              ElementsAre("keep-all", "keep-newest"));
  EXPECT_THAT(WordsFor({"make", "--rule", "=", "keep-n"}),
              ElementsAre("keep-newest"));
}

TEST_F(CompletionTest, TheLastOfAList) {
  EXPECT_THAT(WordsFor({"make", "--check", "file,u"}),
              ElementsAre("file,units"));
}

TEST_F(CompletionTest, Files) {
  EXPECT_TRUE(OffersFiles({"make", ""}));
  EXPECT_TRUE(OffersFiles({"make", "a", "b", ""}));
  EXPECT_TRUE(OffersFiles({"make", "--key", ""}));
  EXPECT_TRUE(OffersFiles({"make", "--", "-"}));
  EXPECT_FALSE(OffersFiles({"make", "--rule", ""}));
  EXPECT_FALSE(OffersFiles({"make", "--"}));
  EXPECT_FALSE(OffersFiles({"show", "one", ""}));
}

TEST_F(CompletionTest, AnswersShells) {
  const char* const question[] = {"demo", "__complete", "make", "--ke"};
  EXPECT_EQ(AnswerShell(sample_.app(), 4, question), "--key\tA file\n");
  const char* const files[] = {"demo", "__complete", "make", ""};
  EXPECT_EQ(AnswerShell(sample_.app(), 4, files), ":files\n");
  const char* const other[] = {"demo", "make", "__complete"};
  EXPECT_EQ(AnswerShell(sample_.app(), 3, other), std::nullopt);
}

TEST(CompletionScriptTest, NamesItsProgram) {
  for (const std::string& shell : ShellNames()) {
    const std::string script = CompletionScript(shell, "demo-two");
    EXPECT_THAT(script, HasSubstr("demo-two")) << shell;
    EXPECT_THAT(script, HasSubstr("_demo_two")) << shell;
    EXPECT_THAT(script, HasSubstr(" __complete ")) << shell;
  }
}

}  // namespace
}  // namespace presstm
