package dev.holdfast.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** End of a running server that it did not choose: the storage is lost and does not come back by itself. */
final class Outage {

    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** Ends the server with a failure, whose message is for the operator. */
    void report(RuntimeException failure) {
        end.completeExceptionally(failure);
    }

    /** Ends the wait without a failure. */
    void closed() {
        end.complete(null);
    }

    /** Waits until the server is closed; throws the failure that was reported. */
    void await() throws InterruptedException {
        try {
            var unused = end.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
        }
    }
}
