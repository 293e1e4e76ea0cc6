package dev.holdfast.http.auth;

import dev.holdfast.domain.Author;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Line of a tokens file.
 *
 * @param digest the SHA-256 of the token, in hexadecimal digits
 * @param role the permissions
 * @param author the author of writes with the token
 */
record TokenEntry(String digest, Role role, Author author) {

    private static final int PARTS = 3;

    /** Parses {@code digest role name}; empty if the text has another form. */
    static Optional<TokenEntry> parse(String line) {
        var parts = line.split("[ \\t]+", PARTS);
        if (parts.length < PARTS || !parts[0].matches("[0-9a-f]{64}") || !Author.isStorable(parts[2].strip())) {
            return Optional.empty();
        }
        return Role.of(parts[1]).map(role -> new TokenEntry(parts[0], role, Author.verified(parts[2].strip())));
    }

    static TokenEntry of(String token, Role role, String name) {
        return new TokenEntry(digest(token), role, Author.verified(name));
    }

    /** Compares in constant time, so that the time reveals nothing about the token. */
    boolean matches(String token) {
        return MessageDigest.isEqual(
                digest.getBytes(StandardCharsets.US_ASCII), digest(token).getBytes(StandardCharsets.US_ASCII));
    }

    String line() {
        return "%s %s %s".formatted(digest, role.label(), author.name());
    }

    private static String digest(String token) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
