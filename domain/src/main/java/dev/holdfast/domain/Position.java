package dev.holdfast.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in the order of a document: a fraction between 0 and 1 in base 62, its digits after the point, compared byte by
 * byte. There is a position between any two, so a segment is inserted or moved without touching its neighbours.
 *
 * <p>Positions at either end of a document grow with the logarithm of how many were added there, and so do those of insertions
 * in a row within it, each after the one before or each before it. Between two fixed neighbours each insertion costs little
 * more than one bit at worst, so that {@link #MAX_LENGTH} leaves room for more than 10,000 insertions into one and the same
 * gap in any order.
 *
 * @param digits of 0-9, A-Z, a-z, in that order; the last one is not 0, so that there is room before every position
 */
public record Position(String digits) implements Comparable<Position> {

    /** The maximum number of digits of a position; an index of PostgreSQL holds no longer ones. */
    public static final int MAX_LENGTH = 2_000;

    /**
     * The digits by which a position is longer than its other neighbour when insertions follow one another: some 18 halvings
     * in the same direction, which insertions in random order do not make.
     */
    private static final int ROW = 3;

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int BASE = ALPHABET.length();
    private static final char ZERO = ALPHABET.charAt(0);
    private static final char LAST = ALPHABET.charAt(BASE - 1);
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{0," + (MAX_LENGTH - 1) + "}[1-9A-Za-z]");

    public Position {
        if (!FORM.matcher(digits).matches()) {
            throw new IllegalArgumentException(
                    "A position is 1 to %d of the characters 0-9, A-Z and a-z and does not end in 0, not: %s"
                            .formatted(MAX_LENGTH, digits));
        }
    }

    /**
     * A position between two others.
     *
     * @param lower the position before it; null for the beginning of the document
     * @param upper the position after it; null for the end of the document
     * @throws IllegalArgumentException if lower is not before upper, or there is no room left between them
     */
    public static Position between(@Nullable Position lower, @Nullable Position upper) {
        if (lower == null) {
            return upper == null ? middle("", "") : new Position(decrement(upper.digits));
        }
        if (upper == null) {
            return new Position(increment(lower.digits));
        }
        if (lower.compareTo(upper) >= 0) {
            throw new IllegalArgumentException("There is nothing between %s and %s".formatted(lower, upper));
        }
        return new Position(inside(lower.digits, upper.digits));
    }

    /** A fraction between two others: the middle, or close to the one that was inserted last if there is a row of them. */
    private static String inside(String lower, String upper) {
        if (lower.length() - upper.length() >= ROW) {
            var next = increment(lower);
            return next.compareTo(upper) < 0 ? next : lower + tail(lower, upper, ZERO, ALPHABET.charAt(1));
        }
        if (upper.length() - lower.length() >= ROW) {
            var previous = decrement(upper);
            return previous.compareTo(lower) > 0 ? previous : lessOne(upper) + tail(upper, lower, LAST, LAST);
        }
        return middle(lower, upper).digits;
    }

    /** More digits, as many as a position has of its own, so that there is room for a row that is much longer. */
    private static String tail(String digits, String neighbour, char digit, char lastDigit) {
        var common = 0;
        while (common < neighbour.length() && digits.charAt(common) == neighbour.charAt(common)) {
            common++;
        }
        return String.valueOf(digit).repeat(digits.length() - common - 1) + lastDigit;
    }

    /** The digits with the last one, which is not 0, made one less. */
    private static String lessOne(String digits) {
        var last = digits.length() - 1;
        return digits.substring(0, last) + ALPHABET.charAt(ALPHABET.indexOf(digits.charAt(last)) - 1);
    }

    /**
     * Several positions between two others, in order and evenly spread.
     *
     * @param lower the position before them; null for the beginning of the document
     * @param upper the position after them; null for the end of the document
     * @param count the number of positions, 0 or more
     * @throws IllegalArgumentException as {@link #between}
     */
    public static List<Position> spread(@Nullable Position lower, @Nullable Position upper, int count) {
        var positions = new ArrayList<Position>(count);
        if (upper == null) {
            var last = lower;
            for (var i = 0; i < count; i++) {
                last = last == null ? new Position(ZERO + "1".repeat(digitsFor(count))) : between(last, null);
                positions.add(last);
            }
        } else {
            halve(lower, upper, count, positions);
        }
        return List.copyOf(positions);
    }

    private static void halve(@Nullable Position lower, Position upper, int count, List<Position> into) {
        if (count == 0) {
            return;
        }
        var middle = middle(lower == null ? "" : lower.digits, upper.digits);
        halve(lower, middle, count / 2, into);
        into.add(middle);
        halve(middle, upper, count - 1 - count / 2, into);
    }

    /** Digits enough to count that far without growing. */
    private static int digitsFor(int count) {
        var digits = 2;
        for (var reach = (long) BASE; reach < 4L * count; reach *= BASE) {
            digits++;
        }
        return digits;
    }

    /** The next higher number of the same length, or of double the length if all digits are used up. */
    private static String increment(String digits) {
        var next = digits.toCharArray();
        for (var i = next.length - 1; i >= 0; i--) {
            if (next[i] != LAST) {
                next[i] = ALPHABET.charAt(ALPHABET.indexOf(next[i]) + 1);
                return new String(next);
            }
            next[i] = i == next.length - 1 ? ALPHABET.charAt(1) : ZERO;
        }
        return digits + String.valueOf(ZERO).repeat(digits.length() - 1) + ALPHABET.charAt(1);
    }

    /** The next lower number of the same length, or of double the length if all digits are used up. */
    private static String decrement(String digits) {
        var next = digits.toCharArray();
        for (var i = next.length - 1; i >= 0; i--) {
            var lowest = i == next.length - 1 ? 1 : 0;
            var digit = ALPHABET.indexOf(next[i]);
            if (digit > lowest) {
                next[i] = ALPHABET.charAt(digit - 1);
                return new String(next);
            }
            next[i] = LAST;
        }
        return String.valueOf(ZERO).repeat(digits.length())
                + String.valueOf(LAST).repeat(digits.length());
    }

    /** Halfway between two fractions; the empty text is 0 below and 1 above. */
    private static Position middle(String lower, String upper) {
        var middle = new StringBuilder();
        var bounded = !upper.isEmpty();
        for (var i = 0; ; i++) {
            var low = i < lower.length() ? ALPHABET.indexOf(lower.charAt(i)) : 0;
            var high = !bounded ? BASE : i < upper.length() ? ALPHABET.indexOf(upper.charAt(i)) : 0;
            if (high - low > 1) {
                return new Position(
                        middle.append(ALPHABET.charAt((low + high) / 2)).toString());
            }
            middle.append(ALPHABET.charAt(low));
            bounded = bounded && low == high;
        }
    }

    @Override
    public int compareTo(Position other) {
        return digits.compareTo(other.digits);
    }

    @Override
    public String toString() {
        return digits;
    }
}
