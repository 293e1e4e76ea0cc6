package dev.holdfast.http.resources;

import dev.holdfast.application.Documents;
import dev.holdfast.application.Format;
import dev.holdfast.application.Formats;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.NewFile;
import dev.holdfast.application.SavedDocument;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.http.exchange.ConditionalWrite;
import dev.holdfast.http.exchange.Fields;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.representation.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Creation of documents from JSON or from a captions file. */
record DocumentCreator(Documents documents, Json json) {

    private static final String ID = "An id has 1 to 64 of the characters A-Z, a-z, 0-9, _ and -.";

    /** The first cue of a SubRip file: a number, and times with a comma. */
    private static final Pattern SUBRIP = Pattern.compile("\\uFEFF?\\s*[0-9]+[ \\t]*\\R[0-9:]+,[0-9]+[ \\t]*-->");

    SavedDocument create(Request request) {
        var write = new ConditionalWrite(request);
        return isJson(request) ? documents.create(write, () -> ofJson(request)) : imported(write, request);
    }

    private SavedDocument imported(ConditionalWrite write, Request request) {
        try {
            return documents.importFile(write, () -> ofFile(request));
        } catch (InvalidContent invalid) {
            var file = decoded(request.body(), charset(request));
            throw SUBRIP.matcher(file).lookingAt() && isWebVtt(request)
                    ? Problems.of(invalid)
                            .explained(
                                    invalid.getMessage()
                                            + " This looks like a SubRip file: send it with Content-Type: application/x-subrip.")
                            .asException()
                    : invalid;
        }
    }

    private static boolean isWebVtt(Request request) {
        return request.contentType().mediaType().filter("text/vtt"::equals).isPresent();
    }

    private static boolean isJson(Request request) {
        return request.contentType()
                .mediaType()
                .filter("application/json"::equals)
                .isPresent();
    }

    private NewDocument ofJson(Request request) {
        if (request.body().length > request.limits().jsonBytes()) {
            throw Limits.exceeded(request.limits().jsonBytes());
        }
        var fields = Fields.of(json.readList(request.body()))
                .only("id", "title", "mediaType", "language", "mediaUrl", "segments");
        var info = new DocumentInfo(
                fields.text("title"),
                fields.text("mediaType"),
                fields.optionalText("language").orElse(""),
                fields.optionalText("mediaUrl"));
        var segments = fields.list("segments").stream()
                .map(segment -> TextChange.insertion(segment.only(TextChange.MEMBERS)))
                .toList();
        return new NewDocument(id(fields), info, segments);
    }

    private NewFile ofFile(Request request) {
        if (request.body().length > request.limits().importBytes()) {
            throw Limits.exceeded(request.limits().importBytes());
        }
        var mediaType = request.contentType().mediaType().orElseThrow();
        var info = new DocumentInfo(
                request.query("title").orElse(""),
                Formats.find(mediaType).flatMap(Format::importedAs).orElse(mediaType),
                request.query("language").orElse(""),
                request.query("mediaUrl"));
        return new NewFile(
                request.query("id").map(DocumentCreator::queried),
                info,
                mediaType,
                decoded(request.body(), charset(request)));
    }

    /** The id that a request which was read gives to the document. */
    Optional<DocumentId> id(Request request) {
        return isJson(request)
                ? id(Fields.of(json.readList(request.body())))
                : request.query("id").map(DocumentCreator::queried);
    }

    private static Optional<DocumentId> id(Fields fields) {
        return fields.optionalText("id").map(text -> {
            if (!DocumentId.isId(text)) {
                throw fields.refused("id", ID);
            }
            return new DocumentId(text);
        });
    }

    private static DocumentId queried(String text) {
        if (!DocumentId.isId(text)) {
            throw Problem.of(ProblemType.INVALID_REQUEST, ID)
                    .with("member", "id")
                    .asException();
        }
        return new DocumentId(text);
    }

    private static Charset charset(Request request) {
        var name = request.contentType().charset().orElse("utf-8");
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

    /** Strict: bytes that are not valid in the charset must not be stored as replacement characters. */
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

    private static int line(byte[] bytes, int until) {
        var line = 1;
        for (var i = 0; i < until; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
