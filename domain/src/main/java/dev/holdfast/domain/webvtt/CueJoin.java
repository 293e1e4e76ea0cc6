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
     * Joins cues. A span that a text leaves open is closed at its end, as a player does, so that it does not reach into the
     * text that follows.
     *
     * @throws InvalidEdit for a cue that is not exactly one cue, a text that ends within a tag, or a last cue that ends before
     *     the first starts; its index is that of the cue, counted from 0
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
        var last = parsed.get(parsed.size() - 1);
        if (last.timings().end().millis() <= first.timings().start().millis()) {
            var reason =
                    "The last cue ends at %s, which is not after %s, when the first starts. Correct the times first.";
            var end = Quoted.of(last.timings().end().text());
            var start = Quoted.of(first.timings().start().text());
            throw new InvalidEdit(cues.size() - 1, reason.formatted(end, start));
        }
        return new WrittenCue(first.identifier(), first.timings().endingAs(last.timings()), body(parsed)).write();
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
