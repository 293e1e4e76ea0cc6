package dev.holdfast.http.exchange;

import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parser of the field Idempotency-Key: a quoted string (RFC 8941 §3.3.3), or the key without quotes. */
final class IdempotencyKey {

    private static final String FIELD = "Idempotency-Key";
    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*)\"");
    private static final Pattern BARE = Pattern.compile("[!#-+\\--~]+");

    private IdempotencyKey() {}

    /**
     * The key of a request, with the digest of its method, target, If-Match and body; empty without the field.
     *
     * @throws ProblemException if the field cannot be read
     */
    static Optional<CommitKey> of(Request request) {
        if (request.lines(FIELD).isEmpty()) {
            return Optional.empty();
        }
        var key = value(request)
                .orElseThrow(() -> Problem.of(
                                ProblemType.MALFORMED_HEADER,
                                "The field %s must be one string in double quotes, of 1 to %d visible ASCII characters, for example \"8e03978e\"."
                                        .formatted(FIELD, CommitKey.MAX_LENGTH))
                        .with("field", FIELD)
                        .asException());
        return Optional.of(new CommitKey(key, digest(request)));
    }

    /** The value of the key; empty without the field, or if it cannot be read. */
    static Optional<String> value(Request request) {
        return Optional.of(request.lines(FIELD))
                .filter(all -> all.size() == 1)
                .flatMap(all -> read(all.get(0)))
                .filter(CommitKey::isKey);
    }

    static Optional<String> read(String value) {
        var text = value.strip();
        var quoted = QUOTED.matcher(text);
        if (quoted.matches()) {
            return Optional.of(quoted.group(1).replaceAll("\\\\(.)", "$1"));
        }
        return BARE.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private static Digest digest(Request request) {
        return Digest.of(
                request.method(),
                request.target(),
                String.join("\n", request.lines("If-Match")),
                new String(request.body(), StandardCharsets.ISO_8859_1));
    }
}
