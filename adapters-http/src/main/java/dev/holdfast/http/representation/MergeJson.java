package dev.holdfast.http.representation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Facet;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergePart;
import dev.holdfast.domain.SegmentKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON of a merge: the merged text, or the places where both sides disagree; and all parts of it in order. */
record MergeJson(
        boolean clean,
        @Nullable String content,
        @Nullable CueJson cue,
        @Nullable List<ConflictJson> conflicts,
        List<PartJson> parts) {

    /** JSON of a conflict: the base, and the text of each side. */
    record ConflictJson(String base, String mine, String theirs) {}

    /** JSON of a part. A version that has the merged characters is left out (http.md, Conflicts). */
    record PartJson(
            String facet,
            @JsonProperty("conflict") boolean isConflict,
            @Nullable String merged,
            @Nullable String base,
            @Nullable String mine,
            @Nullable String theirs) {

        static PartJson of(MergePart part) {
            var merged = part.merged().orElse(null);
            return new PartJson(
                    name(part.facet()),
                    part.dispute().isPresent(),
                    merged,
                    other(part.base(), merged),
                    other(part.mine(), merged),
                    other(part.theirs(), merged));
        }

        private static String name(Facet facet) {
            return facet.name().toLowerCase(Locale.ROOT);
        }

        private static @Nullable String other(String version, @Nullable String merged) {
            return version.equals(merged) ? null : version;
        }
    }

    /**
     * JSON of a merge.
     *
     * @param kind the kind of the segment whose texts were merged
     */
    static MergeJson of(Merge merge, SegmentKind kind) {
        var parts = merge.parts().stream().map(PartJson::of).toList();
        if (merge instanceof Merge.Clean clean) {
            return new MergeJson(true, clean.text(), CueJson.of(kind, new Content(clean.text())), null, parts);
        }
        var conflicts = merge.conflicts().stream()
                .map(part -> new ConflictJson(part.base(), part.mine(), part.theirs()))
                .toList();
        return new MergeJson(false, null, null, conflicts, parts);
    }
}
