package dev.holdfast.http;

import dev.holdfast.http.exchange.Body;
import dev.holdfast.http.exchange.IncomingBody;
import dev.holdfast.http.exchange.MinimumDataRate;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Response;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivery of a response: the rest of the request is discarded, the response is sent, and a connection that cannot be used again
 * is closed. No thread waits for the client to send or to read.
 *
 * @param response the response with all its header fields
 * @param unread the body of the request, of which a part may not have been read
 * @param limits the limits of what it may wait for
 */
record Delivery(Context context, Response response, IncomingBody unread, Waiting limits) {

    /**
     * Limits of the waiting for a client.
     *
     * @param rate the rate at which the response has to be read; its grace period is the longest time to discard the rest of
     *     the request before the response
     * @param maxUnread the most bytes of the request to discard
     * @param pending the responses that wait for their clients
     */
    record Waiting(MinimumDataRate rate, long maxUnread, PendingResponses pending) {}

    private static final Logger LOGGER = LoggerFactory.getLogger(Delivery.class);

    /** A response up to this length is kept by Jetty and sent when the request ends, without a thread that waits. */
    private static final int MAX_KEPT_BYTES = 8_192;

    private static final byte[] NOTHING = {};

    /**
     * Sends the response if neither the rest of the request nor the reader has to be awaited.
     *
     * @return false if {@link #start} has to send it
     */
    boolean isSentAtOnce() {
        var content = content();
        if (isHeaderAlone() || content.length > MAX_KEPT_BYTES || !unread.isComplete()) {
            return false;
        }
        response.setHeader(context.res());
        try {
            if (content.length > 0) {
                context.res().getOutputStream().write(content);
            } else {
                setLength();
            }
        } catch (IOException e) {
            LOGGER.debug("The client closed the connection before the response", e);
        }
        return true;
    }

    /** Sends the response, at once or later; completes as {@link #start} says. */
    CompletableFuture<Boolean> complete() {
        return isSentAtOnce() ? CompletableFuture.completedFuture(true) : start();
    }

    /**
     * Sends the response.
     *
     * @return completes at the end of the response, or when the connection can be closed, with true if it can be used again;
     *     fails only if a stream does
     */
    CompletableFuture<Boolean> start() {
        var isTooSlow = response.status() == ProblemType.REQUEST_TIMEOUT.status();
        return isTooSlow
                ? sendAndLinger()
                : unread.discard(limits.rate().gracePeriod(), limits.maxUnread())
                        .thenCompose(isRead -> isRead ? send(response) : sendAndLinger());
    }

    private CompletableFuture<Boolean> sendAndLinger() {
        return send(response.header("Connection", "close")).thenCompose(sent -> unread.linger());
    }

    /** Sends it; true if the connection can be used again. */
    private CompletableFuture<Boolean> send(Response complete) {
        complete.setHeader(context.res());
        try {
            return complete.stream().isPresent() && !isHeadOnly() ? stream() : write().thenApply(written -> true);
        } catch (IOException e) {
            LOGGER.debug("The client closed the connection before the response", e);
            return CompletableFuture.completedFuture(true);
        }
    }

    /** Starts the stream here, because one that is opened and not started would never be closed. */
    private CompletableFuture<Boolean> stream() throws IOException {
        var output = context.res().getOutputStream();
        context.req().setAttribute(RequestCounter.STREAM_START, System.nanoTime());
        var stream = response.stream().orElseThrow().get();
        var watch = unread.watch(stream::abort);
        watch.begin();
        return stream.start(output).handle((end, failure) -> failure).thenCompose(failure -> {
            var isReusable = watch.end();
            return failure == null
                    ? CompletableFuture.completedFuture(isReusable)
                    : CompletableFuture.failedFuture(failure);
        });
    }

    /** True for a response whose length is not stated, to which Jetty would add a Content-Length of 0 if it ended at once. */
    private boolean isHeaderAlone() {
        return response.length().isEmpty() && response.status() != 204;
    }

    private CompletableFuture<?> write() throws IOException {
        if (isHeaderAlone()) {
            var header = new HeaderAlone(context.res().getOutputStream());
            context.res().getOutputStream().setWriteListener(header);
            return header;
        }
        setLength();
        var sent = new Sent();
        var content = content();
        ((HttpOutput) context.res().getOutputStream()).sendContent(ByteBuffer.wrap(content), sent);
        return sent.isDone() ? sent : awaited(sent, content.length);
    }

    /** The end of a response that the client has to read at the minimum rate. */
    private CompletableFuture<?> awaited(CompletableFuture<@Nullable Void> sent, int length) {
        limits.pending().add(length, sent, unread::disconnect);
        return sent.orTimeout(limits.rate().allowedNanos(length), TimeUnit.NANOSECONDS)
                .exceptionally(tooSlow -> {
                    unread.disconnect(tooSlow);
                    return null;
                });
    }

    private void setLength() {
        response.length().ifPresent(context.res()::setContentLength);
    }

    private byte[] content() {
        return isHeadOnly() ? NOTHING : response.body().map(Body::bytes).orElse(NOTHING);
    }

    private boolean isHeadOnly() {
        return context.req().getMethod().equals("HEAD");
    }

    /** End of a header that is sent by itself. */
    private static final class HeaderAlone extends CompletableFuture<@Nullable Void> implements WriteListener {

        private final ServletOutputStream output;
        private boolean isFlushed;

        HeaderAlone(ServletOutputStream output) {
            this.output = output;
        }

        @Override
        public void onWritePossible() throws IOException {
            if (!isFlushed) {
                isFlushed = true;
                output.flush();
            }
            if (output.isReady()) {
                complete(null);
            }
        }

        @Override
        public void onError(Throwable failure) {
            LOGGER.debug("The client closed the connection before the response", failure);
            complete(null);
        }
    }

    /** End of a response; also if the client does not read it, which ends the connection. */
    private static final class Sent extends CompletableFuture<@Nullable Void> implements Callback {

        @Override
        public void succeeded() {
            complete(null);
        }

        @Override
        public void failed(Throwable failure) {
            LOGGER.debug("The client did not read the response", failure);
            complete(null);
        }
    }
}
