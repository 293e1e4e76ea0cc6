package dev.holdfast.domain;

import java.util.List;
import java.util.Optional;

/**
 * A commit as the log holds it.
 *
 * @param document the document
 * @param revision its number among the document's commits, from 1, without gaps, in the order in which they happened
 * @param hash its hash, which is chained to that of the commit before (see {@link CommitHash})
 * @param key the idempotency key
 * @param stamp author and time; the time is never before that of the commit before
 * @param changes the changes, one or more
 */
public record LoggedCommit(
        DocumentId document, long revision, Hash hash, CommitKey key, Stamp stamp, List<Change> changes) {

    public LoggedCommit {
        changes = List.copyOf(changes);
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("A commit changed something");
        }
    }

    /** The change of the document itself, if the commit has one. */
    public Optional<Change.OfDocument> documentChange() {
        return changes.stream().flatMap(change -> change.ofDocument().stream()).findFirst();
    }

    /** The segments as the commit left them, in the order of its changes. */
    public List<Segment> segments() {
        return changes.stream().flatMap(change -> change.segment().stream()).toList();
    }

    /**
     * The commit that makes this one again, with the same hash, where it follows the same commit. It has no condition checks, which a
     * log does not hold; empty if the text of a change was erased.
     */
    public Optional<Commit> toCommit() {
        if (changes.stream().anyMatch(Change::erased)) {
            return Optional.empty();
        }
        var edits = changes.stream()
                .flatMap(change -> change.ofSegment().flatMap(Change.OfSegment::edit).stream())
                .toList();
        var documentEdit = documentChange().flatMap(change -> change.edit(document));
        return Optional.of(new Commit(document, key, stamp, documentEdit, edits));
    }

    /** The end of the document's log when this was its last commit. */
    public Tip tip() {
        return new Tip(revision, hash);
    }
}
