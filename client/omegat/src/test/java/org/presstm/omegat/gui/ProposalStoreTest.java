package org.presstm.omegat.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.omegat.core.data.ITMXEntry;
import presstm.v1.Match;
import presstm.v1.Penalty;
import presstm.v1.PenaltyKind;
import presstm.v1.Segment;
import presstm.v1.TranslationUnit;
import presstm.v1.Variant;

class ProposalStoreTest {
  private final ProposalStore store = new ProposalStore();

  private static Variant variant(String text) {
    return Variant.newBuilder().setSegment(Segment.newBuilder().setText(text)).build();
  }

  private static Match match(String source, String target, int memoryPenalty) {
    Match.Builder match =
        Match.newBuilder()
            .setScore(90)
            .setMemory("memories/press")
            .setSource(variant(source))
            .setTarget(variant(target))
            .setTranslationUnit(
                TranslationUnit.newBuilder()
                    .setUpdatedBy("kim")
                    .setUpdateTime(Timestamp.newBuilder().setSeconds(1764115200)));
    if (memoryPenalty > 0) {
      match.addPenalties(
          Penalty.newBuilder()
              .setKind(PenaltyKind.PENALTY_KIND_MEMORY)
              .setPoints(memoryPenalty));
    }
    return match.build();
  }

  private static List<Proposal> proposals(Match... matches) {
    return Proposal.of(List.of(matches), Segment.getDefaultInstance());
  }

  @Test
  void keepsTheNewestAnswer() {
    assertNull(store.get(1));
    store.put(1, proposals(match("a", "一", 0)));
    store.put(1, proposals());
    assertEquals(List.of(), store.get(1));
  }

  @Test
  void saysWhetherTheyAreOthersThanBefore() {
    assertFalse(store.put(1, proposals()));
    assertTrue(store.put(1, proposals(match("a", "一", 0))));
    assertFalse(store.put(1, proposals(match("a", "一", 0))));
    assertTrue(store.put(1, proposals(match("a", "二", 0))));
  }

  @Test
  void whatWasReplacedInTheServerIsGone() {
    store.put(1, proposals(match("a", "一", 0)));
    store.put(1, proposals(match("a", "二", 0)));
    store.put(2, proposals(match("a", "二", 0)));
    store.publish();
    List<ITMXEntry> entries = store.memories().get("presstm/press").getEntries();
    assertEquals(1, entries.size());
    assertEquals("二", entries.get(0).getTranslationText());
  }

  @Test
  void givesOmegaTMemoriesWithTheirPenaltyInTheName() {
    store.put(1, proposals(match("a", "一", 0), match("b", "二", 3), match("a", "三", 0)));
    assertEquals(Set.of(), store.memories().keySet());
    store.publish();
    assertEquals(
        Set.of("presstm/press", "presstm/penalty-03/press"), store.memories().keySet());
    List<ITMXEntry> entries = store.memories().get("presstm/press").getEntries();
    assertEquals(2, entries.size());
    assertEquals("一", entries.get(0).getTranslationText());
    assertEquals("kim", entries.get(0).getChanger());
    assertEquals(1764115200000L, entries.get(0).getChangeDate());
    assertEquals("90%", entries.get(0).getPropValue("presstm-score"));
  }
}
