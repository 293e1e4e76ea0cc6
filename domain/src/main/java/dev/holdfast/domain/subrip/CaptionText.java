package dev.holdfast.domain.subrip;

import dev.holdfast.domain.captions.Colours;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.webvtt.CuePart;
import dev.holdfast.domain.webvtt.CuePart.Closing;
import dev.holdfast.domain.webvtt.CuePart.Moment;
import dev.holdfast.domain.webvtt.CuePart.Opening;
import dev.holdfast.domain.webvtt.CuePart.Words;
import dev.holdfast.domain.webvtt.CueSpan;
import dev.holdfast.domain.webvtt.CueText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.stream.Collectors;

/** The conversion of a cue's text into that of a SubRip caption. */
final class CaptionText {

    private static final Set<CueSpan> KEPT = Set.of(CueSpan.BOLD, CueSpan.ITALIC, CueSpan.UNDERLINE);

    private final Set<Loss> dropped;
    private final boolean withSpeakers;
    private final Deque<Boolean> classes = new ArrayDeque<>();
    private final StringBuilder written = new StringBuilder();
    private final StringBuilder words = new StringBuilder();

    /**
     * @param dropped is given the parts that SubRip cannot hold
     * @param withSpeakers true to write the names of voices as text
     */
    CaptionText(Set<Loss> dropped, boolean withSpeakers) {
        this.dropped = dropped;
        this.withSpeakers = withSpeakers;
    }

    /** Converts a text. A tag without an end counts as text, so that no words are lost. */
    String toSubRip(String text) {
        var end = CueText.parse(text).tagWithoutEnd().orElse(text.length());
        var cue = CueText.parse(text.substring(0, end));
        if (cue.hasIgnoredTags()) {
            dropped.add(Loss.UNKNOWN_TAGS);
        }
        cue.parts().forEach(this::write);
        words.append(CueText.unescaped(text.substring(end)));
        writeWords();
        return written.toString().lines().filter(this::isKept).collect(Collectors.joining("\n"));
    }

    private void write(CuePart part) {
        if (part instanceof Words text) {
            words.append(text.characters());
        } else if (part instanceof Moment) {
            dropped.add(Loss.INNER_TIMESTAMPS);
        } else if (part instanceof Opening opening) {
            nameDropped(opening);
            writeOpening(opening);
        } else if (part instanceof Closing closing) {
            if (closing.span() == CueSpan.CLASS && classes.pop()) {
                writeMarkup("</font>");
            }
            writeTag("</", closing.span());
        }
    }

    private void nameDropped(Opening opening) {
        var written = opening.span() == CueSpan.CLASS
                        && !Colours.amongst(opening.classes()).isEmpty()
                ? 1
                : 0;
        if (opening.classes().size() > written) {
            dropped.add(Loss.CLASSES);
        }
        switch (opening.span()) {
            case VOICE -> {
                if (!withSpeakers) {
                    dropped.add(Loss.VOICES);
                }
            }
            case LANGUAGE -> dropped.add(Loss.LANGUAGES);
            case RUBY, RUBY_TEXT -> dropped.add(Loss.RUBY);
            case CLASS, BOLD, ITALIC, UNDERLINE -> {
                // Without a class the first says nothing; SubRip has the others too.
            }
        }
    }

    private void writeOpening(Opening opening) {
        if (opening.span() == CueSpan.CLASS) {
            var colour = Colours.amongst(opening.classes());
            classes.push(!colour.isEmpty());
            if (!colour.isEmpty()) {
                writeMarkup("<font color=\"#" + Colours.hexadecimal(colour) + "\">");
            }
        } else if (opening.span() == CueSpan.VOICE
                && withSpeakers
                && !opening.annotation().isEmpty()) {
            words.append(opening.annotation()).append(": ");
        }
        writeTag("<", opening.span());
    }

    private void writeMarkup(String tag) {
        writeWords();
        written.append(tag);
    }

    private void writeTag(String begin, CueSpan span) {
        if (KEPT.contains(span)) {
            writeWords();
            written.append(begin).append(span.tag()).append('>');
        }
    }

    private void writeWords() {
        written.append(LiteralText.withoutMarkup(words.toString()));
        words.setLength(0);
    }

    /** A blank line would end the caption. */
    private boolean isKept(String line) {
        if (line.isBlank()) {
            dropped.add(Loss.BLANK_LINES);
        }
        return !line.isBlank();
    }
}
