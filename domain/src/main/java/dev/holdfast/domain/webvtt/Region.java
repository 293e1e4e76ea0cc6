package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Content;
import java.util.Optional;

/**
 * A part of the video's viewport in which cues are shown (WebVTT §3.3, "WebVTT regions").
 *
 * @param id the identifier by which cues refer to the region; empty if it has none
 */
record Region(String id) {

    /**
     * Reads the definition of a region (WebVTT §6.2, "collect WebVTT region settings"). Other settings than the identifier are
     * ignored; of an identifier that is set more than once the last one counts.
     *
     * @param block the text of a block that begins with REGION
     * @return empty if it does not, or is not exactly one block
     */
    static Optional<Region> parse(Content block) {
        var lines = Line.of(block.text());
        if (lines.size() < 2 || lines.get(0).isBlank()) {
            return Optional.empty();
        }
        var definition = Lines.blockAt(lines, 0);
        if (definition.size() != lines.size() || definition.claimsTimings() || !definition.isRegion()) {
            return Optional.empty();
        }
        var id = "";
        var cursor = Cursor.at(block.text(), definition.first().next());
        while (!cursor.skipWhitespace().isAtEnd()) {
            var setting = Setting.parse(cursor.word());
            id = setting.name().equals("id") ? setting.value() : id;
        }
        return Optional.of(new Region(id));
    }
}
