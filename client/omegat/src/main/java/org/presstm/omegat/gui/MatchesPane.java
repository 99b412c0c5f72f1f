package org.presstm.omegat.gui;

import java.awt.Color;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javax.swing.text.BadLocationException;
import javax.swing.text.DefaultHighlighter.DefaultHighlightPainter;
import org.omegat.core.Core;
import org.omegat.util.Log;
import org.presstm.omegat.text.MatchText;
import presstm.v1.Difference;
import presstm.v1.DifferenceKind;
import presstm.v1.Match;

/**
 * Shows the server's matches as the server scores them, one of them selected. A click selects, a
 * double click inserts. For OmegaT's event thread only.
 */
final class MatchesPane extends StyledPane {
  private static final long serialVersionUID = 1;
  private static final Color SELECTED = new Color(0xFFF3C4);

  private transient List<Proposal> proposals = List.of();
  private final List<Integer> ends = new ArrayList<>();
  private String head = "";
  private int selected;
  private int begin;

  MatchesPane() {
    super("PRESSTM_MATCHES", "presstm");
    addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent event) {
            clicked(event);
          }
        });
  }

  /** `trouble` and `status` stand above the matches where they are not empty. */
  void show(List<Proposal> newProposals, String trouble, String status) {
    String newHead = trouble + status;
    boolean same = newProposals == proposals;
    if (same && newHead.equals(head)) {
      return;
    }
    proposals = newProposals;
    head = newHead;
    clear();
    ends.clear();
    if (!trouble.isEmpty()) {
      append(trouble + "\n", Style.TROUBLE);
    }
    if (!status.isEmpty()) {
      append(status + "\n", Style.QUIET);
    }
    begin = getDocument().getLength();
    for (int i = 0; i < proposals.size(); i++) {
      append(i + 1, proposals.get(i));
      ends.add(getDocument().getLength());
    }
    setCaretPosition(0);
    select(same ? selected : 0);
  }

  /** The selected match; null if there is none. */
  Proposal selected() {
    return selected < proposals.size() ? proposals.get(selected) : null;
  }

  void selectNext() {
    if (!proposals.isEmpty()) {
      select((selected + 1) % proposals.size());
    }
  }

  private void append(int number, Proposal proposal) {
    append(number + ". " + MatchText.headline(proposal.match) + "\n", Style.HEADLINE);
    appendSource(proposal.match);
    append("\n" + proposal.target + "\n", Style.PLAIN);
    append(MatchText.details(proposal.match, ZoneId.systemDefault()) + "\n\n", Style.QUIET);
  }

  /** The source without its tags, since the stretches that differ are counted so. */
  private void appendSource(Match match) {
    String text = match.getSource().getSegment().getText();
    if (match.getDifferencesCount() == 0) {
      append(text, Style.PLAIN);
    }
    for (Difference stretch : match.getDifferencesList()) {
      int from = text.offsetByCodePoints(0, stretch.getSourceBeginCodePoints());
      int to = text.offsetByCodePoints(0, stretch.getSourceEndCodePoints());
      boolean equal = stretch.getKind() == DifferenceKind.DIFFERENCE_KIND_EQUAL;
      append(text.substring(from, to), equal ? Style.PLAIN : Style.MARKED);
    }
  }

  private void clicked(MouseEvent event) {
    int position = viewToModel2D(event.getPoint());
    for (int i = 0; i < ends.size(); i++) {
      if (position < ends.get(i)) {
        select(i);
        if (event.getClickCount() == 2) {
          Core.getEditor().insertText(proposals.get(i).target);
        }
        return;
      }
    }
  }

  private void select(int number) {
    selected = number;
    getHighlighter().removeAllHighlights();
    // One match alone is plainly the one.
    if (ends.size() > 1) {
      try {
        int from = number == 0 ? begin : ends.get(number - 1);
        getHighlighter()
            .addHighlight(from, ends.get(number) - 1, new DefaultHighlightPainter(SELECTED));
      } catch (BadLocationException error) {
        Log.log(error);
      }
    }
  }
}
