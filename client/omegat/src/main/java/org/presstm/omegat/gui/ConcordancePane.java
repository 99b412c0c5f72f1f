package org.presstm.omegat.gui;

import java.time.ZoneId;
import java.util.List;
import org.presstm.omegat.text.MatchText;
import presstm.v1.ConcordanceHit;
import presstm.v1.SearchConcordanceResponse;
import presstm.v1.TextSpan;
import presstm.v1.TranslationUnit;
import presstm.v1.Variant;

/** Shows where a text was used before. For OmegaT's event thread only. */
final class ConcordancePane extends StyledPane {
  private static final long serialVersionUID = 1;

  ConcordancePane() {
    super("PRESSTM_CONCORDANCE", "presstm concordance");
  }

  void showSearching(String text) {
    clear();
    append("Searching for " + text + " …", Style.QUIET);
  }

  void showFailure(String trouble) {
    clear();
    append(trouble, Style.TROUBLE);
  }

  void show(String text, SearchConcordanceResponse response) {
    clear();
    int count = response.getHitsCount();
    String more = response.getNextPageToken().isEmpty() ? "" : " and more";
    append(text + ": " + (count == 0 ? "not found" : count + more) + "\n\n", Style.HEADLINE);
    for (ConcordanceHit hit : response.getHitsList()) {
      append(hit);
    }
    setCaretPosition(0);
  }

  private void append(ConcordanceHit hit) {
    TranslationUnit unit = hit.getTranslationUnit();
    appendFound(unit.getVariants(hit.getVariantIndex()), hit.getSpansList());
    for (int i = 0; i < unit.getVariantsCount(); i++) {
      if (i != hit.getVariantIndex()) {
        Variant other = unit.getVariants(i);
        append(other.getLanguageCode() + "  ", Style.QUIET);
        append(other.getSegment().getText() + "\n", Style.PLAIN);
      }
    }
    // "memories/press/translationUnits/4"
    String memory = unit.getName().split("/")[1];
    append(memory + " · ", Style.QUIET);
    append(
        String.join(" · ", MatchText.provenance(unit, ZoneId.systemDefault())) + "\n\n",
        Style.QUIET);
  }

  private void appendFound(Variant variant, List<TextSpan> spans) {
    String text = variant.getSegment().getText();
    append(variant.getLanguageCode() + "  ", Style.QUIET);
    int done = 0;
    for (TextSpan span : spans) {
      int from = text.offsetByCodePoints(0, span.getBeginCodePoints());
      int to = text.offsetByCodePoints(0, span.getEndCodePoints());
      append(text.substring(done, from), Style.PLAIN);
      append(text.substring(from, to), Style.MARKED);
      done = to;
    }
    append(text.substring(done) + "\n", Style.PLAIN);
  }
}
