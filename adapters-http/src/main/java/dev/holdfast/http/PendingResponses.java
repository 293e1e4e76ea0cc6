package dev.holdfast.http;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Responses whose clients have not read all of them yet. Each takes memory, so their bytes are limited: if there are too many,
 * the connection of the one that has waited longest is closed. Safe for use by many threads.
 */
final class PendingResponses {

    private record Pending(int bytes, CompletableFuture<@Nullable Void> sent, Consumer<Throwable> disconnect) {}

    private final long maxBytes;
    private final Set<Pending> pending = new LinkedHashSet<>();
    private long bytes;

    PendingResponses(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Adds a response.
     *
     * @param length the bytes of its content
     * @param sent completes when all of it was sent, or cannot be
     * @param disconnect closes its connection
     */
    void add(int length, CompletableFuture<@Nullable Void> sent, Consumer<Throwable> disconnect) {
        var added = new Pending(length, sent, disconnect);
        enter(added);
        var unused = sent.whenComplete((nothing, failure) -> remove(added));
        for (var oldest = surplus(); oldest != null; oldest = surplus()) {
            oldest.disconnect()
                    .accept(new TimeoutException("Too many other responses wait to be read by their clients"));
        }
    }

    private synchronized void enter(Pending added) {
        pending.add(added);
        bytes += added.bytes();
    }

    private synchronized void remove(Pending ended) {
        if (pending.remove(ended)) {
            bytes -= ended.bytes();
        }
    }

    /** Takes out the response that has waited longest, if there are too many; the last one may be as large as it is. */
    private synchronized @Nullable Pending surplus() {
        if (bytes <= maxBytes || pending.size() == 1) {
            return null;
        }
        var oldest = pending.iterator().next();
        remove(oldest);
        return oldest;
    }

    /** The bytes of all of them. */
    synchronized long bytes() {
        return bytes;
    }
}
