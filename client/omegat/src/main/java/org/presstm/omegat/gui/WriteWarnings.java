package org.presstm.omegat.gui;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import presstm.v1.QualityWarning;
import presstm.v1.TranslationUnit;
import presstm.v1.Variant;

/**
 * What the server has warned of in the segments that were last confirmed. A segment's warnings go
 * when it is confirmed again, or for those of a few later ones. Thread-safe.
 */
final class WriteWarnings {
  private static final int SHOWN = 5;
  private static final int SOURCE_LENGTH = 40;

  private final Map<String, String> warningsBySource = new LinkedHashMap<>();

  synchronized void note(TranslationUnit unit) {
    String source = sourceOf(unit);
    warningsBySource.remove(source);
    if (unit.getQualityWarningsCount() > 0) {
      warningsBySource.put(
          source,
          unit.getQualityWarningsList().stream()
              .map(QualityWarning::getMessage)
              .collect(Collectors.joining("; ")));
    }
    if (warningsBySource.size() > SHOWN) {
      Iterator<String> oldest = warningsBySource.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** A line for each segment, the last first; empty if nothing was warned of. */
  synchronized String text() {
    StringBuilder text = new StringBuilder();
    warningsBySource.forEach(
        (source, warnings) ->
            text.insert(0, "\nCheck \u201c" + shortened(source) + "\u201d: " + warnings));
    return text.length() == 0 ? "" : text.substring(1);
  }

  private static String sourceOf(TranslationUnit unit) {
    for (Variant variant : unit.getVariantsList()) {
      if (variant.getLanguageCode().equals(unit.getSourceLanguageCode())) {
        return variant.getSegment().getText();
      }
    }
    return "";
  }

  private static String shortened(String text) {
    if (text.codePointCount(0, text.length()) <= SOURCE_LENGTH) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, SOURCE_LENGTH)) + "\u2026";
  }
}
