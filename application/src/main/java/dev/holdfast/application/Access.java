package dev.holdfast.application;

import dev.holdfast.application.AccessPolicy.Action;
import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.ContentTooLarge;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.PreconditionRequired;

/** Access checks and limits that every use case applies. */
record Access(AccessPolicy policy, Rules rules) {

    /**
     * Lets pass who is allowed to.
     *
     * @throws AccessDenied otherwise
     */
    void check(Author author, Action action, DocumentId document) {
        if (!allows(author, action, document)) {
            throw new AccessDenied();
        }
    }

    boolean allows(Author author, Action action, DocumentId document) {
        return policy.allows(author, action, document);
    }

    /**
     * Lets pass what says which version it was made for, or everything if the policy does not insist.
     *
     * @throws PreconditionRequired otherwise
     */
    void requireGuard(Precondition precondition) {
        if (rules.guard() == GuardPolicy.REQUIRED && !precondition.guards()) {
            throw new PreconditionRequired();
        }
    }

    /**
     * Lets pass a text that is not too long, or not longer than it was: a limit may be lowered after a text was stored, and
     * nobody must be kept from restoring, shifting or shortening it.
     *
     * @param index which edit of the commit it is for, or which segment of the new document, counted from 0
     * @param bytesBefore how many bytes of UTF-8 the text had that it was made of; 0 if it is new
     * @throws ContentTooLarge otherwise
     */
    void requireSize(int index, Content content, int bytesBefore) {
        if (content.bytes() > Math.max(rules.maxSegmentBytes(), bytesBefore)) {
            throw new ContentTooLarge(index, content, rules.maxSegmentBytes());
        }
    }
}
