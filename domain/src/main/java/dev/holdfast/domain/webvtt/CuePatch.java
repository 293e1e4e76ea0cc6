package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A change of some parts of a cue. What is empty stays as it is.
 *
 * @param identifier the new identifier; the empty text removes it
 * @param startMillis the new start, in milliseconds
 * @param endMillis the new end, in milliseconds
 * @param settings the new rest of the timing line; the empty text removes it
 * @param text the new payload, its lines ended by LF, CR or CRLF
 */
public record CuePatch(
        Optional<String> identifier,
        OptionalLong startMillis,
        OptionalLong endMillis,
        Optional<String> settings,
        Optional<String> text) {

    /** The patch that changes nothing; the methods below make others of it. */
    public static final CuePatch NOTHING = new CuePatch(
            Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());

    /**
     * @throws InvalidContent if a part would not stay within its place when written: a time is negative or beyond 2^53 - 1,
     *     or the identifier or the settings have more than one line
     */
    public CuePatch {
        identifier.ifPresent(line -> Cue.oneLine("identifier", line));
        startMillis.ifPresent(millis -> Cue.time("start", millis));
        endMillis.ifPresent(millis -> Cue.time("end", millis));
        settings = settings.map(line -> Cursor.strip(Cue.oneLine("settings", line)));
        text = text.map(Cue::withLineFeeds);
    }

    public CuePatch withIdentifier(String next) {
        return new CuePatch(Optional.of(next), startMillis, endMillis, settings, text);
    }

    public CuePatch withoutIdentifier() {
        return withIdentifier("");
    }

    public CuePatch withStartMillis(long next) {
        return new CuePatch(identifier, OptionalLong.of(next), endMillis, settings, text);
    }

    public CuePatch withEndMillis(long next) {
        return new CuePatch(identifier, startMillis, OptionalLong.of(next), settings, text);
    }

    public CuePatch withSettings(String next) {
        return new CuePatch(identifier, startMillis, endMillis, Optional.of(next), text);
    }

    public CuePatch withText(String next) {
        return new CuePatch(identifier, startMillis, endMillis, settings, Optional.of(next));
    }

    /**
     * Writes the changed parts into the block and leaves all others exactly as their author wrote them. A part that
     * already says what it is to say is left too. Whether the result is valid is not looked at.
     *
     * @param block the text of a cue
     * @throws InvalidContent if the block is not exactly one cue
     */
    public Content applyTo(Content block) {
        var cue = WrittenCue.of(block);
        var timings = cue.timings();
        var next = timings.at(
                        startMillis.orElse(timings.start().millis()),
                        endMillis.orElse(timings.end().millis()))
                .with(settings.orElse(timings.settings()));
        var line = identifier.or(() -> cue.cue().identifier()).filter(name -> !name.isEmpty());
        return cue.with(line, next, text.orElse(cue.payload())).write();
    }
}
