package org.presstm.omegat.text;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import presstm.v1.Match;
import presstm.v1.MatchType;
import presstm.v1.Origin;
import presstm.v1.Penalty;
import presstm.v1.PenaltyKind;
import presstm.v1.TranslationStatus;
import presstm.v1.TranslationUnit;

/** Says in words what is known of a match. Pure. */
public final class MatchText {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ISO_LOCAL_DATE;

  private MatchText() {}

  /** The last part of "memories/press". */
  public static String memoryName(String resource) {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  /** "84%", "100%", or 101% and 102% for matches with their context. */
  public static String score(Match match) {
    if (match.getType() == MatchType.MATCH_TYPE_DOUBLE_CONTEXT && match.getScore() == 100) {
      return "102%";
    }
    if (match.getType() == MatchType.MATCH_TYPE_CONTEXT && match.getScore() == 100) {
      return "101%";
    }
    return match.getScore() + "%";
  }

  /** "84% press": what stands above a match. */
  public static String headline(Match match) {
    String via = match.hasPivot() ? " via " + match.getPivot().getFirst().getLanguageCode() : "";
    return score(match) + "  " + memoryName(match.getMemory()) + via;
  }

  /** Penalties, origin, status, who and when, document: those that are known. */
  public static String details(Match match, ZoneId zone) {
    List<String> parts = new ArrayList<>();
    if (match.getPenaltiesCount() > 0) {
      parts.add(
          match.getPenaltiesList().stream()
              .map(MatchText::penalty)
              .collect(Collectors.joining(", ")));
    }
    // Of a pivot the proposal is the second unit's.
    parts.addAll(
        provenance(
            match.hasPivot() ? match.getPivot().getTranslationUnit() : match.getTranslationUnit(),
            zone));
    return String.join(" · ", parts);
  }

  static String penalty(Penalty penalty) {
    // What the request takes off is what the person has set for the memory.
    String what =
        penalty.getKind() == PenaltyKind.PENALTY_KIND_REQUEST
            ? "your setting"
            : word(penalty.getKind(), "PENALTY_KIND_");
    return "−" + penalty.getPoints() + " " + what;
  }

  /** Points that do not come from the texts: of memory, origin, status and the like. */
  public static int pointsForProvenance(Match match) {
    return match.getPenaltiesList().stream()
        .filter(penalty -> isProvenance(penalty.getKind()))
        .mapToInt(Penalty::getPoints)
        .sum();
  }

  private static boolean isProvenance(PenaltyKind kind) {
    switch (kind) {
      case PENALTY_KIND_ALIGNED:
      case PENALTY_KIND_MACHINE:
      case PENALTY_KIND_DRAFT:
      case PENALTY_KIND_MEMORY:
      case PENALTY_KIND_REQUEST:
      case PENALTY_KIND_PIVOT:
        return true;
      default:
        return false;
    }
  }

  /** Origin, status, who and when, document of a unit. */
  public static List<String> provenance(TranslationUnit unit, ZoneId zone) {
    List<String> parts = new ArrayList<>();
    if (unit.getOrigin() != Origin.ORIGIN_UNSPECIFIED) {
      parts.add(word(unit.getOrigin(), "ORIGIN_"));
    }
    if (unit.getStatus() != TranslationStatus.TRANSLATION_STATUS_UNSPECIFIED) {
      parts.add(word(unit.getStatus(), "TRANSLATION_STATUS_"));
    }
    String who = unit.getUpdatedBy().isEmpty() ? unit.getCreatedBy() : unit.getUpdatedBy();
    Timestamp when = unit.hasUpdateTime() ? unit.getUpdateTime() : unit.getCreateTime();
    String date =
        when.getSeconds() == 0
            ? ""
            : DATE.format(Instant.ofEpochSecond(when.getSeconds()).atZone(zone));
    String whoAndWhen = (who + " " + date).trim();
    if (!whoAndWhen.isEmpty()) {
      parts.add(whoAndWhen);
    }
    if (!unit.getDocument().isEmpty()) {
      parts.add(unit.getDocument());
    }
    return parts;
  }

  private static String word(Enum<?> value, String prefix) {
    return value.name().replaceFirst("^" + prefix, "").toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
