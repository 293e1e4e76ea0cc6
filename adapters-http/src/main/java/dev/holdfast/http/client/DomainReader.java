package dev.holdfast.http.client;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Stamp;
import dev.holdfast.domain.Tip;
import dev.holdfast.domain.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reader of the domain's types from the JSON of a server. */
final class DomainReader {

    /** Stands in for the key of a commit, which the server does not send. */
    private static final CommitKey UNKNOWN_KEY = new CommitKey("unknown", Digest.of());

    private DomainReader() {}

    static DocumentInfo info(ClientJson json) {
        return new DocumentInfo(
                json.text("title"), json.text("mediaType"), json.text("language"), json.optionalScalar("mediaUrl"));
    }

    /** The metadata of a live document. */
    static Document document(DocumentId id, ClientJson json, Tip tip) {
        return new Document(
                id,
                info(json),
                new Version(json.number("version")),
                json.hash("etag"),
                false,
                tip,
                stamp(json, "created"),
                stamp(json, "updated"));
    }

    /** A page of the list of documents. */
    static List<HoldfastClient.ListedDocument> listedDocuments(ClientJson page) {
        return page.list("documents").stream()
                .map(json -> new HoldfastClient.ListedDocument(
                        new DocumentId(json.text("id")),
                        info(json),
                        Instant.parse(json.text("updatedAt")),
                        json.node().toString()))
                .toList();
    }

    static HoldfastClient.FileUpdate fileUpdate(ClientJson json) {
        return new HoldfastClient.FileUpdate(
                tip(json.text("tip")),
                json.list("edits").stream().map(edit -> edit.text("op")).toList(),
                json.list("conflicts").stream()
                        .map(DomainReader::updateConflict)
                        .toList());
    }

    private static HoldfastClient.UpdateConflict updateConflict(ClientJson json) {
        return new HoldfastClient.UpdateConflict(
                segmentId(json.text("id")),
                json.text("reason"),
                json.text("changedBy"),
                contentOf(json, "current"),
                contentOf(json, "mine"));
    }

    private static Optional<String> contentOf(ClientJson json, String member) {
        return json.has(member) ? Optional.of(json.object(member).text("content")) : Optional.empty();
    }

    private static Stamp stamp(ClientJson json, String prefix) {
        var by = new Author(json.text(prefix + "By"), json.flag(prefix + "ByVerified"));
        return new Stamp(by, Instant.parse(json.text(prefix + "At")));
    }

    /** A page of segments. */
    static List<Segment> segments(ClientJson page) {
        return page.list("segments").stream()
                .map(json -> segment(segmentId(json.text("id")), json, stamp(json, "updated")))
                .toList();
    }

    /** A commit with the digest of its key. */
    record CommitOfDigest(LoggedCommit commit, Digest key) {
        void giveTo(BiConsumer<LoggedCommit, Digest> reader) {
            reader.accept(commit, key);
        }
    }

    /** A page of a document's log. */
    static List<CommitOfDigest> commits(DocumentId document, ClientJson page) {
        return page.list("commits").stream()
                .map(json -> new CommitOfDigest(commit(document, json), new Digest(json.text("keyDigest"))))
                .toList();
    }

    private static LoggedCommit commit(DocumentId document, ClientJson json) {
        var stamp = new Stamp(new Author(json.text("author"), json.flag("verified")), Instant.parse(json.text("at")));
        var changes = json.list("changes").stream()
                .map(change -> change.has("segment") ? ofSegment(change, stamp) : ofDocument(change))
                .toList();
        var tip = tip(json.text("tip"));
        if (tip.revision() != json.number("revision")) {
            throw new IllegalArgumentException("The revision of a commit is that of its tip");
        }
        return new LoggedCommit(document, tip.revision(), tip.hash(), UNKNOWN_KEY, stamp, changes);
    }

    private static Change ofSegment(ClientJson json, Stamp stamp) {
        return new Change.OfSegment(
                Operation.of(json.text("operation")),
                json.hash("parent"),
                new Digest(json.text("digest")),
                segment(segmentId(json.text("segment")), json, stamp),
                json.flag("erased"));
    }

    private static Change ofDocument(ClientJson json) {
        return new Change.OfDocument(
                Operation.of(json.text("operation")),
                new Version(json.number("version")),
                json.hash("parent"),
                json.hash("etag"),
                new Digest(json.text("digest")),
                info(json.object("document")));
    }

    private static Segment segment(SegmentId id, ClientJson json, Stamp stamp) {
        var separator = json.optionalScalar("separator").orElse("");
        return new Segment(
                id,
                new Position(json.text("position")),
                new Block(SegmentKind.of(json.text("kind")), new Content(json.text("content")), separator),
                new Version(json.number("version")),
                json.hash("etag"),
                json.flag("deleted"),
                json.optionalScalar("successor").map(DomainReader::segmentId),
                stamp);
    }

    private static Tip tip(String text) {
        return Tip.parse(text).orElseThrow(() -> new IllegalArgumentException("%s is not a tip".formatted(text)));
    }

    private static SegmentId segmentId(String text) {
        return SegmentId.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("%s is not the id of a segment".formatted(text)));
    }
}
