package dev.holdfast.http.exchange;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.holdfast.application.Reading;
import dev.holdfast.http.header.EntityTag;
import dev.holdfast.http.header.HttpDate;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Set;

/**
 * Preconditions of GET and HEAD: the response is 304, 412, or the representation with its Last-Modified. The body is written after
 * they were compared.
 */
public record Conditions(InstantSource clock) {

    /**
     * Fields of a response 304 (RFC 9110 §15.4.5). It updates the stored response of the client (RFC 9111 §3.2), so the
     * policies of the representation have to be there as well, else the general ones replace them.
     */
    private static final Set<String> OF_NOT_MODIFIED = Set.of(
            "ETag", "Cache-Control", "Vary", "Content-Location", "Link", "Content-Security-Policy", "Referrer-Policy");

    public Response apply(Request request, Response response) {
        var applied = compared(request, response);
        var reading = request.reads() ? request.reading() : Reading.WHOLE; // a write is done and counts
        applied.body().ifPresent(body -> body.bytes(reading)); // here, where a failure still becomes a response
        return applied;
    }

    private Response compared(Request request, Response response) {
        if (!request.reads() || response.tag().isEmpty()) {
            return response;
        }
        var preconditions = request.readablePreconditions();
        var tag = response.tag().get();
        var modified = response.changed().map(HttpDate::lastModified);
        return switch (preconditions.forRead(tag, modified, clock.instant())) {
            case PROCEED -> withLastModified(response);
            // A stream sends what happens later, which no stored response can replace.
            case NOT_MODIFIED -> response.stream().isPresent() ? response : notModified(request, response, tag);
            case FAILED -> failed(request, response, tag);
        };
    }

    /** Leaves the date out within the second of the change, because it could hide another change. */
    private Response withLastModified(Response response) {
        return response.changed()
                .map(HttpDate::lastModified)
                .filter(date -> !date.isAfter(clock.instant()))
                .map(date -> response.header("Last-Modified", HttpDate.format(date)))
                .orElse(response);
    }

    private static Response notModified(Request request, Response response, EntityTag current) {
        var next = Response.of(304);
        for (var header : response.headers().entrySet()) {
            if (OF_NOT_MODIFIED.contains(header.getKey())) {
                next = next.header(header.getKey(), header.getValue());
            }
        }
        return Compression.varying(next)
                .header("ETag", Compression.stored(request, current).toString());
    }

    private static Response failed(Request request, Response response, EntityTag current) {
        var problem = problem(request, current).withHeader("ETag", current.toString());
        return response.changed()
                .flatMap(changed -> response.body())
                .map(body -> problem.with("current", new RawValue(new String(body.bytes(), StandardCharsets.UTF_8))))
                .orElse(problem)
                .response();
    }

    /** A reader has nothing to merge, unlike the writer for whom the explanation of the problem type is. */
    private static Problem problem(Request request, EntityTag current) {
        var preconditions = request.preconditions();
        if (preconditions.namesWeakly(current)) {
            var type = ProblemType.WEAKENED_TAG;
            return Problem.of(type, "The current version is %s. %s".formatted(current, type.explanation()));
        }
        var field = preconditions.ifMatch().isGiven() ? "If-Match" : "If-Unmodified-Since";
        return Problem.of(
                ProblemType.PRECONDITION_FAILED,
                "The current version is %s, which %s excludes. Leave that field out to read it."
                        .formatted(current, field));
    }
}
