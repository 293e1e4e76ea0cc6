package dev.holdfast.domain;

import java.util.Optional;
import java.util.Set;

/**
 * Precondition of a write on the current version of a segment, or of a document's metadata. Every write has one, if only
 * {@link NoneGiven}.
 */
public sealed interface Precondition {

    /** True if the condition holds for the hash of the current version; empty if there is no current version. */
    boolean holdsFor(Optional<Hash> current);

    /** True if it keeps the write from overwriting a version that the writer has not seen. */
    default boolean guards() {
        return false;
    }

    /** The hashes that it names as ones the writer has seen. */
    default Set<Hash> seen() {
        return Set.of();
    }

    /** The caller gave none, which is not the same as one that is always true: a store may insist on one. */
    record NoneGiven() implements Precondition {
        @Override
        public boolean holdsFor(Optional<Hash> current) {
            return true;
        }
    }

    /** The current version is one of {@code accepted}; empty means that nothing can match (RFC 9110 §13.1.1). */
    record Matches(Set<Hash> accepted) implements Precondition {
        public Matches {
            accepted = Set.copyOf(accepted);
        }

        @Override
        public boolean holdsFor(Optional<Hash> current) {
            return current.filter(accepted::contains).isPresent();
        }

        @Override
        public boolean guards() {
            return true;
        }

        @Override
        public Set<Hash> seen() {
            return accepted;
        }
    }

    /** There is a current version, whichever it is ({@code If-Match: *}, RFC 9110 §13.1.1). */
    record Exists() implements Precondition {
        @Override
        public boolean holdsFor(Optional<Hash> current) {
            return current.isPresent();
        }

        @Override
        public boolean guards() {
            return true;
        }
    }

    /** There is no current version ({@code If-None-Match: *}, RFC 9110 §13.1.2). */
    record DoesNotExist() implements Precondition {
        @Override
        public boolean holdsFor(Optional<Hash> current) {
            return current.isEmpty();
        }
    }

    /** The current version is none of {@code excluded} (RFC 9110 §13.1.2). */
    record NoneOf(Set<Hash> excluded) implements Precondition {
        public NoneOf {
            excluded = Set.copyOf(excluded);
        }

        @Override
        public boolean holdsFor(Optional<Hash> current) {
            return current.filter(excluded::contains).isEmpty();
        }
    }

    /** Two beliefs at once, evaluated in this order (RFC 9110 §13.2.2). */
    record Both(Precondition first, Precondition second) implements Precondition {
        @Override
        public boolean holdsFor(Optional<Hash> current) {
            return first.holdsFor(current) && second.holdsFor(current);
        }

        @Override
        public boolean guards() {
            return first.guards() || second.guards();
        }

        @Override
        public Set<Hash> seen() {
            return first.seen().isEmpty() ? second.seen() : first.seen();
        }
    }
}
