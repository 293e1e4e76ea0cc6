package dev.holdfast.application;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;

/** Policy of access to documents. It is asked before anything is read, so that a refusal reveals nothing. */
@FunctionalInterface
public interface AccessPolicy {

    /** True if an author may do something with a document, which need not exist. */
    boolean allows(Author author, Action action, DocumentId document);

    /**
     * True if an author may create documents at all. It is asked before anything of a new document is read, its id included;
     * {@link #allows} is asked for the id afterwards.
     */
    default boolean mayCreate(Author author) {
        return true;
    }

    /** A policy for one that trusts everyone who can reach it. */
    static AccessPolicy everyoneMayDoEverything() {
        return (author, action, document) -> true;
    }

    /** Kind of access. */
    enum Action {
        /** To read the document, its segments and its history. */
        READ,
        /** To insert, edit, delete and restore its segments. */
        EDIT,
        /** To create, describe, delete and restore the document. */
        MANAGE
    }
}
