package dev.holdfast.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks a document's log from its first commit to its last and finds where it was tampered with or damaged: a hash that
 * does not follow from the version before it, a text that is not the one that was hashed, a gap, a fork, a version that
 * was used twice. Not for use by several threads at once.
 */
public final class LogVerifier {

    private final DocumentId document;
    private final Map<String, Change> last = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private long revision;
    private long changes;
    private @Nullable Tip tip;

    public LogVerifier(DocumentId document) {
        this.document = document;
    }

    /** Checks the next commit of the log. */
    public void accept(LoggedCommit commit) {
        if (!commit.document().equals(document)) {
            problems.add("revision %d is of document %s".formatted(commit.revision(), commit.document()));
        }
        if (commit.revision() != revision + 1) {
            problems.add("revision %d follows revision %d".formatted(commit.revision(), revision));
        }
        revision = commit.revision();
        tip = commit.tip();
        for (var change : commit.changes()) {
            changes++;
            check(change);
        }
    }

    private void check(Change change) {
        var subject = subject(change);
        var before = last.put(subject, change);
        var expectedParent = before == null ? start(change) : before.hash();
        var expectedVersion = before == null ? Version.FIRST : before.version().next();
        if (!change.version().equals(expectedVersion)) {
            report(change, "is version %s where %s was due".formatted(change.version(), expectedVersion));
        }
        if (!change.parent().equals(expectedParent)) {
            report(change, "is chained to %s instead of %s".formatted(change.parent(), expectedParent));
        }
        if (!change.parent().next(change.operation(), change.digest()).equals(change.hash())) {
            report(change, "has the hash %s, which does not follow from its parent".formatted(change.hash()));
        }
        if (!digestHolds(change, before)) {
            report(change, "holds another text or place than the one that was hashed");
        }
    }

    private static String subject(Change change) {
        return change.segment().map(segment -> segment.id().local()).orElse("");
    }

    private Hash start(Change change) {
        return change.segment().map(segment -> Hash.before(segment.id())).orElseGet(() -> Hash.before(document));
    }

    private boolean digestHolds(Change change, @Nullable Change before) {
        var textHolds = change.erased()
                || change.computedDigest(document)
                        .filter(change.digest()::equals)
                        .isPresent();
        return textHolds && (before == null || keptTheRest(change, before));
    }

    /** An operation on a segment leaves all that it does not set. */
    private static boolean keptTheRest(Change change, Change before) {
        return change.segment()
                .flatMap(after -> before.segment().map(was -> keptTheRest(change, before, after, was)))
                .orElse(true);
    }

    private static boolean keptTheRest(Change change, Change before, Segment after, Segment was) {
        var setsText = change.operation() == Operation.REPLACE || change.operation() == Operation.RESTORE;
        var textKept = setsText
                || change.erased()
                || before.erased()
                || after.content().equals(was.content());
        var placeKept = change.operation() == Operation.MOVE || after.position().equals(was.position());
        var deletionShown = after.deleted() == (change.operation() == Operation.DELETE);
        return textKept && placeKept && deletionShown && after.kind() == was.kind();
    }

    private void report(Change change, String what) {
        var subject = subject(change);
        problems.add("revision %d: the %s of %s %s"
                .formatted(
                        revision,
                        change.operation().label(),
                        subject.isEmpty() ? "the document" : "segment " + subject,
                        what));
    }

    /** Checks that the served document matches the log. */
    public void compare(Tip current, List<Segment> live) {
        if (!Objects.equals(tip, current)) {
            problems.add("the document stands at %s, its log ends at %s".formatted(current, tip));
        }
        var expected = new HashMap<SegmentId, Hash>();
        for (var change : last.values()) {
            change.segment()
                    .filter(segment -> !segment.deleted())
                    .ifPresent(segment -> expected.put(segment.id(), change.hash()));
        }
        var found = new HashMap<SegmentId, Hash>();
        for (var segment : live) {
            found.put(segment.id(), segment.hash());
            var logged = Optional.ofNullable(last.get(segment.id().local()))
                    .filter(change -> !change.erased())
                    .flatMap(Change::segment);
            if (logged.filter(after -> !after.content().equals(segment.content()))
                    .isPresent()) {
                problems.add("segment %s holds another text than its log".formatted(segment.id()));
            }
        }
        if (!found.equals(expected)) {
            problems.add("the %d segments served are not the %d that the log leaves"
                    .formatted(found.size(), expected.size()));
        }
    }

    /** True if the log ends with this deletion of the document. */
    public boolean endsWithDeletion(Hash tombstone) {
        var change = last.get("");
        return change != null
                && change.operation() == Operation.DELETE
                && change.hash().equals(tombstone);
    }

    /** Checks that the log of a deleted document ends with its deletion. */
    public void compareWithTombstone(Hash tombstone) {
        if (!endsWithDeletion(tombstone)) {
            problems.add("the document is deleted (%s), and its log does not say so".formatted(tombstone));
        }
    }

    /** The errors found, one sentence each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** The number of commits checked. */
    public long commits() {
        return revision;
    }

    /** The number of changes checked. */
    public long changes() {
        return changes;
    }
}
