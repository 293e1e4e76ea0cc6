package dev.holdfast.http.changes;

import dev.holdfast.application.feed.Following;
import dev.holdfast.http.exchange.ResponseStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.EOFException;
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
 * Event stream of one subscriber, written without blocking: the thread that has an event, or learns that the connection
 * accepts more, writes as much as the connection accepts (Servlet 6.0 §5.7).
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

    // The fields below are used only by the thread that writes.
    private byte @Nullable [] opening;
    private boolean isUnflushed;

    /** True after a chunk with an event, whose end the server sends only with the next one, while some proxies pass on none that has not ended. */
    private boolean isChunkOpen;

    /** True if there is an event among what was not flushed yet. */
    private boolean hasEvent;

    /**
     * @param opening the bytes to write first
     * @param subscribe subscribes to the feed; its argument is to be called when there is something to write
     * @param mayGoOn returns true while the subscriber may read; called with each heartbeat
     */
    EventStream(byte[] opening, Function<Runnable, Following<byte[]>> subscribe, BooleanSupplier mayGoOn) {
        this.opening = opening;
        this.mayGoOn = mayGoOn;
        this.following = subscribe.apply(this::write);
        whenEnded(following::close);
    }

    /**
     * Starts to write.
     *
     * @return completes at the end of the stream; the server may cancel it
     */
    @Override
    public CompletableFuture<@Nullable Void> start(ServletOutputStream to) {
        connection = to;
        try {
            to.setWriteListener(this);
        } catch (RuntimeException | Error e) { // any failure: no thread will ever write
            done.completeExceptionally(e);
        }
        return done;
    }

    /** Registers an action for the end of the stream, whatever its cause. */
    void whenEnded(Runnable action) {
        var unused = done.whenComplete((nothing, failure) -> action.run());
    }

    /** Sends a heartbeat, or ends the stream if the subscriber may not read any more. */
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
    public void abort() {
        onError(new EOFException("The client closed the connection"));
    }

    @Override
    public void onWritePossible() {
        isBlocked = false;
        write();
    }

    @Override
    public void onError(Throwable failure) {
        LOGGER.debug("A subscriber disconnected", failure);
        isBroken = true;
        following.close();
    }

    /** Writes all pending bytes. One thread writes at a time; a call meanwhile makes that thread look again. */
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
        } catch (IOException | RuntimeException | Error e) { // any failure, also that the server closed the connection
            onError(e);
        }
        if (following.ended()) {
            // Only here, where no thread writes: the server may then use the connection for another response. If the
            // client has not read everything, the server aborts the connection.
            done.complete(null);
        }
    }

    private void writeAll(ServletOutputStream output) throws IOException {
        for (var next = next(output); next != null; next = next(output)) {
            output.write(next);
            isUnflushed = true;
        }
        flush(output);
        if (isChunkOpen && !isUnflushed && takes(output)) {
            output.write(ServerSentEvents.endOfChunk());
            isUnflushed = true;
            isChunkOpen = false;
            flush(output);
        }
    }

    private void flush(ServletOutputStream output) throws IOException {
        if (isUnflushed && takes(output)) {
            output.flush();
            isUnflushed = false;
            isChunkOpen = hasEvent;
            hasEvent = false;
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
        var event = following.next();
        hasEvent |= event.isPresent();
        return event.or(() -> Optional.ofNullable(isBeatDue.getAndSet(false) ? ServerSentEvents.heartbeat() : null))
                .orElse(null);
    }

    private boolean takes(ServletOutputStream output) {
        if (isBlocked) {
            return false;
        }
        isBlocked = true; // before the call, because onWritePossible may be called before it returns
        if (output.isReady()) {
            isBlocked = false;
        }
        return !isBlocked;
    }
}
