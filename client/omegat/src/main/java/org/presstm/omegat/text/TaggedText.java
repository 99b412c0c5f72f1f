package org.presstm.omegat.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import presstm.v1.InlineCode;
import presstm.v1.InlineCodeKind;
import presstm.v1.Segment;

/**
 * OmegaT writes markup into the text ("a &lt;b0&gt;bold&lt;/b0&gt; word"), a segment keeps it apart
 * from its text: turns one into the other. Pure.
 */
public final class TaggedText {
  /** OmegaT's own tags: opening, closing, alone. */
  private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z]+(\\d+))(/?)>");

  private TaggedText() {}

  /** `tags` are the pieces of `text` that are markup, as OmegaT lists them for the source. */
  public static Segment parse(String text, Collection<String> tags) {
    Segment.Builder segment = Segment.newBuilder();
    StringBuilder plain = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      String tag = tagAt(text, i, tags);
      if (tag == null) {
        plain.append(text.charAt(i++));
      } else {
        int position = plain.codePointCount(0, plain.length());
        segment.addCodes(code(tag, text).setPositionCodePoints(position));
        i += tag.length();
      }
    }
    return segment.setText(plain.toString()).build();
  }

  /** The longest tag that begins at `i`, or null. */
  private static String tagAt(String text, int i, Collection<String> tags) {
    String longest = null;
    for (String tag : tags) {
      if (!tag.isEmpty()
          && text.startsWith(tag, i)
          && (longest == null || tag.length() > longest.length())) {
        longest = tag;
      }
    }
    return longest;
  }

  private static InlineCode.Builder code(String tag, String text) {
    InlineCode.Builder code =
        InlineCode.newBuilder().setContent(tag).setKind(InlineCodeKind.INLINE_CODE_KIND_STANDALONE);
    Matcher parts = TAG.matcher(tag);
    if (!parts.matches() || !parts.group(4).isEmpty()) {
      return code;
    }
    boolean closes = !parts.group(1).isEmpty();
    String partner = (closes ? "<" : "</") + parts.group(2) + ">";
    int here = text.indexOf(tag);
    int there = text.indexOf(partner);
    // Half a pair stands alone: the server's pairs have two ends, in order.
    if (there < 0 || closes != there < here) {
      return code;
    }
    return code.setPairId(parts.group(3))
        .setKind(
            closes ? InlineCodeKind.INLINE_CODE_KIND_CLOSE : InlineCodeKind.INLINE_CODE_KIND_OPEN);
  }

  /**
   * The proposal `target`, whose source is `source`, with the tags of `query`. A code that the
   * query has too is written as it is; one that comes from another tool becomes the query's tag
   * that stands at the same place in the row of its kind; what has no counterpart is left out.
   */
  public static String render(Segment target, Segment source, Segment query) {
    StringBuilder text = new StringBuilder(target.getText());
    // From the end, so that earlier positions stay right.
    for (int i = target.getCodesCount() - 1; i >= 0; i--) {
      InlineCode code = target.getCodes(i);
      int position = code.getPositionCodePoints();
      if (position <= target.getText().codePointCount(0, target.getText().length())) {
        text.insert(target.getText().offsetByCodePoints(0, position), tagFor(code, source, query));
      }
    }
    return text.toString();
  }

  private static String tagFor(InlineCode code, Segment source, Segment query) {
    for (InlineCode own : query.getCodesList()) {
      if (own.getContent().equals(code.getContent())) {
        return own.getContent();
      }
    }
    List<InlineCode> sameKind = ofKind(source, code.getKind());
    List<InlineCode> ours = ofKind(query, code.getKind());
    for (int i = 0; i < Math.min(sameKind.size(), ours.size()); i++) {
      if (corresponds(sameKind.get(i), code)) {
        return ours.get(i).getContent();
      }
    }
    return "";
  }

  private static boolean corresponds(InlineCode a, InlineCode b) {
    if (!a.getCorrespondenceId().isEmpty() && !b.getCorrespondenceId().isEmpty()) {
      return a.getCorrespondenceId().equals(b.getCorrespondenceId());
    }
    return a.getContent().equals(b.getContent());
  }

  private static List<InlineCode> ofKind(Segment segment, InlineCodeKind kind) {
    List<InlineCode> codes = new ArrayList<>();
    for (InlineCode code : segment.getCodesList()) {
      if (code.getKind() == kind) {
        codes.add(code);
      }
    }
    return codes;
  }
}
