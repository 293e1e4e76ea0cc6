package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.webvtt.CuePart.Closing;
import java.util.ArrayList;
import java.util.List;

/** The join of cues that follow one another. */
final class CueJoin {

    private CueJoin() {}

    /**
     * Joins cues. The joined cue starts with the first and ends with the one that ends last, so that no text is shown for a shorter
     * time than before. A span that a text leaves open is closed at its end, as a player does, so that it does not reach into the
     * text that follows.
     *
     * @throws InvalidEdit for a cue that is not exactly one cue, a text that ends within a tag, or cues that all end before the
     *     first starts; its index is that of the cue, counted from 0
     */
    static Content join(List<Content> cues) {
        if (cues.size() < 2) {
            throw new InvalidEdit(0, "A join needs two cues or more. Name those that follow too.");
        }
        var parsed = new ArrayList<WrittenCue>();
        for (var i = 0; i < cues.size(); i++) {
            parsed.add(cue(cues.get(i), i));
        }
        var first = parsed.get(0);
        var last = endingLast(parsed);
        var end = parsed.get(last).timings();
        if (end.end().millis() <= first.timings().start().millis()) {
            var reason = "The joined cue would end at %s, which is not after its start at %s. Correct the times first.";
            throw new InvalidEdit(
                    last,
                    reason.formatted(
                            Quoted.of(end.end().text()),
                            Quoted.of(first.timings().start().text())));
        }
        return new WrittenCue(first.identifier(), first.timings().endingAs(end), body(parsed)).write();
    }

    /** Index of the cue that ends last; of several at the same time the last one. */
    private static int endingLast(List<WrittenCue> cues) {
        var last = 0;
        for (var i = 1; i < cues.size(); i++) {
            if (cues.get(i).timings().end().millis()
                    >= cues.get(last).timings().end().millis()) {
                last = i;
            }
        }
        return last;
    }

    private static WrittenCue cue(Content content, int index) {
        return WrittenCue.parse(content)
                .orElseThrow(() -> new InvalidEdit(
                        index, "Block %d of those to join is not a cue. Join cues only.".formatted(index + 1)));
    }

    private static String body(List<WrittenCue> cues) {
        var body = new StringBuilder();
        for (var i = 0; i < cues.size(); i++) {
            var cue = cues.get(i);
            if (!cue.payload().isEmpty()) {
                body.append(cues.get(0).terminator()).append(text(cue, i));
            }
        }
        return body.toString();
    }

    /** The text as it was written, with the end tags that it leaves out. */
    private static String text(WrittenCue cue, int index) {
        var body = cue.body();
        var parsed = CueText.parse(body);
        if (parsed.tagWithoutEnd().isPresent()) {
            var reason = "The text of cue %d of those to join ends within a tag. End the tag with \">\" first.";
            throw new InvalidEdit(index, reason.formatted(index + 1));
        }
        var text = new StringBuilder(body.substring(Line.of(body).get(0).next()));
        for (var placed : parsed.placed()) {
            if (placed.part() instanceof Closing closing && placed.isAdded() && placed.start() == body.length()) {
                text.append(closing.span().endTag());
            }
        }
        return text.toString();
    }
}
