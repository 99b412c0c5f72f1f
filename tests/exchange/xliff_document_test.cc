#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/exchange/document_test_filling.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

constexpr DocumentFormat kXliff = DocumentFormat::kXliff;

// With what people and tools write around it: kept as it is.
std::string Xliff1(absl::string_view body) {
  return absl::StrCat(
      "<?xml version='1.0'?><!-- a > b -->\r\n<!DOCTYPE xliff SYSTEM "
      "\"xliff.dtd\"><xliff version='1.2' xmlns:k='k'>\n<file original='a' "
      "source-language='en' target-language='ko' datatype=\"x&#38;y\">"
      "<header><k:any k:a='1'/></header><body>\n",
      body, "</body></file></xliff>\n<!-- end -->\n");
}

std::string Xliff2(absl::string_view body) {
  return absl::StrCat(
      "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.0' "
      "srcLang='en' trgLang='ko'>\n<file id='f'>",
      body, "</file></xliff>");
}

std::string Fill1(absl::string_view body, const Answerer& answer) {
  const FilledDocument filled = FillDocument(kXliff, Xliff1(body), answer);
  EXPECT_OK(filled.status);
  EXPECT_EQ(filled.untouched, Xliff1(body));
  return filled.bytes;
}

std::string Fill2(absl::string_view body, const Answerer& answer) {
  const FilledDocument filled = FillDocument(kXliff, Xliff2(body), answer);
  EXPECT_OK(filled.status);
  EXPECT_EQ(filled.untouched, Xliff2(body));
  return filled.bytes;
}

TEST(XliffDocumentTest, InsertsATarget) {
  EXPECT_EQ(
      Fill1("<trans-unit id='1'>\n  <source>A &lt; B</source>\n"
            "  <note>n</note></trans-unit>",
            FillWith("가 < 나")),
      Xliff1("<trans-unit id='1'>\n  <source>A &lt; B</source>\n"
             "  <target state=\"translated\" state-qualifier=\"exact-match\">"
             "가 &lt; 나</target>\n  <note>n</note></trans-unit>"));
}

TEST(XliffDocumentTest, FillsBlankTargets) {
  EXPECT_EQ(
      Fill1("<trans-unit id='1'><source>A</source><target  k:x = '>'/>"
            "</trans-unit><trans-unit id='2'><source>B</source><target "
            "state='new'> </target></trans-unit>",
            FillWith("가", 90)),
      Xliff1("<trans-unit id='1'><source>A</source><target "
             "state=\"needs-review-translation\" state-qualifier=\"fuzzy-match"
             "\"  k:x = '>'>가</target></trans-unit><trans-unit id='2'>"
             "<source>B</source><target state-qualifier=\"fuzzy-match\" "
             "state='needs-review-translation'>가</target></trans-unit>"));
}

TEST(XliffDocumentTest, LeavesWhatNeedsNothing) {
  const std::string body =
      "<trans-unit id='1'><source>A</source><target>가</target></trans-unit>"
      "<trans-unit id='2' approved='yes'><source>A</source></trans-unit>"
      "<trans-unit id='3' translate='no'><source>A</source></trans-unit>"
      "<trans-unit id='4'><source>A</source><target state='final'/>"
      "</trans-unit>"
      "<trans-unit id='5' k:locked='true'><source>A</source></trans-unit>"
      "<group translate='no'><trans-unit id='6'><source>A</source>"
      "</trans-unit></group>"
      "<trans-unit id='7'><source> </source></trans-unit>"
      "<trans-unit id='8'><source>A</source><target><x id='1'/></target>"
      "</trans-unit>";
  const FilledDocument filled =
      FillDocument(kXliff, Xliff1(body), [](const DocumentSegment& segment) {
        SegmentAnswer answer = FillWith("가")(segment);
        answer.alternatives = ProposeFuzzy("나")(segment).alternatives;
        return answer;
      });
  EXPECT_EQ(filled.bytes, Xliff1(body));
  std::vector<SegmentState> states;
  for (const DocumentSegment& segment : filled.segments) {
    states.push_back(segment.state);
  }
  using S = SegmentState;
  EXPECT_THAT(states, testing::ElementsAre(
                          S::kTranslated, S::kLocked, S::kProtected, S::kLocked,
                          S::kLocked, S::kProtected, S::kTranslated));
}

TEST(XliffDocumentTest, AddsAltTransAfterTheTarget) {
  EXPECT_EQ(Fill1("<trans-unit id='1'><source>A</source>\n<target/>\n"
                  "<alt-trans><source>old</source><target>o</target>"
                  "</alt-trans></trans-unit>",
                  ProposeFuzzy("가")),
            Xliff1("<trans-unit id='1'><source>A</source>\n<target/>"
                   "<alt-trans match-quality=\"84%\" origin=\"press\"><source "
                   "xml:lang=\"en\">A</source><target xml:lang=\"ko\">가"
                   "</target></alt-trans>\n<alt-trans><source>old</source>"
                   "<target>o</target></alt-trans></trans-unit>"));
}

