package dev.holdfast.domain.captions.ass;

import dev.holdfast.domain.captions.Alignment;
import dev.holdfast.domain.captions.Colours;
import dev.holdfast.domain.captions.Style;
import dev.holdfast.domain.captions.StyledText;
import dev.holdfast.domain.captions.StyledText.Moment;
import dev.holdfast.domain.captions.StyledText.Piece;
import dev.holdfast.domain.captions.StyledText.Run;
import dev.holdfast.domain.format.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a dialogue line: words with overrides in braces. A word joiner after a backslash keeps it from being read as one. For
 * use once.
 */
final class DialogueText {

    private static final Pattern OVERRIDE = Pattern.compile(
            "\\\\(?:(an?)([0-9]{1,2})|([biu])([0-9]{0,3})(?![A-Za-z])|1?(c)(?:&H([0-9A-Fa-f]{1,8})&?)?(?![A-Za-z])"
                    + "|(k[fo]?|K)([0-9]{1,7})|(p)([0-9])|(r)[^\\\\}]*+|[^\\\\}]*+)");

    private final Style base;
    private final Set<Loss> dropped;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private Style style;
    private long millis;
    private boolean isTimed;
    private boolean isDrawing;
    private Optional<Alignment> alignment = Optional.empty();

    DialogueText(Style base, long startMillis, Set<Loss> dropped) {
        this.base = base;
        this.style = base;
        this.millis = startMillis;
        this.dropped = dropped;
    }

    /** The place that the text itself asks for. */
    Optional<Alignment> alignment() {
        return alignment;
    }

    StyledText read(String text) {
        for (var i = 0; i < text.length(); ) {
            var end = text.charAt(i) == '{' ? text.indexOf('}', i) : -1;
            if (end > 0) {
                readOverrides(text.substring(i + 1, end));
                i = end + 1;
            } else {
                i += readCharacter(text, i);
            }
        }
        endRun();
        return new StyledText(pieces);
    }

    /** Returns how many units it took. */
    private int readCharacter(String text, int at) {
        var isEscape = text.charAt(at) == '\\' && at + 1 < text.length();
        var next = isEscape ? text.charAt(at + 1) : ' ';
        var replacement = switch (isEscape ? next : ' ') {
            case 'N', 'n' -> "\n";
            case 'h' -> "\u00A0";
            case '{', '}' -> String.valueOf(next);
            case '\u2060' -> "\\";
            default -> "";
        };
        if (isDrawing) {
            dropped.add(Loss.DRAWINGS);
        } else {
            words.append(replacement.isEmpty() ? String.valueOf(text.charAt(at)) : replacement);
        }
        return replacement.isEmpty() ? 1 : 2;
    }

    private void readOverrides(String overrides) {
        if (overrides.indexOf('\\') < 0 && !overrides.isBlank()) {
            dropped.add(Loss.NOTES);
        }
        var matcher = OVERRIDE.matcher(overrides);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                align(matcher.group(1), Integer.parseInt(matcher.group(2)));
            } else if (matcher.group(3) != null) {
                change(toggled(matcher.group(3), matcher.group(4)));
            } else if (matcher.group(5) != null) {
                change(coloured(matcher.group(6)));
            } else if (matcher.group(7) != null) {
                addMoment(Long.parseLong(matcher.group(8)) * 10);
            } else if (matcher.group(9) != null) {
                endRun();
                isDrawing = !matcher.group(10).equals("0");
            } else if (matcher.group(11) != null) {
                change(base);
            } else {
                dropped.add(matcher.group().matches("\\\\(?:pos|move|org).*+") ? Loss.POSITIONS : Loss.EFFECTS);
            }
        }
    }

    private void align(String tag, int value) {
        if (tag.equals("an") && value >= 1 && value <= 9) {
            alignment = Optional.of(new Alignment(value));
        } else {
            dropped.add(Loss.POSITIONS);
        }
    }

    private Style toggled(String tag, String value) {
        var on = value.isEmpty() ? isOn(base, tag) : !value.equals("0") && !value.equals("400");
        return switch (tag) {
            case "b" -> style.withBold(on);
            case "i" -> style.withItalic(on);
            default -> style.withUnderline(on);
        };
    }

    private static boolean isOn(Style style, String tag) {
        return switch (tag) {
            case "b" -> style.bold();
            case "i" -> style.italic();
            default -> style.underline();
        };
    }

    /** Colours are written with blue first. */
    private Style coloured(@Nullable String digits) {
        if (digits == null) {
            return style.withColour(base.colour());
        }
        var padded = "0".repeat(8 - digits.length()) + digits;
        var name = Colours.named("#" + padded.substring(6) + padded.substring(4, 6) + padded.substring(2, 4));
        if (name.isEmpty()) {
            dropped.add(Loss.COLOURS);
        }
        return style.withColour(name.orElse(""));
    }

    /** A syllable begins where the one before ends; the first begins with the caption. */
    private void addMoment(long syllableMillis) {
        endRun();
        if (isTimed) {
            pieces.add(new Moment(millis));
        }
        isTimed = true;
        millis += syllableMillis;
    }

    private void change(Style next) {
        endRun();
        style = next;
    }

    private void endRun() {
        if (!words.isEmpty()) {
            pieces.add(new Run(words.toString(), style));
            words.setLength(0);
        }
    }
}
