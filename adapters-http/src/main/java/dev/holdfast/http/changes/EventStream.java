package dev.holdfast.http.changes;

import dev.holdfast.application.feed.Following;
import dev.holdfast.http.exchange.ResponseStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One follower's connection. No thread waits for it: whoever has something to write, or finds that the connection takes
 * something again, writes as much as it takes (Servlet 6.0 §5.7).
 */
final class EventStream implements ResponseStream, WriteListener {

    private static final Logger LOGGER = LoggerFactory.getLogger(EventStream.class);

    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean isBeatDue = new AtomicBoolean();
    private final BooleanSupplier mayGoOn;
    private final Following<byte[]> following;

    private volatile @Nullable ServletOutputStream connection;

    /** True if the next write is up to the connection, which calls back when it accepts more. */
    private volatile boolean isBlocked = true;

    private volatile boolean isBroken;

    // What follows belongs to the one who writes.
    private byte @Nullable [] opening;
    private boolean isUnflushed;

    /**
     * @param opening what is written first
     * @param subscribe begins to follow; it is given what to call when there is something to write
     * @param mayGoOn whether the follower may still follow; asked with each heartbeat
     */
    EventStream(byte[] opening, Function<Runnable, Following<byte[]>> subscribe, BooleanSupplier mayGoOn) {
        this.opening = opening;
        this.mayGoOn = mayGoOn;
        this.following = subscribe.apply(this::write);
        whenEnded(following::close);
    }

    /**
     * Begins to write.
     *
     * @return completes when it has ended; the server may cancel it
     */
    @Override
    public CompletableFuture<@Nullable Void> start(ServletOutputStream to) {
        connection = to;
        try {
            to.setWriteListener(this);
        } catch (RuntimeException e) { // whatever it is, nobody will ever write
            done.completeExceptionally(e);
        }
        return done;
    }

    /** Is called when it has ended, however it came to that. */
    void whenEnded(Runnable endpoint) {
        var unused = done.whenComplete((nothing, failure) -> endpoint.run());
    }

    /** Lets the other side know that the connection lives, unless it may not go on. */
    void beat() {
        if (!mayGoOn.getAsBoolean()) {
            end();
            return;
        }
        isBeatDue.set(true);
        write();
    }

    void end() {
        following.close();
    }

    @Override
    public void onWritePossible() {
        isBlocked = false;
        write();
    }

    @Override
    public void onError(Throwable failure) {
        LOGGER.debug("A follower is gone", failure);
        isBroken = true;
        following.close();
    }

    /** Writes what there is, one caller at a time; the others leave it to that one. */
    private void write() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = calls.get();
            var to = connection;
            if (to != null && !done.isDone()) {
                write(to);
            }
        } while (calls.addAndGet(-seen) > 0);
    }

    private void write(ServletOutputStream to) {
        try {
            if (!isBroken) {
                writeAll(to);
            }
        } catch (IOException | RuntimeException e) { // whatever it is, such as that the server closed it meanwhile
            onError(e);
        }
        if (following.ended()) {
            // Only here, where nobody writes: the server may use the connection for another answer then. Where the
            // client has not taken what was written, the server breaks the connection off.
            done.complete(null);
        }
    }

    private void writeAll(ServletOutputStream output) throws IOException {
        for (var next = next(output); next != null; next = next(output)) {
            output.write(next);
            isUnflushed = true;
        }
        if (isUnflushed && takes(output)) {
            output.flush();
            isUnflushed = false;
        }
    }

    /** The next bytes to write; null if there are none or the connection accepts none. */
    private byte @Nullable [] next(ServletOutputStream output) {
        if (!takes(output)) {
            return null;
        }
        var first = opening;
        if (first != null) {
            opening = null;
            return first;
        }
        return following
                .next()
                .or(() -> Optional.ofNullable(isBeatDue.getAndSet(false) ? ServerSentEvents.heartbeat() : null))
                .orElse(null);
    }

    private boolean takes(ServletOutputStream output) {
        if (isBlocked) {
            return false;
        }
        isBlocked = true; // before it is asked, because it may call back before it has answered
        if (output.isReady()) {
            isBlocked = false;
        }
        return !isBlocked;
    }
}
