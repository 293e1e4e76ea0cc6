package dev.holdfast.http.exchange;

import jakarta.servlet.ServletOutputStream;
import java.util.concurrent.CompletableFuture;

/** Response content that is written without a thread of its own, after the header was sent. */
public interface ResponseStream {

    /** The media type of server-sent events (WHATWG HTML §9.2). */
    String EVENTS = "text/event-stream";

    /**
     * Starts to write.
     *
     * @return completes at the end of the stream; the server may cancel it
     */
    CompletableFuture<?> start(ServletOutputStream output);

    /** Ends it, because the client closed the connection. */
    void abort();
}
