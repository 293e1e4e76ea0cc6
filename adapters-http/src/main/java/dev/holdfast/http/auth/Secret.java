package dev.holdfast.http.auth;

import java.security.SecureRandom;
import java.util.Base64;

/** Secret of a token or of a session: 256 random bits in base64url, 43 characters. */
final class Secret {

    private static final int BYTES = 32;

    private Secret() {}

    static String next(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
