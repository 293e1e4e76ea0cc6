package dev.holdfast.domain.webvtt;

import java.util.Set;

/** The settings of a cue that a parser understands (WebVTT §6.4, "parse the WebVTT cue settings"). It ignores all others. */
final class CueSettings {

    private static final Set<String> DIRECTIONS = Set.of("rl", "lr");
    private static final Set<String> ALIGNMENTS = Set.of("start", "center", "end", "left", "right");
    private static final Set<String> LINE_ALIGNMENTS = Set.of("start", "center", "end");
    private static final Set<String> POSITION_ALIGNMENTS = Set.of("line-left", "center", "line-right");

    private CueSettings() {}

    static boolean understands(Setting setting) {
        var value = setting.value();
        return !value.isEmpty()
                && switch (setting.name()) {
                    case "region" -> true;
                    case "vertical" -> DIRECTIONS.contains(value);
                    case "line" -> isOffset(Setting.beforeComma(value)) && isAligned(value, LINE_ALIGNMENTS);
                    case "position" ->
                        isPercentage(Setting.beforeComma(value)) && isAligned(value, POSITION_ALIGNMENTS);
                    case "size" -> isPercentage(value);
                    case "align" -> ALIGNMENTS.contains(value);
                    default -> false;
                };
    }

    private static boolean isOffset(String offset) {
        return offset.endsWith("%")
                ? isPercentage(offset)
                : Setting.number(offset).isPresent();
    }

    private static boolean isPercentage(String text) {
        return Setting.percentage(text).isPresent();
    }

    /** True if the value has no alignment, or a known one. */
    private static boolean isAligned(String value, Set<String> alignments) {
        var alignment = Setting.afterComma(value);
        return alignment.isEmpty() || alignments.contains(alignment.get());
    }
}
