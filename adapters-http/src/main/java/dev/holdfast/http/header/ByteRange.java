package dev.holdfast.http.header;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Byte range of a request (RFC 9110 §14.1.2). Browsers seek in a video with it.
 *
 * @param first the first byte, counted from 0
 * @param last the last byte, inclusive
 */
public record ByteRange(int first, int last) {

    private static final Pattern SYNTAX = Pattern.compile("bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))");

    public ByteRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "A byte range starts at 0 or more and does not end before its start, not %d-%d"
                            .formatted(first, last));
        }
    }

    /** The range of a Range field; empty if the field is ignored: malformed, out of bounds, or with several ranges. */
    public static Optional<ByteRange> parse(String field, int length) {
        var range = SYNTAX.matcher(field.strip());
        if (!range.matches()) {
            return Optional.empty();
        }
        var suffix = range.group(3);
        var first = suffix == null ? Long.parseLong(range.group(1)) : Math.max(0, length - Long.parseLong(suffix));
        var last = suffix == null && !range.group(2).isEmpty() ? Long.parseLong(range.group(2)) : length - 1L;
        return first >= length || last < first
                ? Optional.empty()
                : Optional.of(new ByteRange((int) first, (int) Math.min(last, length - 1L)));
    }

    /** The bytes of the range. */
    public byte[] slice(byte[] bytes) {
        return Arrays.copyOfRange(bytes, first, last + 1);
    }

    /** The value of Content-Range for content of this length. */
    public String contentRange(int length) {
        return "bytes %d-%d/%d".formatted(first, last, length);
    }
}
