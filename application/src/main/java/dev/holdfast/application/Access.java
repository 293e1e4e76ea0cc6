package dev.holdfast.application;

import dev.holdfast.application.AccessPolicy.Action;
import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.PreconditionRequired;

/** What stands before every use case: who may do it at all, and whether a write must be guarded. */
record Access(AccessPolicy policy, GuardPolicy guardPolicy) {

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
        if (guardPolicy == GuardPolicy.REQUIRED && !precondition.guards()) {
            throw new PreconditionRequired();
        }
    }
}
