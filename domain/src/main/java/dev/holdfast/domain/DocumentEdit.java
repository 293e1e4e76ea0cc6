package dev.holdfast.domain;

import java.util.Optional;

/** Edit of a document itself within a commit, and the one version of its metadata that it may be made to. */
public sealed interface DocumentEdit {

    DocumentId document();

    /** The hash of the version of the metadata that the edit was made for; any other refuses it. */
    Hash expected();

    Operation operation();

    /** The digest of what the edit sets. */
    Digest digest();

    /** The hash of the version that the edit makes. */
    default Hash result() {
        return expected().next(operation(), digest());
    }

    /**
     * True if the edit may be made: the metadata is at the version it expects, and the document is a tombstone only if the
     * edit restores it.
     *
     * @param current the document or its tombstone; empty if it never existed
     */
    default boolean fits(Optional<Document> current) {
        return current.filter(document -> document.hash().equals(expected()) && !document.deleted())
                .isPresent();
    }

    /** The metadata that the edit sets; empty if it keeps the metadata of the version before. */
    default Optional<DocumentInfo> newInfo() {
        return Optional.empty();
    }

    /**
     * The metadata as the edit leaves it.
     *
     * @param before the metadata at the version that the edit expects; empty for a creation
     */
    default DocumentInfo applied(Optional<DocumentInfo> before) {
        return newInfo().or(() -> before).orElseThrow();
    }

    /** Creates a document. Its id must never have been used. */
    record Create(DocumentId document, DocumentInfo info) implements DocumentEdit {
        @Override
        public Hash expected() {
            return Hash.before(document);
        }

        @Override
        public Operation operation() {
            return Operation.CREATE;
        }

        @Override
        public Digest digest() {
            return info.digest();
        }

        @Override
        public boolean fits(Optional<Document> current) {
            return current.isEmpty();
        }

        @Override
        public Optional<DocumentInfo> newInfo() {
            return Optional.of(info);
        }
    }

    /** Gives a document other metadata. */
    record Describe(DocumentId document, Hash expected, DocumentInfo info) implements DocumentEdit {
        @Override
        public Operation operation() {
            return Operation.DESCRIBE;
        }

        @Override
        public Digest digest() {
            return info.digest();
        }

        @Override
        public Optional<DocumentInfo> newInfo() {
            return Optional.of(info);
        }
    }

    /** Makes a tombstone of a document with all that is in it. */
    record Delete(DocumentId document, Hash expected) implements DocumentEdit {
        @Override
        public Operation operation() {
            return Operation.DELETE;
        }

        @Override
        public Digest digest() {
            return Digest.of();
        }
    }

    /** Brings a deleted document back to life as it was. */
    record Restore(DocumentId document, Hash expected) implements DocumentEdit {
        @Override
        public Operation operation() {
            return Operation.RESTORE;
        }

        @Override
        public Digest digest() {
            return Digest.of();
        }

        @Override
        public boolean fits(Optional<Document> current) {
            return current.filter(document -> document.hash().equals(expected) && document.deleted())
                    .isPresent();
        }
    }
}
