package dev.holdfast.http.client;

import dev.holdfast.application.ExportFormat;
import dev.holdfast.application.Formats;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.Tip;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A small client of a Holdfast server. What was lost on the way is sent again, and done once. Safe for use by many threads.
 * Every method throws {@link HoldfastClientException} if the server cannot be reached, refuses, or is no Holdfast.
 */
public final class HoldfastClient {

    /** The most attempts to read a list while the document changes. */
    private static final int MAX_LISTINGS = 10;

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final ServerConnection server;

    /**
     * A client of one server, which is not asked before the first method is called.
     *
     * @param server its address, such as {@code http://127.0.0.1:8080}
     */
    public HoldfastClient(URI server) {
        this(server, Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    /**
     * @param pause how long to wait before a request is sent again
     * @param deadline how long one sending may take until its whole answer is there
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
     * The same for a server that lets in only those who have a token. No message holds it.
     *
     * @throws IllegalArgumentException if it has not {@link #isToken the form}
     */
    public HoldfastClient withToken(String token) {
        if (!isToken(token)) {
            throw new IllegalArgumentException("A token is letters, digits and -._~+/, with = at the end at most");
        }
        return new HoldfastClient(server.withToken(token));
    }

    /**
     * Makes a document of a file, once, however often it had to be sent.
     *
     * @param file the bytes of the file, in UTF-8
     * @param mediaType the media type of one of {@link Formats#ofCaptionsFiles}
     * @param language a BCP 47 language tag, or empty
     */
    public DocumentId importFile(byte[] file, String mediaType, String title, String language) {
        var target = "/api/documents?title=%s&language=%s".formatted(encoded(title), encoded(language));
        return server.post(target, mediaType, file).read(json -> new DocumentId(json.text("id")));
    }

    /** The metadata of a document. */
    public DocumentInfo document(DocumentId id) {
        return server.get("/api/documents/" + id, "application/json").read(DomainReader::info);
    }

    /**
     * A document as a file.
     *
     * @param tip the end of the document's log at the moment that the file shows
     * @param text the file
     * @param dropped what the format cannot say and the file therefore lacks
     */
    public record ExportedFile(Tip tip, String text, Optional<String> dropped) {}

    /** A document as a file of a format. */
    public ExportedFile export(DocumentId id, ExportFormat format) {
        var path = "/api/documents/%s/export.%s".formatted(id, format.extension());
        var answer = server.get(path, format.mediaType());
        var dropped = answer.field("Holdfast-Dropped").map(list -> URLDecoder.decode(list, StandardCharsets.UTF_8));
        return new ExportedFile(answer.tip(), answer.text(), dropped);
    }

    /**
     * All segments of a document at one moment.
     *
     * @param tip the end of the document's log at that moment
     * @param segments the segments, in order
     */
    public record Listing(Tip tip, List<Segment> segments) {
        public Listing {
            segments = List.copyOf(segments);
        }
    }

    /** All segments of a document, as they were together at one moment. */
    public Listing segments(DocumentId id) {
        for (var i = 0; i < MAX_LISTINGS; i++) {
            var listing = listing(id);
            if (listing.isPresent()) {
                return listing.get();
            }
        }
        throw new HoldfastClientException(
                "Document %s was changed each of the %d times that its segments were read, so they are not of one moment. Try again when fewer people edit it."
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
     * Reads a document's log from its beginning to its end, also that of a deleted document. The keys of the commits stay
     * with the server; those given here are made up.
     *
     * @param reader is given every commit once, in order
     */
    public void changes(DocumentId id, Consumer<LoggedCommit> reader) {
        var path = "/api/documents/%s/changes".formatted(id);
        var next = Optional.of("0");
        while (next.isPresent()) {
            var page = server.get(path + "?since=" + encoded(next.get()), "application/json");
            page.read(json -> DomainReader.commits(id, json)).forEach(reader);
            next = next(page);
        }
    }

    private static Optional<String> next(ServerResponse page) {
        return page.read(json -> json.optionalScalar("next"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
