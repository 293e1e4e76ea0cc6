package dev.holdfast.http.exchange;

import dev.holdfast.http.address.ClientAddress;
import dev.holdfast.http.address.ClientScheme;
import dev.holdfast.http.address.PublicUrls;
import dev.holdfast.http.address.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/**
 * Body of a request on its way from the client. No thread waits for it: Jetty calls back when more has arrived, or when the
 * time is over. For use by one thread at a time.
 */
public final class IncomingBody {

    /** A fast sender must not keep a thread for ever. */
    private static final int MAX_BYTES_AT_ONCE = 65_536;

    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final Duration MAX_HALF_CLOSED = Duration.ofSeconds(1);

    private final Request request;
    private final EndPoint connection;
    private final boolean isExpecting;
    private final long announced;
    private boolean isEnded;

    public IncomingBody(HttpServletRequest request) {
        this.request = ServletContextRequest.getServletContextRequest(request);
        this.connection = this.request.getConnectionMetaData().getConnection().getEndPoint();
        this.isExpecting = request.getHeader("Expect") != null;
        this.announced = request.getContentLengthLong();
    }

    boolean isFrom(TrustedProxies proxies) {
        return proxies.sent(request);
    }

    ClientAddress client() {
        return ClientAddress.of(request);
    }

    boolean isOwnOrigin(String origin) {
        return PublicUrls.isOwnOrigin(request, origin);
    }

    String base() {
        return PublicUrls.baseOf(request);
    }

    ClientScheme scheme() {
        return ClientScheme.of(request);
    }

    /** A watch of the connection that the request came on; the body must be over. */
    public ConnectionWatch watch(Runnable onClosed) {
        return new ConnectionWatch(connection, onClosed);
    }

    /** The length that the client announced; negative if it did not. */
    long announced() {
        return announced;
    }

    /** True if it ended; reads and discards some of what has arrived. */
    public boolean isComplete() {
        for (var read = 0; !isEnded && read < MAX_BYTES_AT_ONCE; ) {
            var chunk = request.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return false;
            }
            read += chunk.remaining();
            isEnded = chunk.isLast();
            chunk.release();
        }
        return isEnded;
    }

    /**
     * Reads and discards it, unless its Content-Length is above the maximum. Many clients read a response only after they have
     * sent the whole body; if the connection were closed before, they would lose the response.
     *
     * @param time the longest time, whatever the data rate: the sender may be unauthenticated
     * @param maxBytes the most bytes to read
     * @return true if the body ended, so that the connection can be used again
     */
    public CompletableFuture<Boolean> discard(Duration time, long maxBytes) {
        return announced > maxBytes ? CompletableFuture.completedFuture(false) : discarded(time, maxBytes);
    }

    /** Reads on for a moment before the connection is closed, so that a client that still sends can read the response. */
    public CompletableFuture<Boolean> linger() {
        return discarded(LINGER, Long.MAX_VALUE);
    }

    /** Not with Expect: reading would send 100 (Continue) and ask the client for the body (RFC 9110 §10.1.1). */
    private CompletableFuture<Boolean> discarded(Duration time, long maxBytes) {
        if (isExpecting && !isEnded) {
            return CompletableFuture.completedFuture(false);
        }
        return read(bytes -> {}, maxBytes, received -> time.toNanos(), () -> {})
                .thenApply(end -> end == End.OF_BODY)
                .exceptionally(broken -> false);
    }

    /**
     * True if the client has closed the connection, so that nobody waits for the response. A client may close its side as soon
     * as it has sent its request, and wait for the response: it is taken as gone only after a while.
     */
    boolean isAbandoned() {
        return System.nanoTime() - request.getBeginNanoTime() > MAX_HALF_CLOSED.toNanos()
                && connection instanceof WatchedEndPoint watched
                && watched.isEnded();
    }

    /** Closes the connection, whatever is still to be sent. */
    public void disconnect(Throwable reason) {
        if (connection instanceof WatchedEndPoint watched) {
            watched.abort(reason);
        } else {
            connection.close(reason);
        }
    }

    /** Reason for which reading stopped. */
    enum End {
        OF_BODY,
        OF_ROOM,
        OF_TIME
    }

    /**
     * Reads until the body ends.
     *
     * @param sink takes the bytes as they arrive
     * @param maxBytes the most bytes to read
     * @param allowed the nanoseconds that so many bytes may take
     * @param beforeWaiting called once, if the body has not arrived yet
     */
    CompletableFuture<End> read(
            Consumer<ByteBuffer> sink, long maxBytes, LongUnaryOperator allowed, Runnable beforeWaiting) {
        var intake = new Intake(sink, maxBytes, allowed, beforeWaiting);
        intake.run();
        return intake.end;
    }

    /** One reading, run again by Jetty each time that more can be read. */
    private final class Intake implements Runnable {

        private final CompletableFuture<End> end = new CompletableFuture<>();
        private final long begin = System.nanoTime();
        private final long usualIdleTime = connection.getIdleTimeout();
        private final Consumer<ByteBuffer> sink;
        private final long maxBytes;
        private final LongUnaryOperator allowed;
        private Runnable beforeWaiting;
        private long received;

        Intake(Consumer<ByteBuffer> sink, long maxBytes, LongUnaryOperator allowed, Runnable beforeWaiting) {
            this.sink = sink;
            this.maxBytes = maxBytes;
            this.allowed = allowed;
            this.beforeWaiting = beforeWaiting;
        }

        @Override
        public void run() {
            try {
                while (!isOver()) {
                    var chunk = request.read(); // before the time is looked at: it may be the end of the idle time
                    if (chunk != null) {
                        take(chunk);
                    } else if (millisLeft() > 0) {
                        await();
                        return;
                    }
                    endIfTooLate();
                }
            } catch (Throwable e) { // of any kind: otherwise nobody would ever answer the request
                finish(() -> end.completeExceptionally(e));
            }
        }

        private boolean isOver() {
            if (end.isDone()) {
                return true;
            }
            if (isEnded) {
                finish(() -> end.complete(End.OF_BODY));
            } else if (received > maxBytes) {
                finish(() -> end.complete(End.OF_ROOM));
            }
            return end.isDone();
        }

        private void endIfTooLate() {
            if (!end.isDone() && !isEnded && millisLeft() <= 0) {
                finish(() -> end.complete(End.OF_TIME));
            }
        }

        private void take(Content.Chunk chunk) {
            if (Content.Chunk.isFailure(chunk)) {
                var failure = chunk.getFailure();
                finish(() -> {
                    if (failure instanceof TimeoutException) {
                        end.complete(End.OF_TIME);
                    } else {
                        end.completeExceptionally(failure);
                    }
                });
                return;
            }
            received += chunk.remaining();
            if (received <= maxBytes) {
                sink.accept(chunk.getByteBuffer());
            }
            isEnded = chunk.isLast();
            chunk.release();
        }

        /** The idle time of the connection ends the waiting: it is never longer than the time that is left. */
        private void await() {
            beforeWaiting.run();
            beforeWaiting = () -> {};
            connection.setIdleTimeout(usualIdleTime > 0 ? Math.min(usualIdleTime, millisLeft()) : millisLeft());
            request.demand(this);
        }

        private long millisLeft() {
            return TimeUnit.NANOSECONDS.toMillis(allowed.applyAsLong(received) - (System.nanoTime() - begin));
        }

        private void finish(Runnable completion) {
            connection.setIdleTimeout(usualIdleTime);
            completion.run();
        }
    }
}
