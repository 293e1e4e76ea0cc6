package dev.holdfast.domain.webvtt;

import java.util.Optional;

/**
 * A timing line, every character of which belongs to one of the parts.
 *
 * @param indent whitespace before the start
 * @param arrow the arrow and the whitespace around it
 * @param rest the text after the end, with the whitespace before it
 */
record Timings(String indent, Timestamp start, String arrow, Timestamp end, String rest) {

    /** Reads a timing line (WebVTT §6.3, "collect WebVTT cue timings and settings"). */
    static Optional<Timings> parse(String line) {
        var cursor = Cursor.at(line, 0).skipWhitespace();
        var indent = line.substring(0, cursor.position());
        var start = Timestamp.collect(cursor);
        var afterStart = cursor.position();
        if (start.isEmpty() || !cursor.skipWhitespace().take("-->")) {
            return Optional.empty();
        }
        var arrow = line.substring(afterStart, cursor.skipWhitespace().position());
        return Timestamp.collect(cursor)
                .map(end -> new Timings(indent, start.get(), arrow, end, line.substring(cursor.position())));
    }

    /** The settings without whitespace at either end. */
    String settings() {
        return Cursor.strip(rest);
    }

    /** The same line with other times; a time that stays the same stays as it was written. */
    Timings at(long startMillis, long endMillis) {
        return new Timings(indent, start.movedTo(startMillis), arrow, end.movedTo(endMillis), rest);
    }

    /** The same line with the end of another. */
    Timings endingAs(Timings other) {
        return new Timings(indent, start, arrow, other.end, rest);
    }

    /** The same line with other settings. */
    Timings with(String settings) {
        if (settings.equals(settings())) {
            return this;
        }
        var gap = rest.substring(0, Cursor.at(rest, 0).skipWhitespace().position());
        var next = settings.isEmpty() ? "" : (gap.isEmpty() ? " " : gap) + settings;
        return new Timings(indent, start, arrow, end, next);
    }

    String write() {
        return indent + start.text() + arrow + end.text() + rest;
    }
}
