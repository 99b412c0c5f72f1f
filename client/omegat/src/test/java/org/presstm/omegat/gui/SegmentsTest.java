package org.presstm.omegat.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.omegat.core.data.EntryKey;
import org.omegat.core.data.NotLoadedProject;
import org.omegat.core.data.ProjectProperties;
import org.omegat.core.data.ProtectedPart;
import org.omegat.core.data.SourceTextEntry;
import org.presstm.omegat.Settings;
import presstm.v1.Context;
import presstm.v1.CreateTranslationUnitRequest;
import presstm.v1.LookupQuery;
import presstm.v1.TranslationUnit;
import presstm.v1.WriteRule;

class SegmentsTest {
  private static final Settings SETTINGS = Settings.of(Map.of(Settings.WRITE_MEMORY, "press"));

  private final List<SourceTextEntry> entries =
      List.of(
          entry(1, "a.txt", null, "First."),
          entry(2, "a.txt", null, "<b0>Second</b0>.", "<b0>", "</b0>"),
          entry(3, "a.txt", "id3", "Third."),
          entry(4, "b.txt", null, "<br0/>", "<br0/>"));
  private final Segments segments = new Segments(new Project());

  private final class Project extends NotLoadedProject {
    @Override
    public List<SourceTextEntry> getAllEntries() {
      return entries;
    }

    @Override
    public ProjectProperties getProjectProperties() {
      try {
        ProjectProperties properties = new ProjectProperties(new File("."));
        properties.setSourceLanguage("en");
        properties.setTargetLanguage("zh-CN");
        return properties;
      } catch (Exception error) {
        throw new IllegalStateException(error);
      }
    }
  }

  private static SourceTextEntry entry(
      int number, String file, String id, String text, String... tags) {
    List<ProtectedPart> parts = new ArrayList<>();
    for (String tag : tags) {
      ProtectedPart part = new ProtectedPart();
      part.setTextInSourceSegment(tag);
      parts.add(part);
    }
    return new SourceTextEntry(
        new EntryKey(file, text, id, null, null, null), number, null, null, parts);
  }

  @Test
  void asksWithTheNeighboursOfTheSameDocument() {
    LookupQuery first = segments.query(entries.get(0));
    assertEquals("First.", first.getQuery().getText());
    assertEquals("", first.getPreviousText());
    assertEquals("Second.", first.getNextText());
    LookupQuery third = segments.query(entries.get(2));
    assertEquals("Second.", third.getPreviousText());
    assertEquals("", third.getNextText());
    assertEquals("a.txt#id3", third.getContextKey());
    assertFalse(third.getSkip());
  }

  @Test
  void skipsWhatHasNoText() {
    assertTrue(segments.query(entries.get(3)).getSkip());
    assertNull(segments.confirmed(entries.get(3), "<br0/>", "kim", SETTINGS));
    assertNull(segments.confirmed(entries.get(0), " ", "kim", SETTINGS));
  }

  @Test
  void writesAllThatIsKnown() {
    CreateTranslationUnitRequest request =
        segments.confirmed(entries.get(1), "<b0>第二</b0>。", "kim", SETTINGS);
    assertEquals("memories/press", request.getParent());
    assertEquals(
        WriteRule.WRITE_RULE_REPLACE_SAME_SOURCE_AND_CONTEXT, request.getWriteRule());
    TranslationUnit unit = request.getTranslationUnit();
    assertEquals("Second.", unit.getVariants(0).getSegment().getText());
    assertEquals("zh-CN", unit.getVariants(1).getLanguageCode());
    assertEquals("第二。", unit.getVariants(1).getSegment().getText());
    assertEquals(2, unit.getVariants(1).getSegment().getCodesCount());
    assertEquals("a.txt", unit.getDocument());
    assertEquals("kim", unit.getCreatedBy());
    assertEquals(unit.getCreateTime(), unit.getUpdateTime());
    assertEquals(
        Context.newBuilder().setPreviousText("First.").setNextText("Third.").build(),
        unit.getContexts(0));
  }
}
