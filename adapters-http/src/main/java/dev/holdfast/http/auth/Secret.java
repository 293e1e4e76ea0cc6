package dev.holdfast.http.auth;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Secret of a token or of a session: 256 random bits in base64url, 43 characters. */
final class Secret {

    private static final int BYTES = 32;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private Secret() {}

    /** True if a text has the form of a secret. */
    static boolean isSecret(String text) {
        return FORM.matcher(text).matches();
    }

    static String next(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
