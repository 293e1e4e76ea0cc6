package dev.holdfast.http.auth;

import dev.holdfast.application.session.Principal;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Token of a tokens file.
 *
 * @param digest the SHA-256 of the token, in hexadecimal digits
 * @param role the permissions
 * @param author the author of writes with the token
 * @param created the time at which it was made; empty in a line of an earlier version
 * @param expires the first moment at which it is no longer valid; empty if it does not expire
 */
record TokenEntry(String digest, Role role, Author author, Optional<Instant> created, Optional<Instant> expires) {

    /** The fields are possessive, so that one without a name after it is not taken for the name. */
    private static final Pattern LINE = Pattern.compile("(?<digest>[0-9a-f]{64})[ \\t]+(?<role>\\S+)"
            + "(?:[ \\t]+created=(?<created>\\S+))?+(?:[ \\t]+expires=(?<expires>\\S+))?+"
            + "[ \\t]+(?<name>(?!created=|expires=)\\S.*)");

    /** Parses {@code digest role [created=time] [expires=time] name}; empty if the text has another form. */
    static Optional<TokenEntry> parse(String line) {
        var parts = LINE.matcher(line);
        if (!parts.matches() || !Author.isStorable(parts.group("name").strip())) {
            return Optional.empty();
        }
        try {
            var created = Optional.ofNullable(parts.group("created")).map(Instant::parse);
            var expires = Optional.ofNullable(parts.group("expires")).map(Instant::parse);
            var author = Author.verified(parts.group("name").strip());
            return Role.of(parts.group("role"))
                    .map(role -> new TokenEntry(parts.group("digest"), role, author, created, expires));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    boolean isExpired(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }

    /** The person, as a session remembers them. */
    Principal principal() {
        var bytes = HexFormat.of().parseHex(digest);
        return new Principal(
                author,
                role.label(),
                new Digest(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    String line() {
        return "%s %s %s%s%s"
                .formatted(
                        digest,
                        role.label(),
                        created.map("created=%s "::formatted).orElse(""),
                        expires.map("expires=%s "::formatted).orElse(""),
                        author.name());
    }

    /** Compares in constant time, so that the time reveals nothing about the token. */
    boolean hasDigest(String other) {
        return MessageDigest.isEqual(
                digest.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    /** The SHA-256 of a token, in hexadecimal digits. */
    static String digest(String token) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
