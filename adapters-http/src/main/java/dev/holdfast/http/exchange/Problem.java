package dev.holdfast.http.exchange;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Problem details of a refused request (RFC 9457).
 *
 * @param type the problem type
 * @param detail an explanation of this occurrence: what happened, what was expected and what to do next
 * @param members the extension members by name; null values are written as null
 * @param headers the header fields of the response
 */
public record Problem(
        ProblemType type, String detail, Map<String, @Nullable Object> members, Map<String, String> headers) {

    /** Characters of a detail, which may show what the client sent. */
    private static final int MAX_DETAIL = 2_000;

    public Problem {
        detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) + "…" : detail;
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, Map.of(), Map.of());
    }

    /** Copy with another member. */
    public Problem with(String member, @Nullable Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, detail, more, headers);
    }

    /** Copy without some members. */
    public Problem without(String... names) {
        var fewer = new LinkedHashMap<>(members);
        fewer.keySet().removeAll(Set.of(names));
        return new Problem(type, detail, fewer, headers);
    }

    /** Copy with another header field. */
    public Problem withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(type, detail, members, more);
    }

    /** Copy of another type, with the explanation of that type. */
    public Problem as(ProblemType other) {
        return as(other, other.explanation());
    }

    /** Copy of another type. */
    public Problem as(ProblemType other, String reason) {
        return new Problem(other, reason, members, headers);
    }

    /** Copy with another explanation. */
    public Problem explained(String reason) {
        return as(type, reason);
    }

    /** Exception with this problem, to stop the request. */
    public ProblemException asException() {
        return new ProblemException(this);
    }

    public Response response() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("type", type.uri());
        json.put("title", type.title());
        json.put("status", type.status());
        json.put("detail", detail);
        json.putAll(members);
        var response = Response.of(type.status()).body(Json.problem(json)).header("Cache-Control", "no-store");
        for (var header : headers.entrySet()) {
            response = response.header(header.getKey(), header.getValue());
        }
        return response;
    }
}
