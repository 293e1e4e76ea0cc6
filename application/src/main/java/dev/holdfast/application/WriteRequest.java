package dev.holdfast.application;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Precondition;
import java.util.Optional;

/**
 * Author, key and precondition of a write, each read when its turn comes.
 *
 * <p>A write is checked in this order: may the author do it, is the target there, was this very request done before ({@link
 * #key}), is the target deleted, does the {@link #precondition} hold, can the change be made. An adapter that finds its
 * caller's key or precondition unreadable therefore throws an exception of its own from the method that reads it: the write
 * stops there and nothing is written, but only if all that comes before is in order.
 */
public interface WriteRequest {

    /** The author of the write. */
    Author author();

    /**
     * The key that makes a repeated request one commit; empty for none. Read at most once, after the target was found. A
     * creation reads it first, because the id of a new document may be made of it.
     */
    Optional<CommitKey> key();

    /**
     * The value of the {@link #key}, if it is known beforehand: the store then looks for it while it reads the target. Never
     * throws; empty also if the key cannot be read.
     */
    default Optional<String> keyValue() {
        return Optional.empty();
    }

    /**
     * The condition on which to write. Read after the key, and read again if another writer was faster.
     *
     * @param target the state of the target; empty if the write creates it
     */
    Precondition precondition(Optional<TargetState> target);

    /** False if nobody waits for the result any more, so that a refusal need not be explained. */
    default boolean isAwaited() {
        return true;
    }

    /**
     * Called before each edit of a batch is checked, so that an adapter can name the edit that is refused.
     *
     * @param edit index of the edit, from 0
     */
    default void checks(int edit) {}

    /** A write without a precondition: enough to create, but not to change. */
    static PreparedWrite by(Author author) {
        return new PreparedWrite(author, new Precondition.NoneGiven(), Optional.empty());
    }
}
