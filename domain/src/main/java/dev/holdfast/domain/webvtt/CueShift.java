package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.webvtt.CuePart.Moment;

/**
 * Moves a cue in time, with the times within its text.
 *
 * @param millis by how much, in milliseconds; negative for earlier
 */
public record CueShift(long millis) {

    /**
     * Writes other times into the block and leaves all else exactly as its author wrote it.
     *
     * @param block the text of a cue
     * @throws InvalidContent if the block is not exactly one cue, or if one of its times would be below zero or too late to
     *     be told apart; then the time's place is named
     */
    public Content applyTo(Content block) {
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
            var reason = "%s cannot be shifted by %d ms, for it is or would be too late to be told apart from others"
                    .formatted(Quoted.of(time.text()), millis);
            throw InvalidContent.at(block.text(), index, reason);
        }
        return time.movedTo(time.millis() + millis);
    }
}
