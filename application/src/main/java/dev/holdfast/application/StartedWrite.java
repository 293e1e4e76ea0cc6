package dev.holdfast.application;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Precondition;
import java.util.Optional;
import java.util.function.Supplier;

/** Write request whose key is read once, however many attempts the write takes. For use by one thread. */
final class StartedWrite implements WriteRequest {

    private final WriteRequest request;
    private Supplier<Optional<CommitKey>> key;

    StartedWrite(WriteRequest request) {
        this.request = request;
        this.key = request::key;
    }

    @Override
    public Author author() {
        return request.author();
    }

    @Override
    public Optional<CommitKey> key() {
        var read = key.get();
        key = () -> read;
        return read;
    }

    @Override
    public Optional<String> keyValue() {
        return request.keyValue();
    }

    @Override
    public Precondition precondition(Optional<TargetState> target) {
        return request.precondition(target);
    }

    @Override
    public void checks(int edit) {
        request.checks(edit);
    }

    @Override
    public boolean isAwaited() {
        return request.isAwaited();
    }
}
