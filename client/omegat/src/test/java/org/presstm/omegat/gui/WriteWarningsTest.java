package org.presstm.omegat.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import presstm.v1.TranslationUnit;

class WriteWarningsTest {
  private final WriteWarnings warnings = new WriteWarnings();

  private static TranslationUnit unit(String source, String... messages) {
    TranslationUnit.Builder unit = TranslationUnit.newBuilder().setSourceLanguageCode("en");
    unit.addVariantsBuilder().setLanguageCode("ko").getSegmentBuilder().setText("x");
    unit.addVariantsBuilder().setLanguageCode("en").getSegmentBuilder().setText(source);
    for (String message : messages) {
      unit.addQualityWarningsBuilder().setMessage(message);
    }
    return unit.build();
  }

  @Test
  void namesTheSegmentAndWhatIsWrong() {
    assertEquals("", warnings.text());
    warnings.note(unit("In 2026", "ko lacks the number 2026", "ko has 0 inline codes, en 2"));
    warnings.note(unit("fine"));
    warnings.note(unit("A".repeat(41), "other"));
    assertEquals(
        "Check \u201c"
            + "A".repeat(40)
            + "\u2026\u201d: other\n"
            + "Check \u201cIn 2026\u201d: ko lacks the number 2026; ko has 0 inline codes, en 2",
        warnings.text());
  }

  @Test
  void forgetsWhatWasMended() {
    warnings.note(unit("In 2026", "ko lacks the number 2026"));
    warnings.note(unit("In 2026"));
    assertEquals("", warnings.text());
  }

  @Test
  void keepsTheLastFew() {
    for (int i = 1; i <= 7; i++) {
      warnings.note(unit("segment " + i, "wrong"));
    }
    assertEquals(5, warnings.text().split("\n").length);
    assertEquals("Check \u201csegment 7\u201d: wrong", warnings.text().split("\n")[0]);
  }
}
