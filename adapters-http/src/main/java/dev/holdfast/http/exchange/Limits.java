package dev.holdfast.http.exchange;

import java.util.stream.IntStream;

/**
 * Size limits of requests, 1 or more each.
 *
 * @param urlBytes bytes of a request's target: path and query
 * @param headerBytes bytes of all header fields of a request
 * @param importBytes bytes of a file to import
 * @param jsonBytes bytes of a JSON body
 * @param batchEdits edits in one batch
 * @param pageSize items on one page
 * @param jsonDepth nested objects and arrays
 * @param pendingBodies bodies of which the rest is awaited, at the same time
 * @param pendingBodiesPerAddress the same, of clients with one address
 * @param connections connections that are open at the same time
 */
public record Limits(
        int urlBytes,
        int headerBytes,
        int importBytes,
        int jsonBytes,
        int batchEdits,
        int pageSize,
        int jsonDepth,
        int pendingBodies,
        int pendingBodiesPerAddress,
        ConnectionLimits connections) {

    public Limits {
        var smallest = IntStream.of(
                        urlBytes,
                        headerBytes,
                        importBytes,
                        jsonBytes,
                        batchEdits,
                        pageSize,
                        jsonDepth,
                        pendingBodies,
                        pendingBodiesPerAddress)
                .min()
                .getAsInt();
        if (smallest < 1) {
            throw new IllegalArgumentException("A limit is 1 or more, not " + smallest);
        }
    }

    /** Limits that suit the captions of a long film. */
    public static Limits defaults() {
        return new Limits(
                8_000, 8_192, 10_485_760, 10_485_760, 20_000, 1_000, 32, 200, 50, ConnectionLimits.defaults());
    }

    /** Problem of a body above its limit. */
    public static ProblemException exceeded(int maxBytes) {
        return Problem.of(ProblemType.CONTENT_TOO_LARGE, "The body may be at most %d bytes long.".formatted(maxBytes))
                .with("maxBytes", maxBytes)
                .asException();
    }

    /** Bytes of a refused body that are read all the same, so that its sender reads the response. */
    public long unreadBytes() {
        return 4L * Math.max(importBytes, jsonBytes);
    }
}
