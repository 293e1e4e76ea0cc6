package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.cue.CueSplit;
import dev.holdfast.domain.cue.CueSplit.Halves;

/**
 * A split of a cue, written into two blocks. White space around the place is left out; tags that would be around nothing go
 * with the half that has their text. Spans that are open at the place are closed before it and opened again after it, with
 * the tags as they were written. Times within the text go with the text that follows them; one that equals the start of the
 * second half is left out.
 */
record BlockSplit(CueSplit split) {

    Halves applyTo(Content block) {
        var cue = WrittenCue.of(block);
        checkTime(cue, block);
        var start = cue.timings().start().millis();
        var end = cue.timings().end().millis();
        var bodies = new BodySplit(block.text(), cue, index(cue, block), split.atMillis());
        var first = new WrittenCue(cue.identifier(), cue.timings().at(start, split.atMillis()), bodies.first());
        var second = new WrittenCue("", cue.timings().at(split.atMillis(), end), bodies.second());
        return new Halves(first.write(), second.write());
    }

    private void checkTime(WrittenCue cue, Content block) {
        var start = cue.timings().start();
        var end = cue.timings().end();
        if (split.atMillis() <= start.millis() || split.atMillis() >= end.millis()) {
            var reason = "expected a time between %s and %s to split at, found %d ms"
                    .formatted(Quoted.of(start.text()), Quoted.of(end.text()), split.atMillis());
            throw InvalidContent.at(block.text(), cue.identifier().length(), reason);
        }
    }

    /** The index of the place in the body, which begins with a terminator that is not part of the text. */
    private int index(WrittenCue cue, Content block) {
        var length = cue.payload().length();
        if (split.offset() < 0 || split.offset() > length) {
            var reason =
                    "expected a place from 0 to %d in the text to split at, found %d".formatted(length, split.offset());
            throw InvalidContent.at(block.text(), cue.bodyStart(), reason);
        }
        var body = cue.body();
        var index = body.isEmpty() ? 0 : afterUnit(body, 0);
        for (var i = 0; i < split.offset(); i++) {
            index = afterUnit(body, index);
        }
        return index;
    }

    private static int afterUnit(String body, int index) {
        return index + (body.startsWith("\r\n", index) ? 2 : 1);
    }
}
