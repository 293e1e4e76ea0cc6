package dev.holdfast.domain.webvtt;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The syntax check of one setting of a cue (WebVTT §4.4) or of a region (WebVTT §4.3). */
final class SettingSyntax {

    private static final String ANCHOR = "two percentages joined by a comma, for example 0%,100%";

    private static final Map<String, String> OF_CUE = Map.of(
            "region", "the identifier of a region",
            "vertical", "rl or lr",
            "line", "a whole number or a percentage, perhaps with ,start ,center or ,end",
            "position", "a percentage, perhaps with ,line-left ,center or ,line-right",
            "size", "a percentage from 0% to 100%",
            "align", "start, center, end, left or right");

    private static final Map<String, String> OF_REGION = Map.of(
            "id", "an identifier",
            "width", "a percentage from 0% to 100%",
            "lines", "a whole number",
            "regionanchor", ANCHOR,
            "viewportanchor", ANCHOR,
            "scroll", "up");

    private SettingSyntax() {}

    /**
     * The flaw of a setting of a cue.
     *
     * @param names those of the settings before it; its own is added
     */
    static Optional<Flaw> ofCue(String word, int index, Set<String> names) {
        return flaw(word, index, names, OF_CUE, SettingSyntax::isLegalForCue);
    }

    /**
     * The flaw of a setting of a region.
     *
     * @param names those of the settings before it; its own is added
     */
    static Optional<Flaw> ofRegion(String word, int index, Set<String> names) {
        return flaw(word, index, names, OF_REGION, SettingSyntax::isLegalForRegion);
    }

    private static Optional<Flaw> flaw(
            String word, int index, Set<String> names, Map<String, String> expected, Predicate<Setting> isLegal) {
        var setting = Setting.parse(word);
        var values = expected.get(setting.name());
        if (values == null) {
            var all = String.join(", ", expected.keySet().stream().sorted().toList());
            var reason = "expected a setting as name:value with one of the names %s, found %s";
            return Optional.of(new Flaw("setting " + word, index, reason.formatted(all, Quoted.of(word))));
        }
        if (!names.add(setting.name())) {
            var reason = "expected each setting at most once, found another %s".formatted(Quoted.of(word));
            return Optional.of(new Flaw("another " + setting.name(), index, reason));
        }
        if (isLegal.test(setting)) {
            return Optional.empty();
        }
        var reason = "expected %s: with %s, found %s".formatted(setting.name(), values, Quoted.of(word));
        return Optional.of(new Flaw("setting " + word, index, reason));
    }

    /** True for settings that a parser understands, except lines counted in fractions. */
    private static boolean isLegalForCue(Setting setting) {
        var offset = Setting.beforeComma(setting.value());
        var isFraction = setting.name().equals("line") && offset.indexOf('.') >= 0 && !offset.endsWith("%");
        return !isFraction
                && CueSettings.understands(setting)
                && !setting.value().contains("-->");
    }

    private static boolean isLegalForRegion(Setting setting) {
        var value = setting.value();
        return switch (setting.name()) {
            case "id" -> true;
            case "width" -> isPercentage(value);
            case "lines" -> value.chars().allMatch(unit -> Cursor.isDigit((char) unit));
            case "scroll" -> value.equals("up");
            default ->
                isPercentage(Setting.beforeComma(value))
                        && Setting.afterComma(value)
                                .filter(SettingSyntax::isPercentage)
                                .isPresent();
        };
    }

    private static boolean isPercentage(String text) {
        return Setting.percentage(text).isPresent();
    }
}
