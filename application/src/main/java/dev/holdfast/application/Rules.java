package dev.holdfast.application;

/**
 * Rules that every write must follow.
 *
 * @param guard the policy for writes without a precondition
 * @param maxSegmentBytes the maximum length of a segment in bytes of UTF-8, 1 or more
 */
public record Rules(GuardPolicy guard, int maxSegmentBytes) {

    public Rules {
        if (maxSegmentBytes < 1) {
            throw new IllegalArgumentException("A segment may have 1 byte or more, not " + maxSegmentBytes);
        }
    }

    /** Writes must say which version they were made for, and texts are at most 256 kB. */
    public static Rules defaults() {
        return new Rules(GuardPolicy.REQUIRED, 262_144);
    }

    /** The same, with another guard. */
    public Rules withGuard(GuardPolicy next) {
        return new Rules(next, maxSegmentBytes);
    }

    /** The same, with another limit. */
    public Rules withMaxSegmentBytes(int next) {
        return new Rules(guard, next);
    }
}
