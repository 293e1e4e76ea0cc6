package dev.holdfast.http.exchange;

/**
 * Size limits of requests. All are 1 or more.
 *
 * @param urlBytes bytes of a request's target: path and query
 * @param headerBytes bytes of all header fields of a request
 * @param importBytes bytes of a file to import
 * @param jsonBytes bytes of a JSON body
 * @param batchEdits edits in one batch
 * @param pageSize items on one page
 * @param jsonDepth nested objects and arrays
 */
public record Limits(
        int urlBytes, int headerBytes, int importBytes, int jsonBytes, int batchEdits, int pageSize, int jsonDepth) {

    /** 2 kB. */
    public static final int DEFAULT_URL_BYTES = 2_048;

    /** 8 kB. */
    public static final int DEFAULT_HEADER_BYTES = 8_192;

    /** 10 MB, a hundred times the captions of a long film. */
    public static final int DEFAULT_IMPORT_BYTES = 10_485_760;

    /** 10 MB. */
    public static final int DEFAULT_JSON_BYTES = 10_485_760;

    /** 20,000, more than the cues of a long film. */
    public static final int DEFAULT_BATCH_EDITS = 20_000;

    /** 1,000. */
    public static final int DEFAULT_PAGE_SIZE = 1_000;

    /** 32. */
    public static final int DEFAULT_JSON_DEPTH = 32;

    public Limits {
        var smallest = Math.min(
                Math.min(Math.min(urlBytes, headerBytes), Math.min(importBytes, jsonBytes)),
                Math.min(batchEdits, Math.min(pageSize, jsonDepth)));
        if (smallest < 1) {
            throw new IllegalArgumentException("A limit is 1 or more, not " + smallest);
        }
    }

    /** Limits that suit the captions of a long film. */
    public static Limits defaults() {
        return new Limits(
                DEFAULT_URL_BYTES,
                DEFAULT_HEADER_BYTES,
                DEFAULT_IMPORT_BYTES,
                DEFAULT_JSON_BYTES,
                DEFAULT_BATCH_EDITS,
                DEFAULT_PAGE_SIZE,
                DEFAULT_JSON_DEPTH);
    }

    /** Problem of a body that is longer than this. */
    public static ProblemException exceeded(int maxBytes) {
        return Problem.of(ProblemType.CONTENT_TOO_LARGE, "The body may be at most %d bytes long.".formatted(maxBytes))
                .with("maxBytes", maxBytes)
                .asException();
    }

    /** Bytes of a refused body that are read nevertheless, so that its sender reads the response. */
    public long unreadBytes() {
        return 4L * Math.max(importBytes, jsonBytes);
    }
}
