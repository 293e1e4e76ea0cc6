package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.webvtt.CuePart.Closing;
import dev.holdfast.domain.webvtt.CuePart.Moment;
import dev.holdfast.domain.webvtt.CuePart.Opening;
import dev.holdfast.domain.webvtt.CuePart.Words;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The text of a cue as a player understands it (WebVTT §6.4): the tree of its spans in document order, in which each
 * opening has its closing. It is a list and no tree of objects, so that any depth can be walked.
 */
public final class CueText {

    private final List<PlacedPart> placed;
    private final List<CueToken> ignored;
    private final OptionalInt tagWithoutEnd;

    /**
     * @param placed the parts in order
     * @param ignored the tags that players ignore where they stand, in order
     * @param tagWithoutEnd where the last tag begins, if it has no end
     */
    CueText(List<PlacedPart> placed, List<CueToken> ignored, OptionalInt tagWithoutEnd) {
        this.tagWithoutEnd = tagWithoutEnd;
        this.placed = List.copyOf(placed);
        this.ignored = List.copyOf(ignored);
    }

    /**
     * Reads the text of a cue. Every text can be read: an unknown tag is ignored, and spans open at the end are
     * closed there.
     *
     * @param text the payload as written
     */
    public static CueText parse(String text) {
        var parser = new CueParser(text);
        parser.parse();
        return new CueText(parser.placed(), parser.ignored(), parser.tagWithoutEnd());
    }

    /**
     * Writes parts as a cue's text. Read again, it has the same parts, except that text that was in several pieces is in
     * one.
     */
    public static String write(List<CuePart> parts) {
        var text = new StringBuilder();
        for (var part : parts) {
            if (part instanceof Words words) {
                writeWords(words.characters(), text);
            } else if (part instanceof Opening opening) {
                writeOpening(opening, text);
            } else if (part instanceof Closing closing) {
                text.append(closing.span().endTag());
            } else if (part instanceof Moment moment) {
                text.append('<')
                        .append(Timestamp.of(moment.millis(), true).text())
                        .append('>');
            }
        }
        var last = text.length() - 1;
        if (last >= 0 && text.charAt(last) == '\n') {
            text.replace(last, last + 1, "&#10;");
        }
        return text.toString();
    }

    private static void writeOpening(Opening opening, StringBuilder text) {
        text.append('<').append(opening.span().tag());
        opening.classes().forEach(name -> text.append('.').append(name));
        if (!opening.annotation().isEmpty()) {
            text.append(' ');
            writeWords(opening.annotation(), text);
        }
        var wouldEndAsArrow = text.charAt(text.length() - 1) == '-';
        text.append(wouldEndAsArrow ? " >" : ">");
    }

    /** No line break that would make a blank line, and none that would end as another one, is written as itself. */
    private static void writeWords(String words, StringBuilder text) {
        for (var i = 0; i < words.length(); i++) {
            var unit = words.charAt(i);
            switch (unit) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '\r' -> text.append("&#13;");
                case '\n' -> {
                    var beginsLine = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
                    text.append(beginsLine ? "&#10;" : "\n");
                }
                default -> text.append(unit);
            }
        }
    }

    /** Text with the characters for its references, and all else as it is. */
    public static String unescaped(String text) {
        return CharacterReference.resolve(text);
    }

    /** The parts as a player understands them, in document order. */
    public List<CuePart> parts() {
        return placed.stream().map(PlacedPart::part).toList();
    }

    /** The text alone, without markup, its lines ended by LF. */
    public String characters() {
        return placed.stream()
                .map(part -> part.part() instanceof Words words ? words.characters() : "")
                .collect(Collectors.joining());
    }

    List<PlacedPart> placed() {
        return placed;
    }

    List<CueToken> ignored() {
        return ignored;
    }

    /** True if there are tags that players ignore where they stand. */
    public boolean hasIgnoredTags() {
        return !ignored.isEmpty();
    }

    /** The start of the last tag, if it has no {@code >}, so that text after it would become part of it. */
    public OptionalInt tagWithoutEnd() {
        return tagWithoutEnd;
    }
}