TEST(XliffDocumentTest, AddsNoAlternativeTwice) {
  const auto again = [](const std::string& bytes) {
    const FilledDocument filled =
        FillDocument(kXliff, bytes, ProposeFuzzy("가"));
    EXPECT_OK(filled.status);
    return filled.bytes;
  };
  for (const std::string& document :
       {Xliff1("<trans-unit id='1'>\n <source>A</source></trans-unit>"),
        Xliff2(
            "<unit id='1'>\n <segment><source>A</source></segment></unit>")}) {
    const std::string once = again(document);
    EXPECT_NE(once, document);
    EXPECT_EQ(again(once), once);
    // Another one is added beside it.
    EXPECT_THAT(FillDocument(kXliff, once, ProposeFuzzy("나")).bytes,
                testing::AllOf(HasSubstr("가"), HasSubstr("나")));
  }
}

// As tools write it that put the source where the translation is to be.
TEST(XliffDocumentTest, ACopyOfTheSourceInAnUntranslatedTargetIsNone) {
  const auto unit = [](const std::string& target) {
    return "<trans-unit id='1'><source>KBS</source>" + target + "</trans-unit>";
  };
  EXPECT_EQ(Fill1(unit("<target state='new'>KBS</target>"), FillWith("가")),
            Xliff1(unit("<target state-qualifier=\"exact-match\" "
                        "state='translated'>가</target>")));
  for (const std::string& kept :
       {unit("<target>KBS</target>"), unit("<target state='new'>MBC</target>"),
        unit("<target state='translated'>KBS</target>")}) {
    EXPECT_EQ(Fill1(kept, FillWith("가")), Xliff1(kept));
  }
  EXPECT_EQ(Fill2("<unit id='1'><segment id='s' state='initial'><source>KBS"
                  "</source><target>KBS</target></segment></unit>",
                  FillWith("가")),
            Xliff2("<unit id='1'><segment id='s' state='translated'><source>"
                   "KBS</source><target>가</target></segment></unit>"));
  const std::string unsaid =
      "<unit id='1'><segment><source>KBS</source><target>KBS</target>"
      "</segment></unit>";
  EXPECT_EQ(Fill2(unsaid, FillWith("가")), Xliff2(unsaid));
}

TEST(XliffDocumentTest, WritesCodesAsTheDocumentDoes) {
  const std::string source =
      "<source>See <g id='1' k:a='&quot;'>this</g><x id=\"2\"\n/><ph "
      "id='3'>&lt;"
      "br/></ph><g id='4'/></source>";
  const FilledDocument filled = FillDocument(
      kXliff, Xliff1("<trans-unit id='1'>" + source + "</trans-unit>"),
      [](const DocumentSegment& segment) {
        Proposal proposal = ProposalOf(segment, "여기 이것");
        proposal.target.codes[0].position_bytes = 7;
        return SegmentAnswer{.fill = std::move(proposal)};
      });
  EXPECT_EQ(filled.bytes,
            Xliff1(absl::StrCat(
                "<trans-unit id='1'>", source,
                "<target state=\"translated\" state-qualifier=\"exact-match\">"
                "여기 <g id='1' k:a='&quot;'>이것</g><x id=\"2\"\n/><ph id='3'>"
                "&lt;br/></ph><g id='4'></g></target></trans-unit>")));
}

TEST(XliffDocumentTest, DoesNotFillWhereCodesAreMissing) {
  const std::string body =
      "<trans-unit id='1'><source>A <x id='1'/></source></trans-unit>";
  EXPECT_EQ(Fill1(body,
                  [](const DocumentSegment& segment) {
                    Proposal proposal = ProposalOf(segment, "가");
                    proposal.target.codes.clear();
                    return SegmentAnswer{.fill = std::move(proposal)};
                  }),
            Xliff1(body));
}

