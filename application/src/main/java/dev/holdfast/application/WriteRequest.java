package dev.holdfast.application;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Precondition;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks for a write, and on what condition.
 *
 * @param author who
 * @param precondition what the author believes about what is to be written
 * @param key what tells this request from others, so that it can be sent again when its answer got lost
 */
public record WriteRequest(Author author, Precondition precondition, Optional<CommitKey> key) {

    /** A request without a precondition: enough to create, but not to change. */
    public static WriteRequest by(Author author) {
        return new WriteRequest(author, new Precondition.NoneGiven(), Optional.empty());
    }

    /** The same, to be done only while the version with this hash is current. */
    public WriteRequest expecting(Hash hash) {
        return expecting(new Precondition.Matches(Set.of(hash)));
    }

    /** The same, to be done only while the precondition holds. */
    public WriteRequest expecting(Precondition next) {
        return new WriteRequest(author, next, key);
    }

    /** The same, to be done once however often it is sent. */
    public WriteRequest withKey(CommitKey next) {
        return new WriteRequest(author, precondition, Optional.of(next));
    }
}
