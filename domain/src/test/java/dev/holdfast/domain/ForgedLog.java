package dev.holdfast.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Log of a document with one segment, which tests forge. */
class ForgedLog {

    static final DocumentId DOCUMENT = new DocumentId("doc");
    static final SegmentId SEGMENT = new SegmentId(DOCUMENT, "one");
    static final Stamp STAMP = new Stamp(Author.verified("Ana"), Instant.EPOCH);
    static final DocumentInfo INFO = new DocumentInfo("Title", "text/plain", "", Optional.empty());

    final List<LoggedCommit> log = new ArrayList<>();
    Optional<Segment> segment = Optional.empty();

    ForgedLog() {
        var create = new DocumentEdit.Create(DOCUMENT, INFO);
        append(Change.OfDocument.of(create, Version.FIRST, INFO));
        edit(new Edit.Insert(SEGMENT, new Position("V"), Block.of(SegmentKind.TEXT, new Content("first"))));
        edit(new Edit.Replace(SEGMENT, hash(), new Content("second")));
        edit(new Edit.Move(SEGMENT, hash(), new Position("W")));
        edit(new Edit.Delete(SEGMENT, hash(), Optional.empty()));
        edit(new Edit.Restore(SEGMENT, hash(), new Content("third")));
    }

    Hash hash() {
        return segment.orElseThrow().hash();
    }

    void edit(Edit edit) {
        segment = Optional.of(edit.applied(segment, STAMP));
        append(Change.OfSegment.of(edit, segment.orElseThrow()));
    }

    void append(Change change) {
        var key = new CommitKey("key-" + log.size(), Digest.of("request"));
        log.add(chained(log.size() + 1L, key, STAMP, List.of(change)));
    }

    /** A commit that follows from the last one of the log. */
    LoggedCommit chained(long revision, CommitKey key, Stamp stamp, List<Change> changes) {
        var before = log.isEmpty()
                ? Hash.beforeLog(DOCUMENT)
                : log.get(log.size() - 1).hash();
        var unchained = new LoggedCommit(DOCUMENT, revision, before, key, stamp, changes);
        var contents = CommitHash.contents(unchained, key.digest());
        return new LoggedCommit(
                DOCUMENT, revision, CommitHash.of(before, revision, stamp.at(), contents), key, stamp, changes);
    }

    Tip tip() {
        return log.get(log.size() - 1).tip();
    }

    List<String> problems() {
        var verifier = new LogVerifier(DOCUMENT);
        log.forEach(verifier::accept);
        verifier.compare(log.get(log.size() - 1).tip(), List.of(segment.orElseThrow()));
        return verifier.problems();
    }

    void tamper(int index, UnaryOperator<Change.OfSegment> with) {
        var commit = log.get(index);
        var change = (Change.OfSegment) commit.changes().get(0);
        log.set(
                index,
                new LoggedCommit(
                        DOCUMENT,
                        commit.revision(),
                        commit.hash(),
                        commit.key(),
                        commit.stamp(),
                        List.of(with.apply(change))));
    }

    /** Gives a commit another stamp in all its rows, as somebody does who can write to the database. */
    void tamper(int index, Stamp stamp) {
        var commit = log.get(index);
        var changes = commit.changes().stream()
                .map(change -> change.<Change>map(
                        of -> new Change.OfSegment(
                                of.operation(), of.parent(), of.digest(), with(of.after(), stamp), false),
                        of -> of))
                .toList();
        log.set(index, new LoggedCommit(DOCUMENT, commit.revision(), commit.hash(), commit.key(), stamp, changes));
    }

    static Segment with(Segment segment, Stamp stamp) {
        return new Segment(
                segment.id(),
                segment.position(),
                segment.block(),
                segment.version(),
                segment.hash(),
                segment.deleted(),
                segment.successor(),
                stamp);
    }

    static Segment with(Segment segment, String text, String position) {
        return new Segment(
                segment.id(),
                new Position(position),
                segment.block().with(new Content(text)),
                segment.version(),
                segment.hash(),
                segment.deleted(),
                segment.successor(),
                segment.updated());
    }

    LogVerifier verified() {
        var verifier = new LogVerifier(DOCUMENT);
        log.forEach(verifier::accept);
        return verifier;
    }
}