TEST(XliffDocumentTest, FillsTheParts) {
  const std::string source =
      "<source>A. B.</source><seg-source><g id='1'><mrk mtype='seg' mid='0'>"
      "A.</mrk> <mrk mtype='seg' mid='1'>B.</mrk></g></seg-source>";
  const auto only_first = [](const DocumentSegment& segment) {
    return segment.source.text == "A." ? FillWith("가.")(segment)
                                       : ProposeFuzzy("나.")(segment);
  };
  EXPECT_EQ(
      Fill1("<trans-unit id='1'>" + source + "</trans-unit>", only_first),
      Xliff1(absl::StrCat(
          "<trans-unit id='1'>", source,
          "<target state=\"needs-translation\"><g id='1'><mrk mtype='seg' "
          "mid='0'>가.</mrk> <mrk mtype='seg' mid='1'></mrk></g></target>"
          "<alt-trans match-quality=\"84%\" mid=\"1\" origin=\"press\"><source "
          "xml:lang=\"en\">B.</source><target xml:lang=\"ko\">나.</target>"
          "</alt-trans></trans-unit>")));
  const std::string target =
      "<target><mrk mtype='seg' mid='0'/> <mrk mtype='seg' mid='1'>나.</mrk>"
      "</target>";
  EXPECT_EQ(
      Fill1("<trans-unit id='1'>" + source + target + "</trans-unit>",
            FillWith("가.")),
      Xliff1(absl::StrCat(
          "<trans-unit id='1'>", source,
          "<target state=\"translated\" state-qualifier=\"exact-match\"><mrk "
          "mtype='seg' mid='0'>가.</mrk> <mrk mtype='seg' mid='1'>나.</mrk>"
          "</target></trans-unit>")));
}

TEST(XliffDocumentTest, LeavesPartsThatTradosLocks) {
  const std::string body =
      "<trans-unit id='1'><source>A</source><seg-source><mrk mtype='seg' "
      "mid='7'>A</mrk></seg-source><target><mrk mtype='seg' mid='7'/></target>"
      "<sdl:seg-defs><sdl:seg id='7' locked='true'/></sdl:seg-defs>"
      "</trans-unit>";
  EXPECT_EQ(Fill1(body, FillWith("가")), Xliff1(body));
}

TEST(XliffDocumentTest, NamesTheLanguageWhereTheFileDoesNot) {
  const std::string body =
      "<xliff version='1.2'><file source-language='en'><body><trans-unit "
      "id='1'><source>A</source>$</trans-unit></body></file></xliff>";
  const FilledDocument filled =
      FillDocument(kXliff, absl::StrReplaceAll(body, {{"$", ""}}),
                   FillWith("가"), {.target = "ko"});
  EXPECT_EQ(filled.bytes,
            absl::StrReplaceAll(
                body, {{"$",
                        "<target xml:lang=\"ko\" state=\"translated\" "
                        "state-qualifier=\"exact-match\">가</target>"}}));
}

TEST(XliffDocumentTest, UsesThePrefixOfTheRoot) {
  const FilledDocument filled = FillDocument(
      kXliff,
      "<x:xliff version='1.2' xmlns:x='u'><x:file source-language='en' "
      "target-language='ko'><x:body><x:trans-unit id='1'><x:source>A</x:source>"
      "</x:trans-unit></x:body></x:file></x:xliff>",
      FillWith("가"));
  EXPECT_THAT(filled.bytes,
              HasSubstr("</x:source><x:target state=\"translated\" "
                        "state-qualifier=\"exact-match\">가</x:target></x:"));
}

TEST(XliffDocumentTest, FillsSegmentsOfVersion2) {
  EXPECT_EQ(
      Fill2("<unit id='u'>\n <segment id='s'><source>A</source></segment>"
            "<segment state='initial'><source>B</source><target/></segment>"
            "<ignorable><source> </source></ignorable></unit>",
            FillWith("가")),
      Xliff2("<unit id='u'>\n <segment state=\"translated\" id='s'><source>A"
             "</source><target>가</target></segment><segment "
             "state='translated'><source>B</source><target>가</target>"
             "</segment><ignorable><source> </source></ignorable></unit>"));
  // The state there is has a meaning of its own.
  EXPECT_EQ(Fill2("<unit id='u'><segment state='initial' subState='x:y'>"
                  "<source>A</source></segment></unit>",
                  FillWith("가")),
            Xliff2("<unit id='u'><segment state='initial' subState='x:y'>"
                   "<source>A</source><target>가</target></segment></unit>"));
}

