package dev.holdfast.domain.captions;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The place of a caption as ASS numbers it, and many SubRip files: as the digits of a numeric keypad, 2 being the usual one, below in
 * the middle.
 *
 * @param number 1 to 9
 */
public record Alignment(int number) {

    /** The usual place. */
    public static final Alignment USUAL = new Alignment(2);

    private static final Pattern OVERRIDE = Pattern.compile("\\{\\\\an([1-9])\\}");

    public Alignment {
        if (number < 1 || number > 9) {
            throw new IllegalArgumentException("An alignment is 1 to 9");
        }
    }

    /** The place of an override like {@code \an8}; empty if it is another one. */
    public static Optional<Alignment> ofOverride(String tag) {
        var matcher = OVERRIDE.matcher(tag);
        return matcher.matches() ? Optional.of(new Alignment(Integer.parseInt(matcher.group(1)))) : Optional.empty();
    }

    /** The place that the settings of a cue describe; empty if they say more, or something else. */
    public static Optional<Alignment> ofSettings(String settings) {
        for (var number = 1; number <= 9; number++) {
            var alignment = new Alignment(number);
            if (alignment.settings().equals(settings)) {
                return Optional.of(alignment);
            }
        }
        return Optional.empty();
    }

    /** The settings of a cue at this place. */
    public String settings() {
        var line = number > 6 ? "line:0" : number > 3 ? "line:50%" : "";
        var align = number % 3 == 1 ? "align:left" : number % 3 == 0 ? "align:right" : "";
        return (line + " " + align).strip();
    }

    /** The override that puts a caption here; empty for the usual place. */
    public String override() {
        return equals(USUAL) ? "" : "{\\an" + number + "}";
    }
}
