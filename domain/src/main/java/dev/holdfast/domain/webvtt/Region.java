package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Content;
import java.util.Optional;

/**
 * A part of the video's viewport in which cues are shown (WebVTT §3.3, "WebVTT regions").
 *
 * @param id by which cues ask for it; empty if it has none, so that no cue can
 * @param width a percentage of the width of the viewport
 * @param lines how many lines high it is; a whole number, which may be greater than any {@code int}
 * @param regionAnchor the point of the region that is at {@code viewportAnchor}
 * @param viewportAnchor a point of the viewport
 * @param scrollsUp whether new lines push the earlier ones up
 */
public record Region(
        String id, double width, double lines, Anchor regionAnchor, Anchor viewportAnchor, boolean scrollsUp) {

    /** The defaults of a region. */
    static final Region UNDEFINED = new Region("", 100, 3, new Anchor(0, 100), new Anchor(0, 100), false);

    /**
     * A point.
     *
     * @param x a percentage from the left
     * @param y a percentage from the top
     */
    public record Anchor(double x, double y) {

        private static Optional<Anchor> parse(String value) {
            var x = Setting.percentage(Setting.beforeComma(value));
            var y = Setting.percentage(Setting.afterComma(value).orElse(""));
            return x.isPresent() && y.isPresent()
                    ? Optional.of(new Anchor(x.getAsDouble(), y.getAsDouble()))
                    : Optional.empty();
        }
    }

    /**
     * Reads the definition of a region (WebVTT §6.2, "collect WebVTT region settings"). What cannot be understood is ignored;
     * of a setting that is there more than once the last one counts.
     *
     * @param block the text of a block that begins with REGION
     * @return empty if it does not, or is not exactly one block
     */
    public static Optional<Region> parse(Content block) {
        var lines = Line.of(block.text());
        if (lines.size() < 2 || lines.get(0).isBlank()) {
            return Optional.empty();
        }
        var definition = Lines.blockAt(lines, 0);
        if (definition.size() != lines.size() || definition.claimsTimings() || !definition.isRegion()) {
            return Optional.empty();
        }
        var region = UNDEFINED;
        var cursor = Cursor.at(block.text(), definition.first().next());
        while (!cursor.skipWhitespace().isAtEnd()) {
            region = region.with(Setting.parse(cursor.word()));
        }
        return Optional.of(region);
    }

    private Region with(Setting setting) {
        var value = setting.value();
        return switch (setting.name()) {
            case "id" -> new Region(value, width, lines, regionAnchor, viewportAnchor, scrollsUp);
            case "width" -> withWidth(value);
            case "lines" -> withLines(value);
            case "regionanchor" -> withAnchors(Anchor.parse(value).orElse(regionAnchor), viewportAnchor);
            case "viewportanchor" ->
                withAnchors(regionAnchor, Anchor.parse(value).orElse(viewportAnchor));
            case "scroll" ->
                new Region(id, width, lines, regionAnchor, viewportAnchor, scrollsUp || value.equals("up"));
            default -> this;
        };
    }

    private Region withWidth(String value) {
        var next = Setting.percentage(value).orElse(width);
        return new Region(id, next, lines, regionAnchor, viewportAnchor, scrollsUp);
    }

    private Region withLines(String value) {
        var isNumber = value.chars().allMatch(unit -> Cursor.isDigit((char) unit));
        var next = isNumber ? Double.parseDouble(value) : lines;
        return new Region(id, width, next, regionAnchor, viewportAnchor, scrollsUp);
    }

    private Region withAnchors(Anchor ofRegion, Anchor ofViewport) {
        return new Region(id, width, lines, ofRegion, ofViewport, scrollsUp);
    }
}
