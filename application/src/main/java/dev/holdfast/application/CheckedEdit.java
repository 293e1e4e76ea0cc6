package dev.holdfast.application;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.Edit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Request for an edit that passed all checks which need no place in the document. Places take reads, so they are found when the
 * whole batch was checked: a refusal reads no more for a long batch than for a short one.
 *
 * @param texts the new texts
 * @param added the number of segments that it adds to the document; negative if it removes some
 * @param edits makes the edits; called once, in the order of the batch
 */
record CheckedEdit(List<Content> texts, int added, Supplier<List<Edit>> edits) {

    /** Edits that need no place. */
    static CheckedEdit of(List<Edit> edits) {
        var texts = edits.stream().map(Edit::text).flatMap(Optional::stream).toList();
        return new CheckedEdit(
                texts, edits.stream().mapToInt(CheckedEdit::added).sum(), () -> edits);
    }

    private static int added(Edit edit) {
        return switch (edit.operation()) {
            case INSERT, RESTORE -> 1;
            case DELETE -> -1;
            default -> 0;
        };
    }
}
