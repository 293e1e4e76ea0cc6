package dev.holdfast.domain;

import java.util.Arrays;
import java.util.Base64;

/**
 * The fingerprint of one version of a segment or of a document's metadata, or of a commit: the first 128 bits of SHA-256 in base64url
 * without padding, 22 characters. It is chained: each hash covers the one before it, so a hash is never seen twice (A,
 * then B, then A again gives three hashes), the hash after an edit follows from the hash before it and the edit alone,
 * and a log of changes can be checked from end to end.
 *
 * @param value the 22 characters
 */
public record Hash(String value) {

    /** The number of characters of a hash. */
    public static final int LENGTH = 22;

    private static final int BYTES = 16;

    public Hash {
        if (!isHash(value)) {
            throw new IllegalArgumentException(
                    "A hash is %d characters of base64url, not: %s".formatted(LENGTH, value));
        }
    }

    /** True if a text has the form of a hash; any other text matches no version. */
    public static boolean isHash(String text) {
        return Base64Url.isText(text, LENGTH, LENGTH);
    }

    /** The hash that the first version of a segment is chained to. */
    public static Hash before(SegmentId segment) {
        return truncated("segment", segment.toString());
    }

    /** The hash that the first version of a document's metadata is chained to. */
    public static Hash before(DocumentId document) {
        return truncated("document", document.value());
    }

    /** The hash that the first commit of a document is chained to. */
    public static Hash beforeLog(DocumentId document) {
        return truncated("log", document.value());
    }

    /**
     * The hash of the version that follows this one.
     *
     * @param operation the operation that makes the next version
     * @param set the digest of the values that the operation sets
     */
    public Hash next(Operation operation, Digest set) {
        return truncated(value, operation.label(), set.value());
    }

    /** The hash that is the first half of a SHA-256 digest. */
    static Hash truncated(byte[] digest) {
        return new Hash(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
    }

    private static Hash truncated(String... parts) {
        return truncated(Digest.bytes(parts));
    }

    /** The 16 bytes of this hash. */
    byte[] bytes() {
        return Base64.getUrlDecoder().decode(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
