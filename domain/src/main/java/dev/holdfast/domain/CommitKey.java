package dev.holdfast.domain;

import java.util.regex.Pattern;

/**
 * Idempotency key of a commit, unique for its author and document: a commit that is sent again because its response got
 * lost is made once.
 *
 * @param value 1 to {@value #MAX_LENGTH} visible ASCII characters or spaces, chosen by the caller
 * @param request the digest of all that was asked for; the same key with another request is an error
 */
public record CommitKey(String value, Digest request) {

    public static final int MAX_LENGTH = 255;

    private static final Pattern FORM = Pattern.compile("[ -~]{1," + MAX_LENGTH + "}");

    public CommitKey {
        if (!isKey(value)) {
            throw new IllegalArgumentException(
                    "A key is 1 to %d visible ASCII characters or spaces".formatted(MAX_LENGTH));
        }
    }

    /** The digest of the key and of its request, which reveals neither. */
    public Digest digest() {
        return Digest.of(value, request.value());
    }

    /** True if a text can be the value of a key. */
    public static boolean isKey(String text) {
        return FORM.matcher(text).matches();
    }
}
