package dev.holdfast.postgres;

import dev.holdfast.application.DocumentPage;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.KeyedPage;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The part of a document store that does not commit: its queries, and the unchanged writes that it keeps. */
abstract class StoredDocuments implements DocumentStore {

    /** The runner of the statements. */
    abstract Statements statements();

    @Override
    public Optional<LoggedCommit> commitWithKey(DocumentId document, Author author, String key) {
        return statements().read(handle -> new LogTables(handle, document).withKey(author, key));
    }

    @Override
    public boolean keep(UnchangedWrite write) {
        return statements().run(handle -> new UnchangedWrites(handle, write.document()).insert(write));
    }

    @Override
    public Optional<UnchangedWrite> unchangedWithKey(DocumentId document, Author author, String key) {
        return statements().read(handle -> new UnchangedWrites(handle, document).withKey(author, key));
    }

    @Override
    public Optional<Document> document(DocumentId id) {
        return statements().query(connection -> new CurrentState(connection).document(id));
    }

    @Override
    public Optional<Document> document(DocumentId id, Hash hash) {
        return statements().read(handle -> new LogTables(handle, id).version(hash));
    }

    @Override
    public List<Document> documents(String titlePart, Optional<DocumentId> after, int limit) {
        return statements().read(handle -> new DocumentTable(handle).list(titlePart, after, limit));
    }

    @Override
    public Optional<Segment> segment(SegmentId id) {
        return statements().query(connection -> new CurrentState(connection).segment(id));
    }

    @Override
    public Optional<DocumentPage> segments(DocumentId id, Set<SegmentId> named) {
        return statements().query(connection -> new CurrentState(connection).segments(id, named));
    }

    @Override
    public Optional<KeyedPage> segments(DocumentId id, Set<SegmentId> named, Author author, String key) {
        return statements()
                .query(connection -> new CurrentState(connection).segments(id, named, author, key))
                .map(found -> new KeyedPage(found.page(), commitOf(id, found.earlier())));
    }

    /** Reads a commit by its revision; what is in the log does not change, so that it needs no snapshot. */
    private Optional<LoggedCommit> commitOf(DocumentId id, OptionalLong revision) {
        return revision.isEmpty()
                ? Optional.empty()
                : commits(id, revision.getAsLong() - 1, 1).stream().findFirst();
    }

    @Override
    public Optional<DocumentPage> page(DocumentId id, Optional<Position> after, int limit) {
        return statements().query(connection -> new CurrentState(connection).page(id, after, limit));
    }

    @Override
    public int count(DocumentId id) {
        return statements().read(handle -> new SegmentTable(handle, id).count());
    }

    @Override
    public Optional<Position> nextPosition(DocumentId id, Optional<Position> after) {
        return statements().read(handle -> new SegmentTable(handle, id).nextPosition(after));
    }

    @Override
    public Optional<Position> lastPosition(DocumentId id) {
        return statements().read(handle -> new SegmentTable(handle, id).lastPosition());
    }

    @Override
    public Optional<Revision> revision(SegmentId id, Hash hash) {
        return statements().read(handle -> new LogTables(handle, id.document()).version(id, hash));
    }

    @Override
    public Optional<Revision> revision(SegmentId id, Version version) {
        return statements().read(handle -> new LogTables(handle, id.document()).version(id, version));
    }

    @Override
    public List<Revision> history(SegmentId id, Optional<Version> before, int limit) {
        return statements().read(handle -> new LogTables(handle, id.document()).history(id, before, limit));
    }

    @Override
    public List<Long> revisions(SegmentId id, Version after, Version upTo, int limit) {
        return statements().read(handle -> new LogTables(handle, id.document()).revisions(id, after, upTo, limit));
    }

    @Override
    public Map<Long, List<Segment>> inserted(DocumentId id, Set<Long> revisions, int limit) {
        return statements().read(handle -> new LogTables(handle, id).inserted(revisions, limit));
    }

    @Override
    public List<LoggedCommit> commits(DocumentId id, long after, int limit) {
        return statements().read(handle -> new LogTables(handle, id).after(after, limit));
    }
}
