package dev.holdfast.http.resources;

import dev.holdfast.http.exchange.Fields;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The character encoding of a file: a byte order mark decides (Unicode §23.8), then the charset of Content-Type, then UTF-8. Bytes that
 * are not valid in it are never stored as replacement characters.
 */
record FileEncoding(Request request) {

    private static final int PREVIEW_BYTES = 600;
    private static final int PREVIEW_LINES = 6;

    /** The encodings of captions files that are not in Unicode, the most frequent first. */
    private static final List<String> CANDIDATES = List.of(
            "windows-1252",
            "windows-1251",
            "windows-1250",
            "GB18030",
            "Shift_JIS",
            "Big5",
            "EUC-KR",
            "windows-1256",
            "windows-1253",
            "windows-1254",
            "windows-1255",
            "windows-1257",
            "windows-1258",
            "TIS-620");

    /** An encoding in which the file can be read, and its first lines in it. */
    record Candidate(String charset, String preview) {}

    String text() {
        var bytes = request.body();
        var marked = marked(bytes);
        if (marked.isPresent()) {
            var text = decoded(bytes, marked.get());
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
        var named = request.contentType().charset();
        return named.isPresent() ? decoded(bytes, charset(named.get())) : unicode(bytes);
    }

    /** UTF-32 before UTF-16, whose mark it begins with. The mark of UTF-8 stays: it is part of a file that comes back as it was. */
    private static Optional<Charset> marked(byte[] bytes) {
        return begins(bytes, 0xFF, 0xFE, 0, 0)
                ? Optional.of(Charset.forName("UTF-32LE"))
                : begins(bytes, 0, 0, 0xFE, 0xFF)
                        ? Optional.of(Charset.forName("UTF-32BE"))
                        : begins(bytes, 0xFF, 0xFE)
                                ? Optional.of(StandardCharsets.UTF_16LE)
                                : begins(bytes, 0xFE, 0xFF) ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private static boolean begins(byte[] bytes, int... mark) {
        for (var i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "The server does not know the charset %s. Send the file in UTF-8."
                                    .formatted(Fields.shown(name)))
                    .asException();
        }
    }

    private static String decoded(byte[] bytes, Charset charset) {
        var in = ByteBuffer.wrap(bytes);
        try {
            return charset.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(
                            ProblemType.INVALID_CONTENT,
                            "The file is not %s in line %d. Name its charset in Content-Type, for example charset=windows-1252."
                                    .formatted(charset.name(), line(bytes, in.position())))
                    .with("line", line(bytes, in.position()))
                    .asException();
        }
    }

    /** The text of a file of which nothing is known. */
    private static String unicode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(
                            ProblemType.UNKNOWN_ENCODING,
                            "The file is not UTF-8 in line %d. Compare its first lines in the candidates, and name the right one in Content-Type, for example charset=windows-1252."
                                    .formatted(line(bytes, in.position())))
                    .with("line", line(bytes, in.position()))
                    .with("candidates", candidates(bytes, in.position()))
                    .asException();
        }
    }

    private static List<Candidate> candidates(byte[] bytes, int firstForeign) {
        return CANDIDATES.stream()
                .flatMap(name -> candidate(bytes, firstForeign, name).stream())
                .toList();
    }

    /** Empty if the file is not valid in that encoding, or has control characters in it. */
    private static Optional<Candidate> candidate(byte[] bytes, int firstForeign, String name) {
        if (!Charset.isSupported(name)) {
            return Optional.empty();
        }
        try {
            var text = Charset.forName(name)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            var hasControls = text.chars().anyMatch(unit -> unit >= 0x7F && unit < 0xA0);
            return hasControls
                    ? Optional.empty()
                    : Optional.of(new Candidate(name, preview(bytes, firstForeign, name)));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The lines from a little before the first byte that is not UTF-8. */
    private static String preview(byte[] bytes, int firstForeign, String name) {
        var start = firstForeign;
        while (start > 0 && firstForeign - start < PREVIEW_BYTES / 2 && bytes[start - 1] != '\n') {
            start--;
        }
        var length = Math.min(PREVIEW_BYTES, bytes.length - start);
        return new String(bytes, start, length, Charset.forName(name))
                .lines()
                .limit(PREVIEW_LINES)
                .collect(Collectors.joining("\n"));
    }

    private static int line(byte[] bytes, int until) {
        var line = 1;
        for (var i = 0; i < until; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
