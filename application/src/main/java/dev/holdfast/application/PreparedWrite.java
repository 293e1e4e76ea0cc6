package dev.holdfast.application;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Precondition;
import java.util.Optional;
import java.util.Set;

/**
 * Write request of which every part is known beforehand.
 *
 * @param author the author of the write
 * @param precondition the condition on which to write
 * @param key the key that makes a repeated request one commit
 */
public record PreparedWrite(Author author, Precondition precondition, Optional<CommitKey> key) implements WriteRequest {

    /** The same, to be done only while the version with this hash is current. */
    public PreparedWrite expecting(Hash hash) {
        return expecting(new Precondition.Matches(Set.of(hash)));
    }

    /** The same, to be done only while the precondition holds. */
    public PreparedWrite expecting(Precondition next) {
        return new PreparedWrite(author, next, key);
    }

    /** The same, to be done once however often it is sent. */
    public PreparedWrite withKey(CommitKey next) {
        return new PreparedWrite(author, precondition, Optional.of(next));
    }

    @Override
    public Optional<String> keyValue() {
        return key.map(CommitKey::value);
    }

    @Override
    public Precondition precondition(Optional<TargetState> target) {
        return precondition;
    }
}
