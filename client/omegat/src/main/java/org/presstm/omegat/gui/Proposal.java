package org.presstm.omegat.gui;

import java.util.ArrayList;
import java.util.List;
import org.presstm.omegat.text.TaggedText;
import presstm.v1.Match;
import presstm.v1.Segment;

/** A match with its texts as OmegaT writes them, with the tags of the segment it is proposed for. */
final class Proposal {
  final Match match;
  final String source;
  final String target;

  private Proposal(Match match, Segment query) {
    Segment matchSource = match.getSource().getSegment();
    this.match = match;
    source = TaggedText.render(matchSource, matchSource, query);
    target = TaggedText.render(match.getTarget().getSegment(), matchSource, query);
  }

  static List<Proposal> of(List<Match> matches, Segment query) {
    List<Proposal> proposals = new ArrayList<>();
    for (Match match : matches) {
      proposals.add(new Proposal(match, query));
    }
    return proposals;
  }
}
