package dev.holdfast.application;

import dev.holdfast.application.AccessPolicy.Action;
import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.ContentTooLarge;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.PreconditionRequired;
import dev.holdfast.domain.TooManySegments;

/** Access checks and limits that every use case applies. */
record Access(AccessPolicy policy, Rules rules) {

    /**
     * Checks that an author has a kind of access to a document.
     *
     * @throws AccessDenied if not
     */
    void check(Author author, Action action, DocumentId document) {
        if (!allows(author, action, document)) {
            throw new AccessDenied();
        }
    }

    /**
     * Checks that an author may create documents at all.
     *
     * @throws AccessDenied if not
     */
    void checkCreation(Author author) {
        if (!policy.mayCreate(author)) {
            throw new AccessDenied();
        }
    }

    boolean allows(Author author, Action action, DocumentId document) {
        return policy.allows(author, action, document);
    }

    /**
     * Checks that a precondition names the versions that it was made for, if the policy requires that.
     *
     * @throws PreconditionRequired if it does not
     */
    void requireGuard(Precondition precondition) {
        if (!rules.guard().accepts(precondition)) {
            throw new PreconditionRequired();
        }
    }

    /**
     * Checks the number of a document's segments.
     *
     * @throws TooManySegments if it exceeds the limit
     */
    void requireCount(long segments) {
        if (segments > rules.maxSegments()) {
            throw new TooManySegments(rules.maxSegments());
        }
    }

    /**
     * Checks the size of a text. A text that is not longer than it was is never too long: the limit may have been lowered after
     * it was stored, and it can still be restored, shifted and shortened.
     *
     * @param index index of the edit in its commit, or of the segment in the new document, from 0
     * @param bytesBefore the bytes of UTF-8 of the text that it replaces; 0 if it is new
     * @throws ContentTooLarge if the text exceeds the limit
     */
    void requireSize(int index, Content content, int bytesBefore) {
        if (content.bytes() > Math.max(rules.maxSegmentBytes(), bytesBefore)) {
            throw new ContentTooLarge(index, content, rules.maxSegmentBytes());
        }
    }
}
