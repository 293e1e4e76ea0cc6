package dev.holdfast.http.exchange;

import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parser of the field Idempotency-Key: a quoted string (RFC 8941 §3.3.3), or the key without quotes. */
final class IdempotencyKey {

    private static final String FIELD = "Idempotency-Key";

    /** Fields other than If-Match that can refuse a write. */
    private static final List<String> PRECONDITIONS = List.of("If-None-Match", "If-Unmodified-Since");

    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*)\"");
    private static final Pattern BARE = Pattern.compile("[!#-+\\--~]+");

    private IdempotencyKey() {}

    /**
     * The key of a request, with the digest of all that it asks for; empty without the field.
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
                                "%s Send one string of 1 to %d visible ASCII characters in double quotes, for example %s: \"8e03978e\"."
                                        .formatted(fault(request.lines(FIELD)), CommitKey.MAX_LENGTH, FIELD))
                        .with("field", FIELD)
                        .asException());
        return Optional.of(new CommitKey(key, digest(request)));
    }

    private static String fault(List<String> lines) {
        if (lines.size() > 1) {
            return "The field %s is there %d times.".formatted(FIELD, lines.size());
        }
        var value = lines.get(0).strip();
        if (value.isEmpty() || value.equals("\"\"")) {
            return "The field %s is empty.".formatted(FIELD);
        }
        if (value.chars().anyMatch(unit -> unit < ' ' || unit > '~')) {
            return "The field %s has a character that is not visible ASCII.".formatted(FIELD);
        }
        return read(value)
                .map(key ->
                        "The key in the field %s has %d characters, which is too long.".formatted(FIELD, key.length()))
                .orElse("The field %s is not one string.".formatted(FIELD));
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

    /**
     * The digest of the request (http.md, Idempotency). A field that the request lacks, and a media type that means the same as
     * none, add nothing, so that keys that were stored before a field counted are still found.
     */
    private static Digest digest(Request request) {
        var parts = new ArrayList<>(List.of(
                request.method(),
                request.target(),
                String.join("\n", request.lines("If-Match")),
                new String(request.body(), StandardCharsets.ISO_8859_1)));
        request.contentType().differentFromJson().ifPresent(type -> parts.add("Content-Type: " + type));
        for (var field : PRECONDITIONS) {
            var lines = request.lines(field);
            if (!lines.isEmpty()) {
                parts.add(field + ": " + String.join("\n", lines));
            }
        }
        return Digest.of(parts.toArray(String[]::new));
    }
}
