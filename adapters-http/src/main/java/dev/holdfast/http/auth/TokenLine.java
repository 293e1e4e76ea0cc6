package dev.holdfast.http.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Line of a tokens file.
 *
 * @param number the number of the line, from 1
 * @param bytes the bytes with the line break, one character each
 * @param isToken false for an empty line and for a comment
 * @param entry the token; empty if the line has none, or cannot be read
 */
record TokenLine(int number, String bytes, boolean isToken, Optional<TokenEntry> entry) {

    /** Longer than any line with a name. */
    private static final int MAX_LENGTH = 1_000;

    private static final Pattern BORDER = Pattern.compile("(?<=\\n)|(?<=\\r)(?!\\n)");

    /** An editor may put it before the first line. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * The lines of a file, which end with LF, CR LF or CR.
     *
     * @param bytes the bytes, one character each
     */
    static List<TokenLine> all(String bytes) {
        var lines = BORDER.splitAsStream(bytes).toList();
        return IntStream.range(0, lines.size())
                .mapToObj(index -> of(index + 1, lines.get(index)))
                .toList();
    }

    private static TokenLine of(int number, String bytes) {
        var text = decoded(bytes).map(line -> (number == 1 ? withoutMark(line) : line).strip());
        var isToken =
                text.filter(line -> line.isEmpty() || line.startsWith("#")).isEmpty();
        return new TokenLine(
                number,
                bytes,
                isToken,
                text.filter(line -> isToken && line.length() <= MAX_LENGTH).flatMap(TokenEntry::parse));
    }

    private static String withoutMark(String line) {
        return line.startsWith(BYTE_ORDER_MARK) ? line.substring(BYTE_ORDER_MARK.length()) : line;
    }

    private static Optional<String> decoded(String bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
