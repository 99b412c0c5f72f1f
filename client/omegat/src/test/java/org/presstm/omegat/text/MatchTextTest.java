package org.presstm.omegat.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Timestamp;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import presstm.v1.Match;
import presstm.v1.MatchType;
import presstm.v1.Origin;
import presstm.v1.Penalty;
import presstm.v1.PenaltyKind;
import presstm.v1.TranslationStatus;
import presstm.v1.TranslationUnit;

class MatchTextTest {
  private static final ZoneId ZONE = ZoneOffset.UTC;

  private static Match.Builder match(int score) {
    return Match.newBuilder().setScore(score).setMemory("memories/press");
  }

  private static Penalty penalty(PenaltyKind kind, int points) {
    return Penalty.newBuilder().setKind(kind).setPoints(points).build();
  }

  @Test
  void namesContextsAsPeopleDo() {
    assertEquals("84%", MatchText.score(match(84).build()));
    assertEquals(
        "100%", MatchText.score(match(100).setType(MatchType.MATCH_TYPE_EXACT).build()));
    assertEquals(
        "101%", MatchText.score(match(100).setType(MatchType.MATCH_TYPE_CONTEXT).build()));
    assertEquals(
        "102%", MatchText.score(match(100).setType(MatchType.MATCH_TYPE_DOUBLE_CONTEXT).build()));
    // With points taken off it is no better than others of its score.
    assertEquals(
        "97%", MatchText.score(match(97).setType(MatchType.MATCH_TYPE_DOUBLE_CONTEXT).build()));
  }

  @Test
  void saysAllThatIsKnown() {
    Match match =
        match(81)
            .addPenalties(penalty(PenaltyKind.PENALTY_KIND_LETTER_CASE, 1))
            .addPenalties(penalty(PenaltyKind.PENALTY_KIND_MEMORY, 3))
            .addPenalties(penalty(PenaltyKind.PENALTY_KIND_REQUEST, 2))
            .setTranslationUnit(
                TranslationUnit.newBuilder()
                    .setOrigin(Origin.ORIGIN_HUMAN)
                    .setStatus(TranslationStatus.TRANSLATION_STATUS_APPROVED)
                    .setCreatedBy("lee")
                    .setUpdatedBy("kim")
                    .setUpdateTime(Timestamp.newBuilder().setSeconds(1764115200))
                    .setDocument("bbc.1"))
            .build();
    assertEquals("81%  press", MatchText.headline(match));
    assertEquals(
        "−1 letter case, −3 memory, −2 your setting · human · approved · kim 2025-11-26 · bbc.1",
        MatchText.details(match, ZONE));
    assertEquals(5, MatchText.pointsForProvenance(match));
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    assertEquals("", MatchText.details(match(100).build(), ZONE));
  }

  @Test
  void ofAPivotItTellsOfTheUnitThatHasTheProposal() {
    Match.Builder match = match(90).setTranslationUnit(unit("first"));
    match.getPivotBuilder().setTranslationUnit(unit("second"));
    match.getPivotBuilder().getFirstBuilder().setLanguageCode("en");
    assertEquals("90%  press via en", MatchText.headline(match.build()));
    assertEquals("second", MatchText.details(match.build(), ZONE));
  }

  private static TranslationUnit unit(String document) {
    return TranslationUnit.newBuilder().setDocument(document).build();
  }
}
