package dev.holdfast.http;

import dev.holdfast.domain.merge.Merge;
import dev.holdfast.domain.merge.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a merge came to: the text, or where both sides disagree. */
record MergeJson(
        boolean clean, @Nullable String content, @Nullable List<ConflictJson> conflicts) {

    /** The same words three times: as both began, and as each side has them now. */
    record ConflictJson(String base, String mine, String theirs) {}

    static MergeJson of(Merge merge) {
        if (merge instanceof Merge.Clean clean) {
            return new MergeJson(true, clean.text(), null);
        }
        var conflicts = ((Merge.Conflicting) merge)
                .pieces().stream()
                        .filter(Piece.Disputed.class::isInstance)
                        .map(Piece.Disputed.class::cast)
                        .map(piece -> new ConflictJson(piece.base(), piece.mine(), piece.theirs()))
                        .toList();
        return new MergeJson(false, null, conflicts);
    }
}
