package dev.holdfast.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A SHA-256 digest (FIPS 180-4) in base64url without padding (RFC 4648 §5), 43 characters.
 *
 * @param value the 43 characters
 */
public record Digest(String value) {

    private static final int LENGTH = 43;

    public Digest {
        if (!Base64Url.isText(value, LENGTH, LENGTH)) {
            throw new IllegalArgumentException("A digest is 43 characters of base64url, not: " + value);
        }
    }

    /**
     * The digest of several texts, each preceded by its length in bytes, so that no two lists of texts can be confused
     * by moving a border between them.
     */
    public static Digest of(String... parts) {
        return new Digest(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(parts)));
    }

    /** The 32 bytes of {@link #of}. */
    static byte[] bytes(String... parts) {
        var sha256 = sha256();
        for (var part : parts) {
            var encoded = part.getBytes(StandardCharsets.UTF_8);
            sha256.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(encoded.length).array());
            sha256.update(encoded);
        }
        return sha256.digest();
    }

    /** The SHA-256 digest of bytes. */
    static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    /** The 32 bytes of this digest. */
    public byte[] bytes() {
        return Base64.getUrlDecoder().decode(value);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
