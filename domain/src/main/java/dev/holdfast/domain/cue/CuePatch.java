package dev.holdfast.domain.cue;

import dev.holdfast.domain.InvalidContent;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A change of some parts of a cue. A part that is empty here stays as it is.
 *
 * @param identifier the new identifier; the empty text removes it
 * @param startMillis the new start, in milliseconds
 * @param endMillis the new end, in milliseconds
 * @param settings the new settings; the empty text removes them
 * @param text the new text, its lines ended by LF, CR or CRLF
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
     * @throws InvalidContent if a time is negative or beyond {@link Cue#MAX_MILLIS}, or the identifier or the settings have
     *     more than one line
     */
    public CuePatch {
        identifier.ifPresent(line -> Cue.oneLine("identifier", line));
        startMillis.ifPresent(millis -> Cue.time("start", millis));
        endMillis.ifPresent(millis -> Cue.time("end", millis));
        settings = settings.map(line -> Cue.strip(Cue.oneLine("settings", line)));
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

    /** The cue with the changed parts. */
    public Cue applyTo(Cue cue) {
        return new Cue(
                identifier.or(cue::identifier),
                startMillis.orElse(cue.startMillis()),
                endMillis.orElse(cue.endMillis()),
                settings.orElse(cue.settings()),
                text.orElse(cue.text()));
    }
}
