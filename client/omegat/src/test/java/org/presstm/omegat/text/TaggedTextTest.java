package org.presstm.omegat.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import presstm.v1.InlineCode;
import presstm.v1.InlineCodeKind;
import presstm.v1.Segment;

class TaggedTextTest {
  private static final List<String> BOLD = List.of("<b0>", "</b0>");

  private static String codes(Segment segment) {
    return segment.getCodesList().stream()
        .map(
            code ->
                code.getContent()
                    + code.getKind().name().replace("INLINE_CODE_KIND_", " ")
                    + " "
                    + code.getPositionCodePoints())
        .collect(Collectors.joining(", "));
  }

  @Test
  void takesTagsOutOfTheText() {
    Segment segment = TaggedText.parse("他说<b0>是的</b0>。<br1/>", List.of("<b0>", "</b0>", "<br1/>"));
    assertEquals("他说是的。", segment.getText());
    assertEquals("<b0> OPEN 2, </b0> CLOSE 4, <br1/> STANDALONE 5", codes(segment));
    assertEquals("0", segment.getCodes(0).getPairId());
  }

  @Test
  void countsCodePoints() {
    Segment segment = TaggedText.parse("𠀀<b0>한</b0>", BOLD);
    assertEquals("<b0> OPEN 1, </b0> CLOSE 2", codes(segment));
  }

  @Test
  void halfAPairStandsAlone() {
    assertEquals("</b0> STANDALONE 1", codes(TaggedText.parse("a</b0>b", BOLD)));
    assertEquals(
        "</b0> STANDALONE 0, <b0> STANDALONE 1", codes(TaggedText.parse("</b0>a<b0>", BOLD)));
  }

  @Test
  void leavesAloneWhatIsNoTag() {
    Segment segment = TaggedText.parse("3 < 4 and <b0> %s", List.of("%s"));
    assertEquals("3 < 4 and <b0> ", segment.getText());
    assertEquals("%s STANDALONE 15", codes(segment));
  }

  @ParameterizedTest
  @CsvSource({"'plain'", "'<b0>all</b0>'", "'한국 <b0>대통령</b0>은'", "'𠀀<b0>a</b0>𠀀'"})
  void ownTagsComeBackAsTheyWere(String text) {
    Segment segment = TaggedText.parse(text, BOLD);
    assertEquals(text, TaggedText.render(segment, segment, segment));
  }

  private static Segment foreign(String text, int from, int to) {
    return Segment.newBuilder()
        .setText(text)
        .addCodes(code("{\\b", InlineCodeKind.INLINE_CODE_KIND_OPEN, from))
        .addCodes(code("}", InlineCodeKind.INLINE_CODE_KIND_CLOSE, to))
        .build();
  }

  private static InlineCode code(String content, InlineCodeKind kind, int position) {
    return InlineCode.newBuilder()
        .setContent(content)
        .setKind(kind)
        .setPositionCodePoints(position)
        .build();
  }

  @Test
  void codesOfAnotherToolBecomeTheQuerys() {
    Segment query = TaggedText.parse("a <b0>bold</b0> word", BOLD);
    Segment source = foreign("a bold word", 2, 6);
    Segment target = foreign("一个粗体字", 2, 4);
    assertEquals("一个<b0>粗体</b0>字", TaggedText.render(target, source, query));
  }

  @Test
  void codesWithoutACounterpartAreLeftOut() {
    Segment query = TaggedText.parse("a bold word", List.of());
    Segment source = foreign("a bold word", 2, 6);
    assertEquals("一个粗体字", TaggedText.render(foreign("一个粗体字", 2, 4), source, query));
  }
}
