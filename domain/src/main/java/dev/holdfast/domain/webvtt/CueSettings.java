package dev.holdfast.domain.webvtt;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the settings of a cue come to (WebVTT §6.4, "parse the WebVTT cue settings"). What cannot be understood is
 * ignored. Their order matters: a line, a size or a direction takes the cue out of a region named before, not after.
 */
final class CueSettings {

    private String vertical = "";
    private boolean snapToLines = true;
    private OptionalDouble line = OptionalDouble.empty();
    private String lineAlign = "start";
    private OptionalDouble position = OptionalDouble.empty();
    private String positionAlign = "auto";
    private double size = 100;
    private String align = "center";
    private Optional<String> region = Optional.empty();

    private CueSettings() {}

    static CueSettings parse(String settings) {
        var result = new CueSettings();
        var cursor = Cursor.at(settings, 0);
        while (!cursor.skipWhitespace().isAtEnd()) {
            result.apply(Setting.parse(cursor.word()));
        }
        return result;
    }

    /** Whether a parser understands the setting. */
    static boolean understands(Setting setting) {
        return new CueSettings().apply(setting);
    }

    private boolean apply(Setting setting) {
        var value = setting.value();
        return !value.isEmpty()
                && switch (setting.name()) {
                    case "region" -> applyRegion(value);
                    case "vertical" -> applyVertical(value);
                    case "line" -> applyLine(value);
                    case "position" -> applyPosition(value);
                    case "size" -> applySize(value);
                    case "align" -> applyAlign(value);
                    default -> false;
                };
    }

    private boolean applyRegion(String value) {
        region = Optional.of(value);
        return true;
    }

    private boolean applyVertical(String value) {
        switch (value) {
            case "rl", "lr" -> vertical = value;
            default -> {
                return false;
            }
        }
        region = Optional.empty();
        return true;
    }

    private boolean applyLine(String value) {
        var offset = Setting.beforeComma(value);
        var aligned = Setting.afterComma(value);
        var isPercentage = offset.endsWith("%");
        var number = isPercentage ? Setting.percentage(offset) : Setting.number(offset);
        if (number.isEmpty()) {
            return false;
        }
        switch (aligned.orElse("")) {
            case "start", "center", "end" -> lineAlign = aligned.orElseThrow();
            default -> {
                if (aligned.isPresent()) {
                    return false;
                }
            }
        }
        line = number;
        snapToLines = !isPercentage;
        region = Optional.empty();
        return true;
    }

    private boolean applyPosition(String value) {
        var number = Setting.percentage(Setting.beforeComma(value));
        var aligned = Setting.afterComma(value);
        if (number.isEmpty()) {
            return false;
        }
        switch (aligned.orElse("")) {
            case "line-left", "center", "line-right" -> positionAlign = aligned.orElseThrow();
            default -> {
                if (aligned.isPresent()) {
                    return false;
                }
            }
        }
        position = number;
        return true;
    }

    private boolean applySize(String value) {
        var number = Setting.percentage(value);
        if (number.isEmpty()) {
            return false;
        }
        size = number.getAsDouble();
        if (size != 100) {
            region = Optional.empty();
        }
        return true;
    }

    private boolean applyAlign(String value) {
        switch (value) {
            case "start", "center", "end", "left", "right" -> align = value;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The direction of vertical text, {@code rl} or {@code lr}; empty if it runs horizontally. */
    String vertical() {
        return vertical;
    }

    /** Whether {@link #line} counts lines; otherwise it is a percentage. */
    boolean snapToLines() {
        return snapToLines;
    }

    /** Where it stands; empty for automatic. */
    OptionalDouble line() {
        return line;
    }

    String lineAlign() {
        return lineAlign;
    }

    /** Where it is anchored, as a percentage; empty for automatic. */
    OptionalDouble position() {
        return position;
    }

    String positionAlign() {
        return positionAlign;
    }

    /** How wide it is, as a percentage. */
    double size() {
        return size;
    }

    String align() {
        return align;
    }

    /** The identifier of the region it asks for, whether that is defined or not. */
    Optional<String> region() {
        return region;
    }
}
