package dev.holdfast.http;

import java.util.ArrayList;
import java.util.List;

/** Requests with two faults each. The response names the one that comes first in http.md, Order of checks. */
final class OrderOfChecks {

    /**
     * Fault of a request.
     *
     * @param aspect the part of a request that is wrong; two faults of one aspect cannot be in one request
     * @param value the method, the target, the field or the body that is wrong
     */
    private record Fault(String aspect, String value, String expected) {}

    /** In the order in which the server reports them. */
    private static final List<Fault> FAULTS = List.of(
            new Fault("Pad", "Pad: {x*9000}", "431"),
            new Fault("Host", "Host: evil.example", "421 misdirected-request"),
            new Fault("method", "BREW", "501 not-implemented"),
            new Fault("target", "/api/nothing", "404 not-found"),
            new Fault("method", "PUT", "405 method-not-allowed"),
            new Fault("Accept", "Accept: text/html", "406 not-acceptable"),
            new Fault("Content-Type", "Content-Type: image/png", "415 unsupported-media-type"),
            new Fault("body", "{x*1600000}", "413 content-too-large"),
            new Fault("Holdfast-Author", "Holdfast-Author: Mallory", "403 access-denied & !ETag"),
            new Fault("target", "{segment}0", "404 not-found"),
            new Fault("Idempotency-Key", "Idempotency-Key: \"", "400 malformed-header"),
            new Fault("Idempotency-Key", "Idempotency-Key: \"used\"", "422 key-reused"),
            new Fault("target", "{gone}", "410 gone & ETag: {gonetag}"),
            new Fault("If-Match", "!If-Match", "428 precondition-required"),
            new Fault("If-Match", "If-Match: 17", "400 malformed-precondition"),
            new Fault("If-Match", "If-Match: {old}", "412 precondition-failed"),
            new Fault("body", "{", "400 malformed-json"),
            new Fault("body", "{\"etag\":1}", "422 invalid-request"));

    private OrderOfChecks() {}

    static List<ConformanceCase> pairs() {
        var pairs = new ArrayList<ConformanceCase>();
        for (var earlier : FAULTS) {
            for (var later : FAULTS.subList(FAULTS.indexOf(earlier) + 1, FAULTS.size())) {
                if (!earlier.aspect().equals(later.aspect())) {
                    pairs.add(pair(earlier, later));
                }
            }
        }
        return pairs;
    }

    private static ConformanceCase pair(Fault earlier, Fault later) {
        var method = value("method", "PATCH", earlier, later);
        var target = value("target", "{segment}", earlier, later);
        var body = value("body", "{edit}", earlier, later);
        var fields = new ArrayList<String>();
        var author = value("Holdfast-Author", "Holdfast-Author: Ann", earlier, later);
        fields.add(author);
        fields.add(value("If-Match", "If-Match: {tag}", earlier, later));
        for (var fault : List.of(earlier, later)) {
            if (List.of("Pad", "Host", "Accept", "Content-Type", "Idempotency-Key")
                    .contains(fault.aspect())) {
                fields.add(fault.value());
            }
        }
        return new ConformanceCase(
                "http.md, Order of checks",
                "%s comes before %s".formatted(earlier.expected(), later.expected()),
                method + " " + target,
                fields,
                body,
                List.of(earlier.expected().split(" & ")));
    }

    private static String value(String aspect, String usual, Fault earlier, Fault later) {
        if (earlier.aspect().equals(aspect)) {
            return earlier.value();
        }
        return later.aspect().equals(aspect) ? later.value() : usual;
    }
}
