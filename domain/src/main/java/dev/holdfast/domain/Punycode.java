package dev.holdfast.domain;

import java.util.Optional;

/** Punycode, in which the labels of international host names are written after {@code xn--} (RFC 3492 §6.2). */
final class Punycode {

    private static final int BASE = 36;
    private static final int MIN_THRESHOLD = 1;
    private static final int MAX_THRESHOLD = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_CODE_POINT = 0x80;

    private final String text;
    private final StringBuilder decoded;
    private int next;

    private Punycode(String text) {
        this.text = text;
        var delimiter = text.lastIndexOf('-');
        this.decoded = new StringBuilder(text.substring(0, Math.max(0, delimiter)));
        this.next = delimiter < 0 ? 0 : delimiter + 1;
    }

    /** The label that a text in ASCII stands for; empty if it stands for none. */
    static Optional<String> decode(String text) {
        return new Punycode(text).decode();
    }

    private Optional<String> decode() {
        var codePoint = (long) INITIAL_CODE_POINT;
        var bias = INITIAL_BIAS;
        var index = 0L;
        for (var isFirst = true; next < text.length(); isFirst = false) {
            var delta = delta(bias);
            if (delta < 0) {
                return Optional.empty();
            }
            var length = decoded.codePointCount(0, decoded.length()) + 1;
            bias = adapted(delta, length, isFirst);
            codePoint += (index + delta) / length;
            if (codePoint > Character.MAX_CODE_POINT) {
                return Optional.empty();
            }
            var place = (int) ((index + delta) % length);
            decoded.insert(decoded.offsetByCodePoints(0, place), Character.toString((int) codePoint));
            index = place + 1L;
        }
        return Optional.of(decoded.toString());
    }

    /** The next number, of variable length; negative if it is not complete or too large. */
    private long delta(int bias) {
        var delta = 0L;
        var weight = 1L;
        for (var k = BASE;
                next < text.length() && delta <= Integer.MAX_VALUE && weight <= Integer.MAX_VALUE;
                k += BASE) {
            var digit = digit(text.charAt(next++));
            if (digit < 0) {
                return -1;
            }
            delta += digit * weight;
            var threshold = Math.min(MAX_THRESHOLD, Math.max(MIN_THRESHOLD, k - bias));
            if (digit < threshold) {
                return delta <= Integer.MAX_VALUE ? delta : -1;
            }
            weight *= BASE - threshold;
        }
        return -1;
    }

    /** a to z are 0 to 25, 0 to 9 are 26 to 35. */
    private static int digit(char unit) {
        if (unit >= 'a' && unit <= 'z') {
            return unit - 'a';
        }
        return unit >= '0' && unit <= '9' ? unit - '0' + 26 : -1;
    }

    private static int adapted(long delta, int length, boolean isFirst) {
        var rest = isFirst ? delta / DAMP : delta / 2;
        rest += rest / length;
        var k = 0;
        for (; rest > (BASE - MIN_THRESHOLD) * MAX_THRESHOLD / 2; k += BASE) {
            rest /= BASE - MIN_THRESHOLD;
        }
        return (int) (k + (BASE - MIN_THRESHOLD + 1) * rest / (rest + SKEW));
    }
}
