package dev.holdfast.http.exchange;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Page of a list that a request asks for.
 *
 * @param request the request
 * @param limit the most items of the page
 */
public record Paging(Request request, int limit) {

    private static final int DEFAULT_LIMIT = 100;

    public static Paging of(Request request) {
        var max = request.limits().pageSize();
        var limit = number(request, "limit", 1, Long.MAX_VALUE).orElse((long) DEFAULT_LIMIT);
        return new Paging(request, (int) Math.min(limit, max));
    }

    /**
     * A number of the query; a larger one counts as the maximum.
     *
     * @throws ProblemException if it is not a whole number, or is less than the minimum
     */
    public static Optional<Long> number(Request request, String name, long min, long max) {
        return request.query(name).map(text -> {
            if (!text.matches("[0-9]{1,100}") || new BigInteger(text).compareTo(BigInteger.valueOf(min)) < 0) {
                throw Query.malformed(name, "must be a whole number, %d or more".formatted(min));
            }
            return new BigInteger(text).min(BigInteger.valueOf(max)).longValueExact();
        });
    }

    /** Adds the link to the next page (RFC 8288), with the same other parameters. */
    public Response link(Response response, String parameter, Optional<String> next, String... kept) {
        if (next.isEmpty()) {
            return response;
        }
        Map<String, String> query = new LinkedHashMap<>();
        query.put(parameter, next.get());
        query.put("limit", Integer.toString(limit));
        for (var name : kept) {
            request.query(name).ifPresent(value -> query.put(name, value));
        }
        var link = new StringBuilder("<").append(request.path());
        query.forEach((name, value) -> link.append(link.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return response.header("Link", link.append(">; rel=\"next\"").toString());
    }
}