TEST(XliffDocumentTest, AddsMatchesToVersion2) {
  EXPECT_EQ(
      Fill2("<unit id='u'>\n <originalData><data id='d'>b</data>"
            "</originalData><segment><source>A<ph id='seg1' dataRef='d'/>"
            "</source></segment></unit>",
            ProposeFuzzy("가")),
      Xliff2(
          "<unit id='u'>\n <mtc:matches xmlns:mtc=\"urn:oasis:names:tc:xliff:"
          "matches:2.0\"><mtc:match ref=\"#seg2\" similarity=\"84\" "
          "matchQuality=\"84\" origin=\"press\"><source>A<ph id='seg1'/>"
          "</source><target>가<ph id='seg1'/></target></mtc:match>"
          "</mtc:matches>\n <originalData><data id='d'>b</data>"
          "</originalData><segment id=\"seg2\"><source>A<ph id='seg1' "
          "dataRef='d'/></source></segment></unit>"));
  const std::string matches =
      "<m:matches xmlns:m='n'><m:match ref='#s'><source>A</source><target>a"
      "</target></m:match>$</m:matches>";
  const std::string segment =
      "<segment id='s'><source>A</source></segment></unit>";
  EXPECT_EQ(
      Fill2(absl::StrCat("<unit id='u'>",
                         absl::StrReplaceAll(matches, {{"$", ""}}), segment),
            ProposeFuzzy("가")),
      Xliff2(absl::StrCat(
          "<unit id='u'>",
          absl::StrReplaceAll(matches,
                              {{"$",
                                "<m:match ref=\"#s\" similarity=\"84\" "
                                "matchQuality=\"84\" origin=\"press\"><source>A"
                                "</source><target>가</target></m:match>"}}),
          segment)));
}

TEST(XliffDocumentTest, GivesTheRootOfVersion2ItsTargetLanguage) {
  const FilledDocument filled = FillDocument(
      kXliff,
      "<xliff version='2.1' srcLang='en'><file id='f'><unit id='u'><segment>"
      "<source>A</source></segment></unit></file></xliff>",
      FillWith("가"), {.target = "ko"});
  EXPECT_THAT(filled.bytes,
              HasSubstr("<xliff trgLang=\"ko\" version='2.1' srcLang='en'>"));
}

TEST(XliffDocumentTest, TellsNeighboursWithinAFile) {
  const FilledDocument filled = FillDocument(
      kXliff,
      "<xliff version='1.2'><file><trans-unit id='1'><source>A</source>"
      "</trans-unit><trans-unit id='2'><source>B</source></trans-unit></file>"
      "<file><trans-unit id='1'><source>C</source></trans-unit></file></xliff>",
      NoAnswer);
  ASSERT_THAT(filled.segments, SizeIs(3));
  EXPECT_EQ(filled.segments[0].previous_text, "");
  EXPECT_EQ(filled.segments[0].next_text, "B");
  EXPECT_EQ(filled.segments[1].previous_text, "A");
  EXPECT_EQ(filled.segments[1].next_text, "");
  EXPECT_EQ(filled.segments[2].previous_text, "");
}

TEST(XliffDocumentTest, SaysWhereAFileIsNotWellFormed) {
  const std::string body =
      "<trans-unit id='1'><source>A</source></trans-unit>\n";
  const struct {
    std::string bytes;
    std::string message;
  } kRows[] = {
      {"", "line 1: the file is empty"},
      {"<tmx/>", "line 1: not an XLIFF file"},
      {"<xliff version='1.2'>\n<file></fil></xliff>",
       "line 2: not well-formed"},
      {"<xliff version='1.2'>\n<file>&nbsp;", "line 2: not well-formed"},
      {"<xliff version='1.2'>\n<file>", "line 2: the file is cut off"},
      {"<xliff version='1.2'>\n\xFF", "line 2: bytes that stand for no"},
      {"<!DOCTYPE x [<!ENTITY e 'v'>]><xliff version='1.2'/>",
       "line 1: the DOCTYPE declares the entity"}};
  for (const auto& row : kRows) {
    SCOPED_TRACE(row.bytes);
    const FilledDocument filled = FillDocument(kXliff, row.bytes, NoAnswer);
    EXPECT_THAT(std::string(filled.status.message()), HasSubstr(row.message));
  }
}

TEST(XliffDocumentTest, LeavesSegmentsWithUnknownEntities) {
  const std::string body =
      "<trans-unit id='1'><source>A&nbsp;B</source></trans-unit>";
  const FilledDocument filled =
      FillDocument(kXliff, Xliff1(body), FillWith("가"));
  EXPECT_OK(filled.status);
  EXPECT_EQ(filled.bytes, Xliff1(body));
  ASSERT_THAT(filled.segments, SizeIs(1));
  EXPECT_EQ(filled.segments[0].state, SegmentState::kUnreadable);
}

TEST(XliffDocumentTest, MakesNoDifferenceHowTheBytesAreCut) {
  std::string body;
  for (int k = 0; k < 40; ++k) {
    absl::StrAppend(
        &body, "  <trans-unit id='", k,
        "'>\n<source>안녕 <g id='1'>A</g></source>\n</trans-unit>\n");
  }
  const std::string whole = Fill1(body, FillWith("가"));
  for (const size_t step : {1, 7, 100}) {
    EXPECT_EQ(
        FillDocument(kXliff, Xliff1(body), FillWith("가"), {}, step).bytes,
        whole);
  }
}

}  // namespace
}  // namespace presstm
