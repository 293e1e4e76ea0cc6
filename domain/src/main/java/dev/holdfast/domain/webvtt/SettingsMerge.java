package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Facet;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergePart;
import dev.holdfast.domain.MergePart.Disputed;
import dev.holdfast.domain.webvtt.FacetMerge.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A merge of the settings of a cue, name by name, in an order that each version has. The settings are one part where that
 * cannot be: if one cannot be read or occurs twice, if the versions have them in different orders, or if a player would no
 * longer heed a region because of what the other side set.
 */
final class SettingsMerge {

    /** Settings with which a player ignores the region of a cue (WebVTT §6.4). */
    private static final Set<String> WITHOUT_REGION = Set.of("vertical", "line", "size");

    /**
     * Settings as they were written.
     *
     * @param byName each with the white space before it, in order
     * @param after the white space after the last
     */
    private record Settings(Map<String, String> byName, String after) {

        /** Reads the rest of a timing line; empty if it has something else, or a name twice. */
        static Optional<Settings> parse(String rest) {
            var byName = new LinkedHashMap<String, String>();
            var cursor = Cursor.at(rest, 0);
            while (!cursor.isAtEnd()) {
                var start = cursor.position();
                var isApart = cursor.skipWhitespace().position() > start;
                if (cursor.isAtEnd()) {
                    return Optional.of(new Settings(byName, rest.substring(start)));
                }
                var name = Setting.parse(cursor.word()).name();
                var written = rest.substring(start, cursor.position());
                if (!isApart || name.isEmpty() || byName.put(name, written) != null) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Settings(byName, ""));
        }

        Set<String> names() {
            return byName.keySet();
        }

        Written written(String name) {
            var written = byName.getOrDefault(name, "");
            return new Written(written, Cursor.strip(written));
        }
    }

    private SettingsMerge() {}

    /** The parts of a merge of the rests of three timing lines. */
    static List<MergePart> parts(String base, String mine, String theirs) {
        return byName(Settings.parse(base), Settings.parse(mine), Settings.parse(theirs))
                .filter(parts -> regionIsHeeded(parts, mine, theirs))
                .orElseGet(() -> List.of(part(asOne(base), asOne(mine), asOne(theirs))));
    }

    private static Written asOne(String rest) {
        return new Written(rest, Cursor.strip(rest));
    }

    private static MergePart part(Written base, Written mine, Written theirs) {
        return new FacetMerge(Facet.SETTINGS, base, mine, theirs).part();
    }

    private static Optional<List<MergePart>> byName(
            Optional<Settings> base, Optional<Settings> mine, Optional<Settings> theirs) {
        if (base.isEmpty() || mine.isEmpty() || theirs.isEmpty()) {
            return Optional.empty();
        }
        var versions =
                List.of(base.get().names(), mine.get().names(), theirs.get().names());
        return CommonOrder.of(versions).map(names -> {
            var parts = new ArrayList<MergePart>();
            names.forEach(name -> parts.add(part(
                    base.get().written(name),
                    mine.get().written(name),
                    theirs.get().written(name))));
            parts.add(part(after(base.get()), after(mine.get()), after(theirs.get())));
            return parts;
        });
    }

    private static Written after(Settings settings) {
        return new Written(settings.after(), "");
    }

    private static boolean regionIsHeeded(List<MergePart> parts, String mine, String theirs) {
        var merge = Merge.of(parts);
        return List.of(merge.decided(Disputed::mine), merge.decided(Disputed::theirs)).stream()
                .noneMatch(rest -> losesRegion(rest) && !losesRegion(mine) && !losesRegion(theirs));
    }

    private static boolean losesRegion(String rest) {
        return Settings.parse(rest)
                .map(Settings::names)
                .filter(names -> names.contains("region") && names.stream().anyMatch(WITHOUT_REGION::contains))
                .isPresent();
    }
}
