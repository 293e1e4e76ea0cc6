package dev.holdfast.http.representation;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.Piece;
import dev.holdfast.domain.SegmentKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON of a merge: the merged text, or the places where both sides disagree. */
record MergeJson(
        boolean clean,
        @Nullable String content,
        @Nullable CueJson cue,
        @Nullable List<ConflictJson> conflicts) {

    /** The same words three times: as both began, and as each side has them now. */
    record ConflictJson(String base, String mine, String theirs) {}

    /**
     * @param kind what the segment is that the texts are of
     */
    static MergeJson of(Merge merge, SegmentKind kind) {
        if (merge instanceof Merge.Clean clean) {
            return new MergeJson(true, clean.text(), CueJson.of(kind, new Content(clean.text())), null);
        }
        var conflicts = ((Merge.Conflicting) merge)
                .pieces().stream()
                        .filter(Piece.Disputed.class::isInstance)
                        .map(Piece.Disputed.class::cast)
                        .map(piece -> new ConflictJson(piece.base(), piece.mine(), piece.theirs()))
                        .toList();
        return new MergeJson(false, null, null, conflicts);
    }
}
