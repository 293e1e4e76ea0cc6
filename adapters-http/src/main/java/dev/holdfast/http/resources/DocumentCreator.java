package dev.holdfast.http.resources;

import dev.holdfast.application.Documents;
import dev.holdfast.application.Format;
import dev.holdfast.application.Formats;
import dev.holdfast.application.ImportedDocument;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.NewFile;
import dev.holdfast.application.SavedDocument;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.format.ReadOptions;
import dev.holdfast.http.exchange.ConditionalWrite;
import dev.holdfast.http.exchange.Fields;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Query;
import dev.holdfast.http.exchange.Request;
import java.util.Optional;
import java.util.OptionalLong;

/** Creation of documents from JSON or from a captions file. */
record DocumentCreator(Documents documents, Json json) {

    private static final String ID = "An id has 1 to 64 of the characters A-Z, a-z, 0-9, _ and -.";

    /** True if the request describes the document in JSON; false if its body is a file. */
    static boolean isJson(Request request) {
        return request.contentType()
                .mediaType()
                .filter("application/json"::equals)
                .isPresent();
    }

    SavedDocument create(Request request) {
        return documents.create(new ConditionalWrite(request), () -> ofJson(request));
    }

    ImportedDocument importFile(Request request) {
        return documents.importFile(new ConditionalWrite(request), () -> ofFile(request));
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
                request.query("mediaType")
                        .or(() -> Formats.find(mediaType).flatMap(Format::importedAs))
                        .orElse(mediaType),
                request.query("language").orElse(""),
                request.query("mediaUrl"));
        return new NewFile(
                request.query("id").map(DocumentCreator::queried),
                info,
                mediaType,
                new FileEncoding(request).text(),
                new ReadOptions(duration(request), request.query("speakers").equals(Optional.of("true"))));
    }

    /** The length of the recording, for a transcript. */
    private static OptionalLong duration(Request request) {
        return request.query("duration").stream()
                .mapToLong(DocumentCreator::millis)
                .findFirst();
    }

    private static long millis(String text) {
        if (!text.matches("[1-9][0-9]{0,11}")) {
            throw Query.malformed("duration", "is the length of the recording in milliseconds, 1 or more");
        }
        return Long.parseLong(text);
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
}
