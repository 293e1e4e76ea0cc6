package dev.holdfast.http.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;

/**
 * An endpoint: one method of one resource.
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
     * The body that an endpoint accepts.
     *
     * @param mediaTypes what it may be; empty if there is none, and whatever comes is not looked at
     * @param maxBytes how long it may be
     */
    public record Consumes(List<String> mediaTypes, int maxBytes) {
        public static final Consumes NOTHING = new Consumes(List.of(), 0);

        /**
         * Reads the body of a request, if the endpoint has one.
         *
         * @throws ProblemException if it is too large, or comes too slowly
         */
        byte[] read(HttpServletRequest request, MinimumDataRate rate) throws IOException {
            if (mediaTypes.isEmpty()) {
                return new byte[0];
            }
            if (request.getContentLengthLong() > maxBytes) {
                throw Limits.exceeded(maxBytes);
            }
            // Not closed: the rest is still to be read, so that the client comes to reading the response.
            var stream = new MinimumRateInputStream(request.getInputStream(), rate);
            try {
                var body = stream.readNBytes(maxBytes);
                if (stream.read() >= 0) {
                    throw Limits.exceeded(maxBytes);
                }
                return body;
            } catch (MinimumRateInputStream.TooSlow e) {
                throw MinimumDataRate.timeout().asException();
            }
        }
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
