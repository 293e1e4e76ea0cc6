package dev.holdfast.http.representation;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.SegmentKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON of a merge: the merged text, or the places where both sides disagree. */
record MergeJson(
        boolean clean,
        @Nullable String content,
        @Nullable CueJson cue,
        @Nullable List<ConflictJson> conflicts) {

    /** JSON of a conflict: the base, and the text of each side. */
    record ConflictJson(String base, String mine, String theirs) {}

    /**
     * JSON of a merge.
     *
     * @param kind the kind of the segment whose texts were merged
     */
    static MergeJson of(Merge merge, SegmentKind kind) {
        if (merge instanceof Merge.Clean clean) {
            return new MergeJson(true, clean.text(), CueJson.of(kind, new Content(clean.text())), null);
        }
        var conflicts = merge.conflicts().stream()
                .map(piece -> new ConflictJson(piece.base(), piece.mine(), piece.theirs()))
                .toList();
        return new MergeJson(false, null, null, conflicts);
    }
}
