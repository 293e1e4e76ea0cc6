package dev.holdfast.domain;

import java.util.Optional;

/**
 * An ordered list of segments with its metadata.
 *
 * @param id the permanent id
 * @param info its metadata
 * @param version the version of the metadata
 * @param hash the fingerprint of that version
 * @param deleted true for a tombstone, whose segments count as deleted
 * @param tip the last commit of the document
 * @param created author and time of its creation
 * @param updated author and time of the last change of the metadata
 */
public record Document(
        DocumentId id,
        DocumentInfo info,
        Version version,
        Hash hash,
        boolean deleted,
        Tip tip,
        Stamp created,
        Stamp updated) {

    /** The number of the document's commits. */
    public long revision() {
        return tip.revision();
    }

    /** The same document with a later end of its log. */
    public Document at(Tip next) {
        return new Document(id, info, version, hash, deleted, next, created, updated);
    }

    /** The same document with the metadata that a change gave it; its log is as long as it is. */
    public Document with(Change.OfDocument change, Stamp by) {
        return new Document(
                id,
                change.info(),
                change.version(),
                change.hash(),
                change.operation() == Operation.DELETE,
                tip,
                created,
                by);
    }

    /**
     * The document as a change of itself leaves it.
     *
     * @param before the document before; empty if the change created it
     * @param change the change
     * @param commit the commit that the change is part of
     */
    public static Document after(Optional<Document> before, Change.OfDocument change, LoggedCommit commit) {
        return new Document(
                commit.document(),
                change.info(),
                change.version(),
                change.hash(),
                change.operation() == Operation.DELETE,
                commit.tip(),
                before.map(Document::created).orElse(commit.stamp()),
                commit.stamp());
    }
}
