package dev.holdfast.http.client;

import dev.holdfast.application.ExportFormat;
import dev.holdfast.application.Formats;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Tip;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Client of a Holdfast server. A request whose response was lost is sent again and done once. Safe for use by many threads.
 * Every method throws {@link HoldfastClientException} if the server cannot be reached, refuses the request, or is not a
 * Holdfast server.
 */
public final class HoldfastClient {

    /** The most attempts to read all segments while the document changes. */
    private static final int MAX_LISTINGS = 10;

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final ServerConnection server;

    /**
     * Creates a client. It connects when the first method is called.
     *
     * @param server the URL of the server
     */
    public HoldfastClient(URI server) {
        this(server, Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    /**
     * @param pause the time before a request is sent again
     * @param deadline the longest time of one attempt, until its response is complete
     */
    HoldfastClient(URI server, Duration pause, Duration deadline) {
        this(new ServerConnection(server, Optional.empty(), pause, deadline));
    }

    private HoldfastClient(ServerConnection server) {
        this.server = server;
    }

    /** True if a text has the form of a token (RFC 6750 §2.1). */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /**
     * Copy for a server with authentication. No message holds the token.
     *
     * @throws IllegalArgumentException if the text is not {@link #isToken a token}
     */
    public HoldfastClient withToken(String token) {
        if (!isToken(token)) {
            throw new IllegalArgumentException(
                    "A token consists of letters, digits and -._~+/, with = only at the end");
        }
        return new HoldfastClient(server.withToken(token));
    }

    /**
     * Imported file.
     *
     * @param id the document that it became
     * @param readAs the media type that it turned out to have; empty if the server does not say it
     * @param dropped the parts that the document lacks; empty if there are none
     */
    public record ImportedFile(DocumentId id, Optional<String> readAs, Optional<String> dropped) {}

    /**
     * Imports a file as a new document, once, also if the request is sent again.
     *
     * @param file the bytes of the file
     * @param mediaType the media type of one of {@link Formats#ofCaptionsFiles}, with the charset of the file if it is not UTF-8 and
     *     has no byte order mark
     * @param language a BCP 47 language tag, or empty
     */
    public ImportedFile importFile(byte[] file, String mediaType, String title, String language) {
        var target = "/api/documents?title=%s&language=%s".formatted(encoded(title), encoded(language));
        var response = server.post(target, mediaType, file);
        return new ImportedFile(
                response.read(json -> new DocumentId(json.text("id"))),
                response.read(json -> json.optionalScalar("readAs")),
                dropped(response));
    }

    private static Optional<String> dropped(ServerResponse response) {
        return response.field("Holdfast-Dropped").map(list -> URLDecoder.decode(list, StandardCharsets.UTF_8));
    }

    /**
     * Document of a list.
     *
     * @param updatedAt the time of the last change of the metadata
     * @param json the JSON object that the server sent, on one line
     */
    public record ListedDocument(DocumentId id, DocumentInfo info, Instant updatedAt, String json) {}

    /**
     * Reads the list of all documents that are not deleted, in the order of their ids, page by page.
     *
     * @param titlePart a part of their titles, in any case; empty for all
     * @param reader called with each document
     */
    public void documents(String titlePart, Consumer<ListedDocument> reader) {
        var path = "/api/documents?limit=1000" + (titlePart.isEmpty() ? "" : "&q=" + encoded(titlePart));
        var page = server.get(path, "application/json");
        while (true) {
            page.read(DomainReader::listedDocuments).forEach(reader);
            var next = next(page);
            if (next.isEmpty()) {
                return;
            }
            page = server.get(path + "&after=" + encoded(next.get()), "application/json");
        }
    }

    /** The metadata of a document. */
    public DocumentInfo document(DocumentId id) {
        return server.get("/api/documents/" + id, "application/json").read(DomainReader::info);
    }

    /** The metadata of a document with their version, author and times, and with the tip of its log, which they do not tell. */
    public Document document(DocumentId id, Tip tip) {
        return server.get("/api/documents/" + id, "application/json")
                .read(json -> DomainReader.document(id, json, tip));
    }

    /**
     * Exported file of a document.
     *
     * @param tip the tip of the document at the moment of the export
     * @param text the content of the file
     * @param dropped the parts that the format cannot represent and the file lacks; empty if there are none
     */
    public record ExportedFile(Tip tip, String text, Optional<String> dropped) {}

    /** Exports a document as a file of a format. */
    public ExportedFile export(DocumentId id, ExportFormat format) {
        return export(id, format, "");
    }

    /**
     * The same with options.
     *
     * @param query the options as a query, for example {@code speakers=true}; may be empty
     */
    public ExportedFile export(DocumentId id, ExportFormat format, String query) {
        var options = query.isEmpty() ? "" : "?" + query;
        var path = "/api/documents/%s/export.%s%s".formatted(id, format.extension(), options);
        var response = server.get(path, format.mediaType());
        return new ExportedFile(response.tip(), response.text(), dropped(response));
    }

    /**
     * Comparison of a file that came back with what others did since it was exported.
     *
     * @param tip the tip of the document
     * @param edits the operations that the file made, or would make, one for each segment
     * @param conflicts what keeps it from being applied
     */
    public record FileUpdate(Tip tip, List<String> edits, List<UpdateConflict> conflicts) {
        public FileUpdate {
            edits = List.copyOf(edits);
            conflicts = List.copyOf(conflicts);
        }
    }

    /**
     * Segment about which the file and others contradict each other.
     *
     * @param reason the name of the contradiction, as http.md lists it
     * @param current its text as it is now; empty if the server did not send it
     * @param mine its text in the file; empty if the file does not have it, or the server did not send it
     */
    public record UpdateConflict(
            SegmentId id, String reason, String changedBy, Optional<String> current, Optional<String> mine) {}

    /**
     * Brings back a file that was edited elsewhere: its edits are merged with what others did since, once, also if the request is
     * sent again.
     *
     * @param file the bytes of the file
     * @param mediaType as for {@link #importFile}
     * @param base the tip of the export that the file was made from
     * @param query the options of that export; may be empty
     * @throws HoldfastClientException with status 409 if the file and others contradict each other; nothing is applied
     */
    public FileUpdate update(DocumentId id, byte[] file, String mediaType, Tip base, String query) {
        return put(id, file, mediaType, base, query);
    }

    /** Tells what {@link #update} would do, and changes nothing. */
    public FileUpdate previewUpdate(DocumentId id, byte[] file, String mediaType, Tip base, String query) {
        return put(id, file, mediaType, base, query.isEmpty() ? "dry-run" : query + "&dry-run");
    }

    private FileUpdate put(DocumentId id, byte[] file, String mediaType, Tip base, String query) {
        var options = query.isEmpty() ? "" : "&" + query;
        var target = "/api/documents/%s/content?base=%s%s".formatted(id, encoded(base.toString()), options);
        return server.put(target, mediaType, file).read(DomainReader::fileUpdate);
    }

    /**
     * All segments of a document at one moment.
     *
     * @param tip the tip of the document at that moment
     * @param segments the segments, in order
     */
    public record Listing(Tip tip, List<Segment> segments) {
        public Listing {
            segments = List.copyOf(segments);
        }
    }

    /** All segments of a document at one moment. */
    public Listing segments(DocumentId id) {
        for (var i = 0; i < MAX_LISTINGS; i++) {
            var listing = listing(id);
            if (listing.isPresent()) {
                return listing.get();
            }
        }
        throw new HoldfastClientException(
                "Document %s changed during each of %d attempts to read its segments. Try again when fewer people edit it."
                        .formatted(id, MAX_LISTINGS));
    }

    /** Empty if the document was changed before all pages were read. */
    private Optional<Listing> listing(DocumentId id) {
        var path = "/api/documents/%s/segments".formatted(id);
        var page = server.get(path, "application/json");
        var tip = page.tip();
        var segments = new ArrayList<>(page.read(DomainReader::segments));
        for (var next = next(page); next.isPresent(); next = next(page)) {
            page = server.get(path + "?after=" + encoded(next.get()), "application/json");
            if (!page.tip().equals(tip)) {
                return Optional.empty();
            }
            segments.addAll(page.read(DomainReader::segments));
        }
        return Optional.of(new Listing(tip, segments));
    }

    /**
     * Reads the log of a document, which may be deleted, from beginning to end. The server sends digests in place of the keys
     * of commits; all commits have the same placeholder.
     *
     * @param reader called with every commit once, in order, and with the digest of its key
     * @return the end of the log
     */
    public Tip changes(DocumentId id, BiConsumer<LoggedCommit, Digest> reader) {
        var path = "/api/documents/%s/changes?since=".formatted(id);
        var page = server.get(path + "0", "application/json");
        while (true) {
            page.read(json -> DomainReader.commits(id, json)).forEach(commit -> commit.giveTo(reader));
            var next = next(page);
            if (next.isEmpty()) {
                return page.tip();
            }
            page = server.get(path + encoded(next.get()), "application/json");
        }
    }

    private static Optional<String> next(ServerResponse page) {
        return page.read(json -> json.optionalScalar("next"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
