package dev.holdfast.domain;

/**
 * The number of a version: 1, 2, 3 and so on, for one segment or one document's metadata. A deletion is a version too, so
 * a number is never used again.
 *
 * @param number 1 or more
 */
public record Version(long number) implements Comparable<Version> {

    public static final Version FIRST = new Version(1);

    public Version {
        if (number < 1) {
            throw new IllegalArgumentException("Versions count from 1, not from " + number);
        }
    }

    public Version next() {
        return new Version(number + 1);
    }

    @Override
    public int compareTo(Version other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
