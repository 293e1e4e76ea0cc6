package dev.holdfast.domain.captions;

import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.domain.webvtt.CuePart;
import dev.holdfast.domain.webvtt.CueText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The text of a caption as runs, each with one appearance: the form between a cue's text and that of other formats. */
public record StyledText(List<Piece> pieces) {

    public StyledText {
        pieces = List.copyOf(pieces);
    }

    /** A piece of the text. */
    public sealed interface Piece {}

    /**
     * Text with one appearance.
     *
     * @param text its characters, its lines ended by LF
     */
    public record Run(String text, Style style) implements Piece {}

    /** The time from which on the text that follows is shown. */
    public record Moment(long millis) implements Piece {}

    /**
     * The text of a cue.
     *
     * @param dropped is given the parts that have no place in runs
     */
    public static StyledText of(String cueText, Set<Loss> dropped) {
        var end = CueText.parse(cueText).tagWithoutEnd().orElse(cueText.length());
        var cue = CueText.parse(cueText.substring(0, end));
        if (cue.hasIgnoredTags()) {
            dropped.add(Loss.UNKNOWN_TAGS);
        }
        var runs = new RunReader(dropped);
        cue.parts().forEach(runs::add);
        if (end < cueText.length()) {
            runs.add(new CuePart.Words(CueText.unescaped(cueText.substring(end))));
        }
        return new StyledText(runs.pieces());
    }

    /** The text as that of a cue. */
    public String toCueText() {
        var parts = new ArrayList<CuePart>();
        var open = new ArrayDeque<Span>();
        for (var piece : pieces) {
            if (piece instanceof Run run) {
                if (!run.text().isEmpty()) {
                    change(open, run.style().spans(), parts);
                    parts.add(new CuePart.Words(run.text()));
                }
            } else if (piece instanceof Moment moment) {
                parts.add(new CuePart.Moment(moment.millis()));
            }
        }
        change(open, List.of(), parts);
        return CueText.write(parts);
    }

    /** Closes the open spans that are not wanted, with those within them, and opens the ones that are. */
    private static void change(Deque<Span> open, List<Span> wanted, List<CuePart> parts) {
        var kept = 0;
        for (var spans = open.descendingIterator(); spans.hasNext(); kept++) {
            if (kept >= wanted.size() || !spans.next().equals(wanted.get(kept))) {
                break;
            }
        }
        while (open.size() > kept) {
            parts.add(open.pop().closing());
        }
        for (var span : wanted.subList(kept, wanted.size())) {
            open.push(span);
            parts.add(span.opening());
        }
    }

    /** The characters alone. */
    public String characters() {
        return pieces.stream()
                .map(piece -> piece instanceof Run run ? run.text() : "")
                .collect(Collectors.joining());
    }

    /** The characters alone, for a format that has no markup, with the names of speakers if they are asked for. */
    String withSpeakers(WriteOptions options, Set<Loss> dropped) {
        nameAppearance(dropped);
        if (options.speakers().orElse(false)) {
            return withSpeakers();
        }
        if (!speaker().isEmpty()) {
            dropped.add(Loss.VOICES);
        }
        return characters();
    }

    /** The characters alone, and before the words of each speaker the name and a colon. */
    String withSpeakers() {
        var text = new StringBuilder();
        var speaking = "";
        for (var piece : pieces) {
            if (piece instanceof Run run && !run.text().isBlank()) {
                var voice = run.style().voice();
                if (!voice.isEmpty() && !voice.equals(speaking)) {
                    text.append(text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? "" : "\n")
                            .append(voice)
                            .append(": ");
                }
                speaking = voice;
            }
            text.append(piece instanceof Run run ? run.text() : "");
        }
        return text.toString();
    }

    /** Names the appearance and the inner times as dropped. */
    void nameAppearance(Set<Loss> dropped) {
        for (var piece : pieces) {
            if (piece instanceof Run run) {
                if (run.style().isMarked()) {
                    dropped.add(Loss.TEXT_STYLES);
                }
                if (!run.style().colour().isEmpty()) {
                    dropped.add(Loss.COLOURS);
                }
            } else {
                dropped.add(Loss.INNER_TIMESTAMPS);
            }
        }
    }

    /** The same without its inner times. */
    StyledText withoutMoments() {
        return new StyledText(pieces.stream().filter(Run.class::isInstance).toList());
    }

    /** The same with its inner times so much later, though not below zero. */
    StyledText movedBy(long millis) {
        return new StyledText(pieces.stream()
                .map(piece ->
                        piece instanceof Moment moment ? new Moment(Math.max(0, moment.millis() + millis)) : piece)
                .toList());
    }

    /** The first speaker; empty if nobody is named. */
    public String speaker() {
        return pieces.stream()
                .map(piece -> piece instanceof Run run ? run.style().voice() : "")
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }
}
