package dev.holdfast.http.exchange;

import dev.holdfast.application.GuardPolicy;
import dev.holdfast.application.TargetState;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Precondition;
import dev.holdfast.http.header.HttpDate;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Write request of an HTTP request: its key and its preconditions are parsed only when the use case reads them, so that an
 * unreadable one is reported in its turn. For use by one thread.
 */
public final class ConditionalWrite implements WriteRequest {

    private final Request request;
    private boolean isGuarded;
    private int checked = -1;

    public ConditionalWrite(Request request) {
        this.request = request;
    }

    @Override
    public Author author() {
        return request.author();
    }

    /**
     * The field Idempotency-Key.
     *
     * @throws ProblemException if it cannot be read
     */
    @Override
    public Optional<CommitKey> key() {
        return IdempotencyKey.of(request);
    }

    @Override
    public Optional<String> keyValue() {
        return IdempotencyKey.value(request);
    }

    /**
     * The precondition in the header fields.
     *
     * @throws ProblemException if they cannot be read
     */
    @Override
    public Precondition precondition(Optional<TargetState> target) {
        var precondition = request.readablePreconditions()
                .toDomain(() -> target.map(
                        state -> HttpDate.lastModified(state.updated().at())));
        isGuarded = GuardPolicy.namesVersion(precondition);
        return precondition;
    }

    @Override
    public void checks(int edit) {
        checked = edit;
    }

    /** The index of the edit that was checked last; empty before the first. */
    public OptionalInt checked() {
        return checked < 0 ? OptionalInt.empty() : OptionalInt.of(checked);
    }

    @Override
    public boolean isAwaited() {
        return !request.isAbandoned();
    }

    /** True if the precondition that was read names a version; a replayed write reads none. */
    public boolean isGuarded() {
        return isGuarded;
    }
}
