package dev.holdfast.application;

/**
 * Rules that every write must follow.
 *
 * @param guard the policy for writes without a precondition
 * @param maxSegmentBytes the maximum length of a segment in bytes of UTF-8, 1 or more
 * @param maxSegments the most segments of a document, 1 or more; the blocks of a captions file that are no cues count too
 */
public record Rules(GuardPolicy guard, int maxSegmentBytes, int maxSegments) {

    public Rules {
        if (maxSegmentBytes < 1) {
            throw new IllegalArgumentException("A segment may have 1 byte or more, not " + maxSegmentBytes);
        }
        if (maxSegments < 1) {
            throw new IllegalArgumentException("A document may have 1 segment or more, not " + maxSegments);
        }
    }

    /** Writes must name the version that they were made for, texts are at most 256 kB, and documents have 50,000 of them. */
    public static Rules defaults() {
        return new Rules(GuardPolicy.TAG, 262_144, 50_000);
    }

    /** The same, with another guard. */
    public Rules withGuard(GuardPolicy next) {
        return new Rules(next, maxSegmentBytes, maxSegments);
    }

    /** The same, with another limit of a text. */
    public Rules withMaxSegmentBytes(int next) {
        return new Rules(guard, next, maxSegments);
    }

    /** The same, with another limit of a document. */
    public Rules withMaxSegments(int next) {
        return new Rules(guard, maxSegmentBytes, next);
    }
}
