package dev.holdfast.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Edits of one document by one author, done all together or not at all.
 *
 * @param document the document
 * @param key what tells this commit from others
 * @param stamp who, and when
 * @param documentEdit what it does to the document itself
 * @param edits what it does to segments, each one at most once
 * @param kept segments that it leaves alone, and that must be as it expects all the same
 */
public record Commit(
        DocumentId document,
        CommitKey key,
        Stamp stamp,
        Optional<DocumentEdit> documentEdit,
        List<Edit> edits,
        List<Kept> kept) {

    /**
     * A segment that an author saw and found right as it was: what the commit does is right only as long as it is so.
     *
     * @param expected the hash of the version that was seen
     */
    public record Kept(SegmentId segment, Hash expected) {

        /** Whether the segment is still at that version. */
        public boolean fits(Optional<Segment> current) {
            return current.filter(segment -> segment.hash().equals(expected)).isPresent();
        }
    }

    public Commit {
        edits = List.copyOf(edits);
        kept = List.copyOf(kept);
        if (documentEdit.isEmpty() && edits.isEmpty()) {
            throw new IllegalArgumentException("A commit changes something");
        }
        if (documentEdit.filter(edit -> !edit.document().equals(document)).isPresent()) {
            throw new IllegalArgumentException("A commit is about one document, " + document);
        }
        var seen = new HashSet<SegmentId>();
        var named =
                Stream.concat(edits.stream().map(Edit::segment), kept.stream().map(Kept::segment));
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

    /** A commit that depends on nothing but what it edits. */
    public Commit(
            DocumentId document, CommitKey key, Stamp stamp, Optional<DocumentEdit> documentEdit, List<Edit> edits) {
        this(document, key, stamp, documentEdit, edits, List.of());
    }
}
