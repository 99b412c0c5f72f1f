#include "tests/exchange/tmx_dtd_check.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace presstm {
namespace {

std::string Around(absl::string_view body) {
  return absl::StrCat(
      "<tmx version='1.4'><header creationtool='a' creationtoolversion='b' "
      "segtype='sentence' o-tmf='c' adminlang='d' srclang='e' datatype='f'/>"
      "<body>",
      body, "</body></tmx>");
}

TEST(TmxDtdCheckTest, TellsValidFromInvalid) {
  EXPECT_EQ(FindDtdFault(Around("<tu tuid='1'><note>n</note><prop type='p'/>"
                                "<tuv xml:lang='a'><seg>b<ph>c<sub>d</sub>"
                                "</ph></seg></tuv></tu>")),
            "");
  const std::string tuv = "<tuv xml:lang='a'><seg/></tuv>";
  for (const std::string& document :
       {std::string("<tmx version='1.4'/>"), std::string("<tmx"),
        Around("<tuv/>"), Around("<tu/>"), Around("text"),
        Around("<tu>" + tuv + "<note/></tu>"),
        Around("<tu foo='bar'>" + tuv + "</tu>"),
        Around("<tu segtype='verse'>" + tuv + "</tu>"),
        Around("<tu><prop>p</prop>" + tuv + "</tu>"),
        Around("<tu><tuv><seg/></tuv></tu>"),
        Around("<tu><tuv xml:lang='a'><seg/><note/></tuv></tu>"),
        Around("<tu><tuv xml:lang='a'><seg><bpt/></seg></tuv></tu>"),
        Around("<tu><tuv xml:lang='a'><seg><ph><ph/></ph></seg></tuv></tu>")}) {
    EXPECT_NE(FindDtdFault(document), "") << document;
  }
}

}  // namespace
}  // namespace presstm
