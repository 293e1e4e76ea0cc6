package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.webvtt.CuePart.Moment;

/**
 * A shift of a cue and of the times within its text, written into its block.
 *
 * @param millis the distance in milliseconds; negative for earlier
 */
record TimeShift(long millis) {

    Content applyTo(Content block) {
        var cue = WrittenCue.of(block);
        if (millis == 0) {
            return block;
        }
        var timings = cue.timings();
        var start = cue.identifier().length() + timings.indent().length();
        var end = start + timings.start().text().length() + timings.arrow().length();
        var next = timings.at(
                shifted(timings.start(), start, block).millis(),
                shifted(timings.end(), end, block).millis());
        return new WrittenCue(cue.identifier(), next, shifted(cue.body(), cue.bodyStart(), block)).write();
    }

    private String shifted(String body, int bodyStart, Content block) {
        var shifted = new StringBuilder();
        var from = 0;
        for (var placed : CueText.parse(body).placed()) {
            if (placed.part() instanceof Moment) {
                var at = placed.start() + 1;
                var time = Timestamp.collect(Cursor.at(body, at)).orElseThrow();
                var next = shifted(time, bodyStart + at, block);
                shifted.append(body, from, at).append(next.text());
                from = at + time.text().length();
            }
        }
        return shifted.append(body, from, body.length()).toString();
    }

    private Timestamp shifted(Timestamp time, int index, Content block) {
        if (millis < -time.millis()) {
            var reason = "%s cannot be shifted by %d ms, for no time is below zero; shift by -%d ms or more"
                    .formatted(time.text(), millis, time.millis());
            throw InvalidContent.at(block.text(), index, reason);
        }
        if (time.millis() == Timestamp.MAX_MILLIS || millis > Timestamp.MAX_MILLIS - time.millis()) {
            var reason =
                    "%s cannot be shifted by %d ms, because it is, or would be, too late to be distinguished from others"
                            .formatted(Quoted.of(time.text()), millis);
            throw InvalidContent.at(block.text(), index, reason);
        }
        return time.movedTo(time.millis() + millis);
    }
}
