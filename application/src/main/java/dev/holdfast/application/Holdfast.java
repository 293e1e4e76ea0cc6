package dev.holdfast.application;

import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Holdfast, to be embedded: everything that can be done with documents that people edit at the same time.
 *
 * @param segments their pieces, one by one
 * @param documents whole documents
 * @param captions the captions of documents
 * @param changes their logs and the change feed
 */
public record Holdfast(Segments segments, Documents documents, Captions captions, Changes changes) {

    /**
     * Holdfast over a store. Its rules are {@link Rules#defaults}.
     *
     * @param store where documents are kept
     * @param policy the policy of access
     * @param clock gives the time of each commit
     * @param ids makes names that were never used before, of at most 64 of the characters A-Z, a-z, 0-9, _ and -
     */
    public static Holdfast over(DocumentStore store, AccessPolicy policy, InstantSource clock, Supplier<String> ids) {
        return over(store, policy, clock, ids, Rules.defaults());
    }

    /**
     * The same, with other rules.
     *
     * @param rules the rules for writes
     */
    public static Holdfast over(
            DocumentStore store, AccessPolicy policy, InstantSource clock, Supplier<String> ids, Rules rules) {
        return of(new Access(policy, rules), new CommitWriter(store, clock, ids));
    }

    private static Holdfast of(Access access, CommitWriter commits) {
        return new Holdfast(
                new Segments(access, commits),
                new Documents(access, commits),
                new Captions(access, commits),
                new Changes(access, commits.store()));
    }

    /**
     * The same policy, clock, ids and rules over another store, for example over one that joins a transaction of the caller.
     *
     * @param store where documents are kept
     */
    public Holdfast withStore(DocumentStore store) {
        return segments.over(store, Holdfast::of);
    }

    /** The rules for writes. */
    public Rules rules() {
        return segments.rules();
    }
}
