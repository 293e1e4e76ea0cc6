package dev.holdfast.application;

import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.format.ContentFormat;

/**
 * Rules that every write must follow.
 *
 * @param guard the policy for writes without a precondition
 * @param maxSegmentBytes the maximum length of a segment in bytes of UTF-8, 1 or more
 * @param maxSegments the most segments of a document, 1 or more; the blocks of a captions file that are no cues count too
 * @param jsonSyntax the policy for texts of JSON documents that are not JSON
 */
public record Rules(GuardPolicy guard, int maxSegmentBytes, int maxSegments, JsonSyntaxPolicy jsonSyntax) {

    public Rules {
        if (maxSegmentBytes < 1) {
            throw new IllegalArgumentException("A segment may have 1 byte or more, not " + maxSegmentBytes);
        }
        if (maxSegments < 1) {
            throw new IllegalArgumentException("A document may have 1 segment or more, not " + maxSegments);
        }
    }

    /**
     * Writes must name the version that they were made for, texts are at most 256 kB, documents have 50,000 of them, and JSON is JSON.
     */
    public static Rules defaults() {
        return new Rules(GuardPolicy.TAG, 262_144, 50_000, JsonSyntaxPolicy.STRICT);
    }

    /** The same, with another guard. */
    public Rules withGuard(GuardPolicy next) {
        return new Rules(next, maxSegmentBytes, maxSegments, jsonSyntax);
    }

    /** The same, with another limit of a text. */
    public Rules withMaxSegmentBytes(int next) {
        return new Rules(guard, next, maxSegments, jsonSyntax);
    }

    /** The same, with another limit of a document. */
    public Rules withMaxSegments(int next) {
        return new Rules(guard, maxSegmentBytes, next, jsonSyntax);
    }

    /** The same, with another policy for texts that are not JSON. */
    public Rules withJsonSyntax(JsonSyntaxPolicy next) {
        return new Rules(guard, maxSegmentBytes, maxSegments, next);
    }

    /**
     * The content format of a document's media type.
     *
     * @throws UnsupportedFormat if no document has that type
     */
    ContentFormat format(String mediaType) {
        var format = Formats.of(mediaType);
        return jsonSyntax == JsonSyntaxPolicy.LENIENT ? format.lenient() : format;
    }
}
