package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import java.util.Optional;

/**
 * What a cue block says (WebVTT §3.1).
 *
 * @param identifier the line before the timings; empty if there is none
 * @param startMillis when it appears, in milliseconds
 * @param endMillis when it disappears, in milliseconds
 * @param settings the rest of the timing line as written, without whitespace at either end; may be empty
 * @param text the payload as written, with its markup, its lines joined by LF; may be empty
 */
public record Cue(Optional<String> identifier, long startMillis, long endMillis, String settings, String text) {

    /**
     * @throws InvalidContent if a part would not stay within its place when written: a time is negative or beyond 2^53 - 1,
     *     or the identifier or the settings have more than one line
     */
    public Cue {
        identifier = identifier.filter(line -> !line.isEmpty());
        identifier.ifPresent(line -> oneLine("identifier", line));
        time("start", startMillis);
        time("end", endMillis);
        settings = Cursor.strip(oneLine("settings", settings));
        text = withLineFeeds(text);
    }

    /**
     * Reads a cue as a player does: tolerantly, by the algorithms of WebVTT §6.2 and §6.3. Times beyond 2^53 - 1 are read
     * as that.
     *
     * @param block the text of one block
     * @return the cue; empty if the block is not exactly one cue
     */
    public static Optional<Cue> parse(Content block) {
        return WrittenCue.parse(block).map(WrittenCue::cue);
    }

    /** The block that a new cue becomes: times with hours, lines ended by LF. Whether it is valid is not looked at. */
    public Content write() {
        var start = Timestamp.of(startMillis, true);
        var end = Timestamp.of(endMillis, true);
        var timings = new Timings("", start, " --> ", end, "").with(settings);
        return new WrittenCue("", timings, "").with(identifier, timings, text).write();
    }

    /** The same text with every CR and CRLF as LF. */
    static String withLineFeeds(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** The text, if it has no line terminator. */
    static String oneLine(String member, String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                throw InvalidContent.at(
                        text, i, "the %s must stay on one line; remove the line break".formatted(member));
            }
        }
        return text;
    }

    /** The time, if it can be written. */
    static long time(String member, long millis) {
        if (millis < 0 || millis > Timestamp.MAX_MILLIS) {
            throw new InvalidContent(
                    "the %s is %d ms; expected 0 to %d".formatted(member, millis, Timestamp.MAX_MILLIS), 1, 1);
        }
        return millis;
    }
}
