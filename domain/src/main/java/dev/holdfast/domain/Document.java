package dev.holdfast.domain;

/**
 * An ordered list of segments, and what it says about itself.
 *
 * @param id its name, for ever
 * @param info its metadata
 * @param version the version of the metadata
 * @param hash the fingerprint of that version
 * @param deleted whether it is a tombstone; its segments then are as good as deleted
 * @param tip its last commit, of whatever kind
 * @param created who made it, and when
 * @param updated who last changed the metadata, and when
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

    /** How many commits the document has. */
    public long revision() {
        return tip.revision();
    }
}
