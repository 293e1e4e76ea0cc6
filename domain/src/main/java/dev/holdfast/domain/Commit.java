package dev.holdfast.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Edits of one document by one author, done all together or not at all.
 *
 * @param document the document
 * @param key the idempotency key
 * @param stamp author and time
 * @param documentEdit the edit of the document itself, if there is one
 * @param edits the edits of segments, at most one for each segment
 * @param conditionChecks segments that it leaves as they are, and whose versions must match all the same
 */
public record Commit(
        DocumentId document,
        CommitKey key,
        Stamp stamp,
        Optional<DocumentEdit> documentEdit,
        List<Edit> edits,
        List<ConditionCheck> conditionChecks) {

    /**
     * Condition on a segment that the commit leaves as it is: the author relied on this version.
     *
     * @param expected the hash of the version that was seen
     */
    public record ConditionCheck(SegmentId segment, Hash expected) {

        /** True while the segment is at that version. */
        public boolean fits(Optional<Segment> current) {
            return current.filter(segment -> segment.hash().equals(expected)).isPresent();
        }
    }

    public Commit {
        edits = List.copyOf(edits);
        conditionChecks = List.copyOf(conditionChecks);
        if (documentEdit.isEmpty() && edits.isEmpty()) {
            throw new IllegalArgumentException("A commit changes something");
        }
        if (documentEdit.filter(edit -> !edit.document().equals(document)).isPresent()) {
            throw new IllegalArgumentException("A commit is about one document, " + document);
        }
        var seen = new HashSet<SegmentId>();
        var named = Stream.concat(
                edits.stream().map(Edit::segment), conditionChecks.stream().map(ConditionCheck::segment));
        named.forEach(segment -> {
            if (!segment.document().equals(document)) {
                throw new IllegalArgumentException(
                        "A commit is about one document, %s, not %s".formatted(document, segment));
            }
            if (!seen.add(segment)) {
                throw new IllegalArgumentException("A commit edits a segment once, not twice: %s".formatted(segment));
            }
        });
    }

    /** A commit without condition checks. */
    public Commit(
            DocumentId document, CommitKey key, Stamp stamp, Optional<DocumentEdit> documentEdit, List<Edit> edits) {
        this(document, key, stamp, documentEdit, edits, List.of());
    }
}
