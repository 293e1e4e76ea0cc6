package dev.holdfast.http.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Endpoint of the interface: one method of one resource.
 *
 * @param handler the handler
 * @param produces the media types of its responses; empty if they have no content or are not negotiated
 * @param consumes the body that it accepts
 * @param parameters the parameters of the query that it knows
 */
public record Endpoint(Handler handler, List<String> produces, Consumes consumes, List<String> parameters) {

    /** Handler of a request. */
    @FunctionalInterface
    public interface Handler {
        Response handle(Request request);
    }

    /**
     * Body that an endpoint accepts.
     *
     * @param mediaTypes its media types; empty if the endpoint ignores bodies
     * @param maxBytes the most bytes
     */
    public record Consumes(List<String> mediaTypes, int maxBytes) {
        public static final Consumes NOTHING = new Consumes(List.of(), 0);

        /** A body of at most so many bytes is received wherever there is room for its connection. */
        private static final int MAX_UNCOUNTED_BYTES = 65_536;

        /**
         * Receives the body of a request, if the endpoint has one.
         *
         * @param pending the bodies that are awaited, to which this one is added if its rest has not arrived yet
         * @return the bytes; fails with a {@link ProblemException} if it is too large, or arrives too slowly
         */
        CompletableFuture<byte[]> receive(IncomingBody body, MinimumDataRate rate, PendingBodies pending) {
            if (mediaTypes.isEmpty()) {
                return CompletableFuture.completedFuture(new byte[0]);
            }
            if (body.announced() > maxBytes) {
                throw Limits.exceeded(maxBytes);
            }
            var received = new ByteArrayOutputStream();
            var place = pending.place(body.client());
            var end = body.read(
                            chunk -> append(chunk, received),
                            maxBytes,
                            rate::allowedNanos,
                            maxBytes > MAX_UNCOUNTED_BYTES ? place::take : () -> {})
                    .whenComplete((reason, failure) -> place.free());
            return end.thenApply(reason -> switch (reason) {
                case OF_BODY -> received.toByteArray();
                case OF_ROOM -> throw Limits.exceeded(maxBytes);
                case OF_TIME -> throw MinimumDataRate.timeout().asException();
            });
        }

        private static void append(ByteBuffer chunk, ByteArrayOutputStream received) {
            var bytes = new byte[chunk.remaining()];
            chunk.get(bytes);
            received.writeBytes(bytes);
        }
    }

    public Endpoint {
        produces = List.copyOf(produces);
        parameters = List.copyOf(parameters);
    }

    /** Endpoint that knows no parameters and accepts no body. */
    public Endpoint(Handler handler, List<String> produces) {
        this(handler, produces, Consumes.NOTHING, List.of());
    }

    /** Endpoint with a JSON response, or one without content. */
    public static Endpoint json(Handler handler) {
        return new Endpoint(handler, List.of("application/json"));
    }

    /** Endpoint with a JSON response, or an event stream if the client prefers that. */
    public static Endpoint jsonOrEvents(Handler handler) {
        return new Endpoint(handler, List.of("application/json", ResponseStream.EVENTS));
    }

    /** Endpoint whose response is a file. */
    public static Endpoint file(String mediaType, Handler handler) {
        return new Endpoint(handler, List.of(mediaType));
    }

    /** Copy that accepts a body. */
    public Endpoint of(int maxBytes, String... mediaTypes) {
        return new Endpoint(handler, produces, new Consumes(List.of(mediaTypes), maxBytes), parameters);
    }

    /** Copy that knows parameters of the query. */
    public Endpoint query(String... names) {
        return new Endpoint(handler, produces, consumes, List.of(names));
    }
}
