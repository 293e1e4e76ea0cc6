package dev.holdfast.domain.captions.ttml;

import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.captions.ImportedCaptions;
import dev.holdfast.domain.captions.StyledText;
import dev.holdfast.domain.captions.StyledText.Moment;
import dev.holdfast.domain.captions.StyledText.Piece;
import dev.holdfast.domain.captions.StyledText.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An element that is open, with the times and the appearance that it has from those around it. */
final class Element {

    private final String name;
    private final Look look;
    private final boolean preservesSpace;
    private final int line;

    /** The text of the paragraph around it; empty if there is none. */
    private final List<Piece> pieces;

    private final boolean isInParagraph;

    /** The beginning of its content's time. */
    private final long beginMillis;

    private final OptionalLong endMillis;

    Element(
            String name,
            Map<String, String> attributes,
            @Nullable Element parent,
            Appearance appearance,
            TimeExpression times,
            int line) {
        this.name = name;
        this.line = line;
        this.look = appearance.within(parent == null ? Look.USUAL : parent.look, attributes);
        var space = attributes.get("space");
        this.preservesSpace = space == null ? parent != null && parent.preservesSpace : space.equals("preserve");
        this.isInParagraph = isParagraph() || (parent != null && parent.isInParagraph);
        this.pieces = parent == null || isParagraph() ? new ArrayList<>() : parent.pieces;
        var base = parent == null ? 0 : parent.beginMillis;
        var begin = time(attributes, "begin", times);
        var end = time(attributes, "end", times);
        var duration = time(attributes, "dur", times);
        this.beginMillis = base + begin.orElse(0);
        this.endMillis = duration.isPresent()
                ? OptionalLong.of(beginMillis + duration.getAsLong())
                : end.isPresent()
                        ? OptionalLong.of(base + end.getAsLong())
                        : parent == null ? OptionalLong.empty() : parent.endMillis;
        if (name.equals("br") && isInParagraph) {
            pieces.add(new Run("\n", look.style()));
        } else if (name.equals("span") && isInParagraph && begin.isPresent() && beginMillis > base) {
            pieces.add(new Moment(beginMillis));
        }
    }

    private OptionalLong time(Map<String, String> attributes, String attribute, TimeExpression times) {
        var text = attributes.get(attribute);
        if (text == null) {
            return OptionalLong.empty();
        }
        var millis = times.millis(text);
        if (millis.isEmpty()) {
            throw new InvalidContent(
                    "expected %s as HH:MM:SS.mmm or as a number with h, m, s, ms, f or t".formatted(attribute),
                    line,
                    1);
        }
        return millis;
    }

    boolean isParagraph() {
        return name.equals("p");
    }

    void addText(String text) {
        if (isInParagraph) {
            pieces.add(new Run(preservesSpace ? text : collapsed(text), look.style()));
        }
    }

    private String collapsed(String text) {
        var collapsed = text.replaceAll("[ \\t\\r\\n]++", " ");
        var before = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        var isAfterSpace =
                before == null || (before instanceof Run run && run.text().matches("(?s).*[ \\n]"));
        return isAfterSpace && collapsed.startsWith(" ") ? collapsed.substring(1) : collapsed;
    }

    /** Adds the paragraph, unless it has no text. */
    void addTo(ImportedCaptions captions) {
        var text = new StyledText(preservesSpace ? pieces : withoutSpaceBeforeBreaks());
        if (!text.characters().isBlank() && endMillis.isPresent()) {
            captions.add(beginMillis, endMillis.getAsLong(), look.alignment().settings(), text);
        }
    }

    private List<Piece> withoutSpaceBeforeBreaks() {
        var kept = new ArrayList<Piece>();
        for (var i = 0; i < pieces.size(); i++) {
            var isLast = i + 1 == pieces.size()
                    || (pieces.get(i + 1) instanceof Run next && next.text().equals("\n"));
            kept.add(
                    isLast && pieces.get(i) instanceof Run run
                            ? new Run(run.text().replaceFirst(" $", ""), run.style())
                            : pieces.get(i));
        }
        return kept;
    }
}
