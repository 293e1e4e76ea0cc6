package dev.holdfast.http.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;

/**
 * Endpoint of the interface: one method of one resource.
 *
 * @param handler the handler
 * @param produces the media types of its responses; empty if they have no content or are not negotiated
 * @param consumes the body that it accepts
 */
public record Endpoint(Handler handler, List<String> produces, Consumes consumes) {

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

        /**
         * Reads the body of a request, if the endpoint has one.
         *
         * @throws ProblemException if it is too large, or arrives too slowly
         */
        byte[] read(HttpServletRequest request, MinimumDataRate rate) throws IOException {
            if (mediaTypes.isEmpty()) {
                return new byte[0];
            }
            if (request.getContentLengthLong() > maxBytes) {
                throw Limits.exceeded(maxBytes);
            }
            // Not closed: the rest has to be read later, else the client does not read the response.
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

    /** Endpoint with a JSON response, or one without content. */
    public static Endpoint json(Handler handler) {
        return new Endpoint(handler, List.of("application/json"), Consumes.NOTHING);
    }

    /** Endpoint with a JSON response, or an event stream if the client prefers that. */
    public static Endpoint jsonOrEvents(Handler handler) {
        return new Endpoint(handler, List.of("application/json", ResponseStream.EVENTS), Consumes.NOTHING);
    }

    /** Endpoint whose response is a file. */
    public static Endpoint file(String mediaType, Handler handler) {
        return new Endpoint(handler, List.of(mediaType), Consumes.NOTHING);
    }

    /** Copy that accepts a body. */
    public Endpoint of(int maxBytes, String... mediaTypes) {
        return new Endpoint(handler, produces, new Consumes(List.of(mediaTypes), maxBytes));
    }
}
