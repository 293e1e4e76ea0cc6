package dev.holdfast.http.exchange;

import java.util.List;

/**
 * What one method does to one resource.
 *
 * @param handler the handler
 * @param produces the media types that its answer may have; empty if it has no content or does not negotiate
 * @param consumes what its body must be
 */
public record Endpoint(Handler handler, List<String> produces, Consumes consumes) {

    /** Answers a request. */
    @FunctionalInterface
    public interface Handler {
        Response handle(Request request);
    }

    /**
     * What a body must be.
     *
     * @param mediaTypes what it may be; empty if there is none, and whatever comes is not looked at
     * @param maxBytes how long it may be
     */
    public record Consumes(List<String> mediaTypes, int maxBytes) {
        public static final Consumes NOTHING = new Consumes(List.of(), 0);
    }

    public Endpoint {
        produces = List.copyOf(produces);
    }

    /** Answers with JSON, or with nothing. */
    public static Endpoint json(Handler handler) {
        return new Endpoint(handler, List.of("application/json"), Consumes.NOTHING);
    }

    /** Answers with JSON, or with a stream of events to who prefers one. */
    public static Endpoint jsonOrEvents(Handler handler) {
        return new Endpoint(handler, List.of("application/json", ResponseStream.EVENTS), Consumes.NOTHING);
    }

    /** Answers with a file. */
    public static Endpoint file(String mediaType, Handler handler) {
        return new Endpoint(handler, List.of(mediaType), Consumes.NOTHING);
    }

    /** The same, of a body. */
    public Endpoint of(int maxBytes, String... mediaTypes) {
        return new Endpoint(handler, produces, new Consumes(List.of(mediaTypes), maxBytes));
    }
}
