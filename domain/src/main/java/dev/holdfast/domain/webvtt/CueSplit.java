package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;

/**
 * Makes two cues of one. The first keeps the identifier, both have the settings. Whitespace around the place is left out;
 * tags that would be around nothing go with the half that has their text. Spans that are open at the place are closed
 * before it and opened again after it, with the tags as they were written. Times within the text go with the text that
 * follows them; one that is the beginning of the second half is left out, since it says nothing more.
 *
 * @param offset where to split the text: a number of UTF-16 units in {@link Cue#text}, whose lines end with one LF each
 *     however the block ends its own; 0 and the text's length make one half without text
 * @param atMillis when the first half ends and the second begins, in milliseconds
 */
public record CueSplit(int offset, long atMillis) {

    /** The two cues that a cue becomes. */
    public record Halves(Content first, Content second) {}

    /**
     * Splits. Apart from what the split is about, both halves are as the author of the cue wrote it, errors included.
     *
     * @param block the text of a cue
     * @throws InvalidContent if the block is not exactly one cue; if the time is not between its start and its end, or not
     *     between the times within its text that would go to either half; if the place is outside of the text or within
     *     a character, a reference or a tag, or if the text ends within a tag
     */
    public Halves applyTo(Content block) {
        var cue = WrittenCue.of(block);
        checkTime(cue, block);
        var start = cue.timings().start().millis();
        var end = cue.timings().end().millis();
        var bodies = new BodySplit(block.text(), cue, index(cue, block), atMillis);
        var first = new WrittenCue(cue.identifier(), cue.timings().at(start, atMillis), bodies.first());
        var second = new WrittenCue("", cue.timings().at(atMillis, end), bodies.second());
        return new Halves(first.write(), second.write());
    }

    private void checkTime(WrittenCue cue, Content block) {
        var start = cue.timings().start();
        var end = cue.timings().end();
        if (atMillis <= start.millis() || atMillis >= end.millis()) {
            var reason = "expected a time between %s and %s to split at, found %d ms"
                    .formatted(Quoted.of(start.text()), Quoted.of(end.text()), atMillis);
            throw InvalidContent.at(block.text(), cue.identifier().length(), reason);
        }
    }

    /** The index of the place in the body, which begins with a terminator that is not part of the text. */
    private int index(WrittenCue cue, Content block) {
        var length = cue.payload().length();
        if (offset < 0 || offset > length) {
            var reason = "expected a place from 0 to %d in the text to split at, found %d".formatted(length, offset);
            throw InvalidContent.at(block.text(), cue.bodyStart(), reason);
        }
        var body = cue.body();
        var index = body.isEmpty() ? 0 : afterUnit(body, 0);
        for (var i = 0; i < offset; i++) {
            index = afterUnit(body, index);
        }
        return index;
    }

    private static int afterUnit(String body, int index) {
        return index + (body.startsWith("\r\n", index) ? 2 : 1);
    }
}
