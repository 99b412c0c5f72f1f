package org.presstm.omegat.gui;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
  private final Map<Integer, List<Proposal>> byEntry = new TreeMap<>();
  private volatile Map<String, ExternalTMX> memories = Map.of();

  /** The newest answer for the entry of this number; null if there was none. */
  synchronized List<Proposal> get(int entryNumber) {
    return byEntry.get(entryNumber);
  }

  /** True if they are others than before: then publish() is due. */
  synchronized boolean put(int entryNumber, List<Proposal> proposals) {
    List<Proposal> before = byEntry.put(entryNumber, proposals);
    return !keys(before == null ? List.of() : before).equals(keys(proposals));
  }

  private static Set<List<String>> keys(List<Proposal> proposals) {
    return proposals.stream().map(ProposalStore::key).collect(Collectors.toSet());
  }

  /** What OmegaT need be given only once, however many segments it is proposed for. */
  private static List<String> key(Proposal proposal) {
    return List.of(memoryName(proposal.match), proposal.source, proposal.target);
  }

  /** Gives OmegaT all that is there. */
  synchronized void publish() {
    Map<String, Map<List<String>, Proposal>> groups = new TreeMap<>();
    for (List<Proposal> proposals : byEntry.values()) {
      for (Proposal proposal : proposals) {
        groups
            .computeIfAbsent(memoryName(proposal.match), name -> new LinkedHashMap<>())
            .putIfAbsent(key(proposal), proposal);
      }
    }
    Map<String, ExternalTMX> built = new TreeMap<>();
    groups.forEach(
        (name, proposals) -> built.put(name, memory(name, List.copyOf(proposals.values()))));
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
