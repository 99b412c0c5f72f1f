#include "server/command_line/manual_page.h"

#include <cstdlib>

#include "gmock/gmock.h"
#include "tests/server/command_line/sample_app.h"

namespace presstm {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ManualPageTest : public testing::Test {
 protected:
  ManualPageTest() {
    setenv("SOURCE_DATE_EPOCH", "86400", /*overwrite=*/1);
    page_ = ManualPage(sample_.app(),
                       {.section = 1,
                        .version = "1.2",
                        .sections = {{"SEE ALSO", {"other(1)", "more(2)"}}}});
    unsetenv("SOURCE_DATE_EPOCH");
  }

  SampleApp sample_;
  std::string page_;
};

TEST_F(ManualPageTest, HasItsParts) {
  EXPECT_THAT(page_, StartsWith(".TH DEMO 1 \"1970-01-02\" \"presstm 1.2\""));
  EXPECT_THAT(page_, HasSubstr(".SH NAME\ndemo \\- Makes and shows things\n"));
  EXPECT_THAT(page_,
              HasSubstr(".SH SYNOPSIS\n\\fBdemo\\fR [OPTIONS] SUBCOMMAND\n"));
  EXPECT_THAT(page_, HasSubstr(".SH NOTES\nExit codes: 0 done.\n"));
  EXPECT_THAT(page_, HasSubstr(".SH SEE ALSO\nother(1)\n.PP\nmore(2)\n"));
}

TEST_F(ManualPageTest, HasOptionsAsHelpHasThem) {
  EXPECT_THAT(page_, HasSubstr(".TP\n\\fB\\-\\-json\\fR\nPrint JSON\n"));
  EXPECT_THAT(page_, HasSubstr("Rules:\n.TP\n\\fB\\-r\\fR, \\fB\\-\\-rule\\fR "
                               "\\fIkeep\\-all|keep\\-newest [keep\\-all]"
                               "\\fR\nWhat is kept\n"));
  EXPECT_THAT(page_, HasSubstr("DEMO_LEVEL"));
  EXPECT_THAT(page_, HasSubstr(".TP\n\\fIFILE\\fR \\&...\nWhat to read\n"));
  EXPECT_THAT(page_, Not(HasSubstr("secret")));
}

TEST_F(ManualPageTest, HasSubcommandsOfSubcommands) {
  EXPECT_THAT(page_, HasSubstr(".SS demo make\n"));
  EXPECT_THAT(page_, HasSubstr(".SS demo show one\n"));
  EXPECT_THAT(page_, Not(HasSubstr(".SS demo show\n")));
  EXPECT_THAT(page_, Not(HasSubstr("inner")));
}

TEST_F(ManualPageTest, EscapesWhatRoffReads) {
  EXPECT_THAT(page_, HasSubstr("Show one, e.g. \\(aqa\\(aq or \\eb \\-\\- no"));
  EXPECT_THAT(page_, HasSubstr("\n\\&.all of them.\n"));
}

TEST_F(ManualPageTest, IsPrintedByTheFlag) {
  AddManualFlag(sample_.app(), {.section = 8, .version = "1.2"});
  try {
    sample_.app().parse("--print-man-page");
    FAIL() << "the parse went on";
  } catch (const CLI::Success& answer) {
    EXPECT_THAT(answer.what(), StartsWith(".TH DEMO 8 "));
  }
}

}  // namespace
}  // namespace presstm
