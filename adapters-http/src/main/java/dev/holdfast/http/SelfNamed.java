package dev.holdfast.http;

import dev.holdfast.domain.Author;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Takes everyone's word for who they are: the display name in Holdfast-Author, percent-encoded UTF-8. */
final class SelfNamed implements Authenticator {

    private static final String FIELD = "Holdfast-Author";

    @Override
    public Author authenticate(Request request) {
        var lines = request.lines(FIELD);
        if (lines.isEmpty()) {
            return Author.ANONYMOUS;
        }
        return Optional.of(lines)
                .filter(all -> all.size() == 1)
                .flatMap(all -> decode(all.get(0)))
                .filter(Author::isName)
                .map(Author::unverified)
                .orElseThrow(() -> Problem.of(
                                ProblemType.MALFORMED_HEADER,
                                "The field %s is one name of 1 to %d characters in percent-encoded UTF-8, such as J%%C3%%BCrgen."
                                        .formatted(FIELD, Author.MAX_NAME_LENGTH))
                        .with("field", FIELD)
                        .asException());
    }

    private static Optional<String> decode(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (var i = 0; i < text.length(); i++) {
            var unit = text.charAt(i);
            if (unit == '%') {
                var high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                var low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
                if (low < 0) {
                    return Optional.empty();
                }
                bytes.write(high * 16 + low);
                i += 2;
            } else if (unit >= ' ' && unit <= '~') {
                bytes.write(unit);
            } else {
                return Optional.empty();
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
