package dev.holdfast.http.exchange;

import dev.holdfast.application.Effect;
import dev.holdfast.http.header.EntityTag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * HTTP response, immutable until it is sent.
 *
 * @param status the status code
 * @param headers the header fields except Content-Type and Content-Length
 * @param body the content, if there is any
 * @param tag the tag of the representation, which is also its ETag field; of a stream, the tag of the state it starts from
 * @param changed the time of the last change of the representation, if that is known
 * @param stream starts the content that is written after the header, instead of a body
 * @param write the outcome, if the request was a write that was done
 */
public record Response(
        int status,
        Map<String, String> headers,
        Optional<Body> body,
        Optional<EntityTag> tag,
        Optional<Instant> changed,
        Optional<Supplier<ResponseStream>> stream,
        Optional<Written> write) {

    /**
     * Outcome of a write.
     *
     * @param effect the effect on the stored state
     * @param guarded true if the request named the version that it changed, where there was one
     */
    public record Written(Effect effect, boolean guarded) {}

    public Response {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    public static Response of(int status) {
        return new Response(
                status,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Response with a stream of events, which no intermediary may store, change or buffer.
     *
     * @param from the tag of the state from which the stream starts; preconditions are compared with it
     * @param stream starts the stream; not called if a precondition fails
     */
    public static Response stream(EntityTag from, Supplier<ResponseStream> stream) {
        return new Response(
                        200,
                        Map.of("Content-Type", ResponseStream.EVENTS),
                        Optional.empty(),
                        Optional.of(from),
                        Optional.empty(),
                        Optional.of(stream),
                        Optional.empty())
                .header("Cache-Control", "no-cache, no-transform")
                .header("Vary", "Accept")
                .header("X-Accel-Buffering", "no"); // nginx
    }

    /** Response with a representation, which may be stored but must be validated before each use. */
    public static Response representation(Body body, EntityTag tag) {
        return of(200).body(body)
                .tag(tag)
                .header("Cache-Control", "private, no-cache")
                .header("Vary", "Accept");
    }

    public Response status(int next) {
        return new Response(next, headers, body, tag, changed, stream, write);
    }

    public Response body(Body next) {
        return new Response(status, headers, Optional.of(next), tag, changed, stream, write);
    }

    Response withoutBody() {
        return new Response(status, headers, Optional.empty(), tag, changed, stream, write);
    }

    public Response tag(EntityTag next) {
        return new Response(status, headers, body, Optional.of(next), changed, stream, write)
                .header("ETag", next.toString());
    }

    public Response changed(Instant at) {
        return new Response(status, headers, body, tag, Optional.of(at), stream, write);
    }

    /** Response to a write, marked if the write was done before under the same key. */
    public Response written(Effect effect, boolean guarded) {
        var outcome = Optional.of(new Written(effect, guarded));
        var response = new Response(status, headers, body, tag, changed, stream, outcome);
        return effect == Effect.REPLAYED ? response.header("Holdfast-Replayed", "true") : response;
    }

    public Response header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body, tag, changed, stream, write);
    }

    /** Copy with the header field, unless it has one of that name. */
    public Response headerUnlessSet(String name, String value) {
        return headers.containsKey(name) ? this : header(name, value);
    }

    Response without(String name) {
        var fewer = new LinkedHashMap<>(headers);
        fewer.remove(name);
        return new Response(status, fewer, body, tag, changed, stream, write);
    }

    /** Sets the status and all header fields except Content-Length; sends nothing. */
    public void setHeader(HttpServletResponse response) {
        response.setStatus(status);
        response.setContentType(null);
        headers.forEach(response::setHeader);
        body.ifPresent(content -> response.setHeader("Content-Type", content.mediaType()));
    }

    /** The length of the content, which a response without one states too, except where HTTP forbids that (RFC 9110 §8.6). */
    public OptionalInt length() {
        if (body.isPresent()) {
            return OptionalInt.of(body.get().bytes().length);
        }
        return stream.isPresent() || status == 204 || status == 304 ? OptionalInt.empty() : OptionalInt.of(0);
    }
}
