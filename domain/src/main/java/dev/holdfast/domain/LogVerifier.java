package dev.holdfast.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Check of a document's log from its first commit to its last, which finds where it was tampered with or damaged: a hash of a
 * commit or of a version that does not follow from the one before, a text that is not the one that was hashed, a gap, a fork, a
 * version that was used twice. Not for use by several threads at once.
 */
public final class LogVerifier {

    private final DocumentId document;
    private final LoggedState state = new LoggedState();
    private final List<String> problems = new ArrayList<>();
    private @Nullable Tip kept;
    private long revision;
    private long changes;
    private @Nullable Tip tip;

    public LogVerifier(DocumentId document) {
        this.document = document;
    }

    /** Expects the log to hold an end that it had earlier: then all commits up to it are the same as then. */
    public LogVerifier since(Tip earlier) {
        kept = earlier;
        return this;
    }

    /** Checks the next commit of the log. */
    public void accept(LoggedCommit commit) {
        accept(commit, commit.key().digest());
    }

    /**
     * Checks the next commit of the log.
     *
     * @param key the {@link CommitKey#digest digest} of its key, which stands for a key that is not known
     */
    public void accept(LoggedCommit commit, Digest key) {
        if (!commit.document().equals(document)) {
            problems.add("revision %d is of document %s".formatted(commit.revision(), commit.document()));
        }
        if (commit.revision() != revision + 1) {
            problems.add("revision %d follows revision %d".formatted(commit.revision(), revision));
        }
        if (!expectedHash(commit, key).equals(commit.hash())) {
            problems.add(
                    "revision %d has the hash %s, which does not follow from the commit before and its author, time and changes"
                            .formatted(commit.revision(), commit.hash()));
        }
        revision = commit.revision();
        tip = commit.tip();
        checkKept(commit.tip());
        for (var change : commit.changes()) {
            changes++;
            check(change);
        }
        state.accept(commit);
    }

    private Hash expectedHash(LoggedCommit commit, Digest key) {
        var before = tip == null ? Hash.beforeLog(document) : tip.hash();
        return CommitHash.of(before, commit.revision(), commit.stamp().at(), CommitHash.contents(commit, key));
    }

    private void checkKept(Tip reached) {
        if (kept != null && kept.revision() == reached.revision() && !kept.equals(reached)) {
            problems.add("revision %d is %s, where it was %s: the history up to it was replaced"
                    .formatted(reached.revision(), reached, kept));
        }
    }

    private void check(Change change) {
        var before = state.put(change);
        var expectedParent = before.map(Change::hash).orElseGet(() -> start(change));
        var expectedVersion = before.map(earlier -> earlier.version().next()).orElse(Version.FIRST);
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

    private Hash start(Change change) {
        return change.segment().map(segment -> Hash.before(segment.id())).orElseGet(() -> Hash.before(document));
    }

    private boolean digestHolds(Change change, Optional<Change> before) {
        var textHolds = change.erased()
                || change.computedDigest(document)
                        .filter(change.digest()::equals)
                        .isPresent();
        return textHolds && before.map(earlier -> keptTheRest(change, earlier)).orElse(true);
    }

    /** An operation on a segment leaves all that it does not set. */
    private static boolean keptTheRest(Change change, Change before) {
        return change.segment()
                .flatMap(after -> before.segment().map(was -> keptTheRest(change, before, after, was)))
                .orElseGet(() -> keptTheInfo(change, before));
    }

    private static boolean keptTheRest(Change change, Change before, Segment after, Segment was) {
        var setsText = change.operation() == Operation.REPLACE || change.operation() == Operation.RESTORE;
        var textKept = setsText
                || change.erased()
                || before.erased()
                || after.content().equals(was.content());
        var placeKept = change.operation() == Operation.MOVE || after.position().equals(was.position());
        var deletionShown = after.deleted() == (change.operation() == Operation.DELETE);
        return textKept
                && placeKept
                && deletionShown
                && after.kind() == was.kind()
                && after.block().separator().equals(was.block().separator());
    }

    /** An operation on the document other than a description leaves its metadata. */
    private static boolean keptTheInfo(Change change, Change before) {
        return change.operation() == Operation.DESCRIBE
                || change.ofDocument()
                        .map(Change.OfDocument::info)
                        .equals(before.ofDocument().map(Change.OfDocument::info));
    }

    private void report(Change change, String what) {
        var subject = LoggedState.subject(change);
        problems.add("revision %d: the %s of %s %s"
                .formatted(
                        revision,
                        change.operation().label(),
                        subject.isEmpty() ? "the document" : "segment " + subject,
                        what));
    }

    /** Checks that the document ends where its log ends. */
    public void compare(Tip current) {
        if (!Objects.equals(tip, current)) {
            problems.add("the document stands at %s, its log ends at %s".formatted(current, tip));
        }
    }

    /** Checks that the segments that are not deleted are those that the log leaves. */
    public void compare(Tip current, List<Segment> live) {
        compare(current);
        problems.addAll(state.problemsOf(live));
    }

    /** Checks that the metadata are those that the log leaves. */
    public void compare(Document served) {
        problems.addAll(state.problemsOf(served));
    }

    /** The hash of the metadata that the log leaves; empty before the first commit. */
    public Optional<Hash> metadata() {
        return state.lastOf("").map(Change::hash);
    }

    /** True if the log ends with this deletion of the document. */
    public boolean endsWithDeletion(Hash tombstone) {
        return state.lastOf("")
                .filter(change -> change.operation() == Operation.DELETE)
                .filter(change -> change.hash().equals(tombstone))
                .isPresent();
    }

    /** Checks that the log of a deleted document ends with its deletion. */
    public void compareWithTombstone(Hash tombstone) {
        if (!endsWithDeletion(tombstone)) {
            problems.add("the document is deleted (%s), and its log does not say so".formatted(tombstone));
        }
    }

    /** The errors found, one sentence each. */
    public List<String> problems() {
        var found = new ArrayList<>(problems);
        if (kept != null && kept.revision() > revision) {
            found.add("the log ends at %s, before %s: commits that were there are missing".formatted(tip, kept));
        }
        return List.copyOf(found);
    }

    /** The end of the log that was checked; empty before the first commit. */
    public Optional<Tip> tip() {
        return Optional.ofNullable(tip);
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
