package org.presstm.omegat.gui;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.omegat.core.data.ExternalTMFactory;
import org.omegat.core.data.ExternalTMX;
import org.omegat.core.data.ITMXEntry;
import org.omegat.core.data.PrepareTMXEntry;
import org.presstm.omegat.text.MatchText;
import presstm.v1.Match;
import presstm.v1.TranslationUnit;

/**
 * What the server has proposed for a project's segments, also as memories for OmegaT. Thread-safe.
 */
final class ProposalStore {
  private final Map<Integer, List<Proposal>> byEntry = new HashMap<>();

  /** By memory, source and target: what OmegaT is given once. */
  private final Map<List<String>, Proposal> distinct = new LinkedHashMap<>();

  private volatile Map<String, ExternalTMX> memories = Map.of();

  /** The newest answer for the entry of this number; null if there was none. */
  synchronized List<Proposal> get(int entryNumber) {
    return byEntry.get(entryNumber);
  }

  /** True if there is something new among them: then publish() is due. */
  synchronized boolean put(int entryNumber, List<Proposal> proposals) {
    byEntry.put(entryNumber, proposals);
    boolean isNew = false;
    for (Proposal proposal : proposals) {
      List<String> key = List.of(memoryName(proposal.match), proposal.source, proposal.target);
      isNew |= distinct.put(key, proposal) == null;
    }
    return isNew;
  }

  /** Gives OmegaT all that is there. */
  synchronized void publish() {
    Map<String, List<Proposal>> groups = new TreeMap<>();
    distinct.forEach(
        (key, proposal) ->
            groups.computeIfAbsent(key.get(0), name -> new ArrayList<>()).add(proposal));
    Map<String, ExternalTMX> built = new TreeMap<>();
    groups.forEach((name, proposals) -> built.put(name, memory(name, proposals)));
    memories = built;
  }

  private static ExternalTMX memory(String name, List<Proposal> proposals) {
    ExternalTMFactory.Builder builder = new ExternalTMFactory.Builder(name);
    for (Proposal proposal : proposals) {
      builder.addEntry(proposal.source, proposal.target, null, null, properties(proposal));
    }
    ExternalTMX memory = builder.done();
    // The builder leaves out what is blank; a match never is.
    for (int i = 0; i < memory.getEntries().size(); i++) {
      setPeople(memory.getEntries().get(i), proposals.get(i).match.getTranslationUnit());
    }
    return memory;
  }

  /** For templates of the Fuzzy Matches pane: "@{presstm-score}" and so on. */
  private static String[] properties(Proposal proposal) {
    return new String[] {
      "presstm-score", MatchText.score(proposal.match),
      "presstm-memory", MatchText.memoryName(proposal.match.getMemory()),
      "presstm-details", MatchText.details(proposal.match, ZoneId.systemDefault())
    };
  }

  private static void setPeople(ITMXEntry entry, TranslationUnit unit) {
    if (entry instanceof PrepareTMXEntry) {
      PrepareTMXEntry prepared = (PrepareTMXEntry) entry;
      prepared.creator = unit.getCreatedBy();
      prepared.creationDate = unit.getCreateTime().getSeconds() * 1000;
      prepared.changer = unit.getUpdatedBy();
      prepared.changeDate = unit.getUpdateTime().getSeconds() * 1000;
    }
  }

  Map<String, ExternalTMX> memories() {
    return memories;
  }

  /**
   * OmegaT scores texts for itself, and takes off what it finds as "penalty-NN" in a memory's name:
   * so it knows of the points that do not come from the texts.
   */
  private static String memoryName(Match match) {
    int points = MatchText.pointsForProvenance(match);
    String penalty = points == 0 ? "" : String.format("penalty-%02d/", points);
    return "presstm/" + penalty + MatchText.memoryName(match.getMemory());
  }
}
