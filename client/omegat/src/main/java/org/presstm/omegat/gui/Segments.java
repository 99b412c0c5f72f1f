package org.presstm.omegat.gui;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.omegat.core.data.IProject;
import org.omegat.core.data.ProtectedPart;
import org.omegat.core.data.SourceTextEntry;
import org.presstm.omegat.Settings;
import org.presstm.omegat.text.TaggedText;
import presstm.v1.Context;
import presstm.v1.CreateTranslationUnitRequest;
import presstm.v1.LookupQuery;
import presstm.v1.Origin;
import presstm.v1.Segment;
import presstm.v1.TranslationStatus;
import presstm.v1.TranslationUnit;
import presstm.v1.Variant;

/** A project's segments as the server knows them. Only reads the project. */
final class Segments {
  private final IProject project;

  Segments(IProject project) {
    this.project = project;
  }

  String sourceLanguage() {
    return project.getProjectProperties().getSourceLanguage().getLanguage();
  }

  String targetLanguage() {
    return project.getProjectProperties().getTargetLanguage().getLanguage();
  }

  static Segment source(SourceTextEntry entry) {
    return TaggedText.parse(entry.getSrcText(), tags(entry));
  }

  private static List<String> tags(SourceTextEntry entry) {
    return Stream.of(entry.getProtectedParts())
        .map(ProtectedPart::getTextInSourceSegment)
        .collect(Collectors.toList());
  }

  /** One that is skipped if there is nothing to look up. */
  LookupQuery query(SourceTextEntry entry) {
    Segment source = source(entry);
    return LookupQuery.newBuilder()
        .setQuery(source)
        .setPreviousText(neighbour(entry, -1))
        .setNextText(neighbour(entry, 1))
        .setContextKey(key(entry))
        .setSkip(source.getText().isBlank())
        .build();
  }

  /** A place that has an id of its own is known by it; else by its neighbours alone. */
  private static String key(SourceTextEntry entry) {
    String id = entry.getKey().id;
    return id == null || id.isEmpty() ? "" : entry.getKey().file + "#" + id;
  }

  /** The text of the segment before (-1) or after (1) in the same document; empty if none is. */
  private String neighbour(SourceTextEntry entry, int step) {
    List<SourceTextEntry> entries = project.getAllEntries();
    // Entries count from 1.
    int index = entry.entryNum() - 1 + step;
    if (index < 0 || index >= entries.size()) {
      return "";
    }
    SourceTextEntry other = entries.get(index);
    return other.getKey().file.equals(entry.getKey().file) ? source(other).getText() : "";
  }

  /** Asks for a confirmed segment to be stored; null if one of its sides has no text. */
  CreateTranslationUnitRequest confirmed(
      SourceTextEntry entry, String translation, String author, Settings settings) {
    Segment source = source(entry);
    Segment target = TaggedText.parse(translation, tags(entry));
    if (source.getText().isBlank() || target.getText().isBlank()) {
      return null;
    }
    // The dates are set here: sent again, the unit must be the same.
    Timestamp now = timestamp(Instant.now());
    TranslationUnit.Builder unit =
        TranslationUnit.newBuilder()
            .setSourceLanguageCode(sourceLanguage())
            .addVariants(variant(sourceLanguage(), source))
            .addVariants(variant(targetLanguage(), target))
            .setDocument(entry.getKey().file)
            .setOrigin(Origin.ORIGIN_HUMAN)
            .setStatus(TranslationStatus.TRANSLATION_STATUS_TRANSLATED)
            .setCreateTime(now)
            .setCreatedBy(author)
            .setUpdateTime(now)
            .setUpdatedBy(author);
    Context context =
        Context.newBuilder()
            .setPreviousText(neighbour(entry, -1))
            .setNextText(neighbour(entry, 1))
            .setKey(key(entry))
            .build();
    if (!context.equals(Context.getDefaultInstance())) {
      unit.addContexts(context);
    }
    return CreateTranslationUnitRequest.newBuilder()
        .setParent(settings.writeParent())
        .setWriteRule(settings.writeRule())
        .setTranslationUnit(unit)
        .build();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  private static Variant variant(String language, Segment segment) {
    return Variant.newBuilder().setLanguageCode(language).setSegment(segment).build();
  }
}
