package dev.holdfast.application.storage;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.KeyUsedOtherwise;
import dev.holdfast.application.CommitOutcome.PositionTaken;
import dev.holdfast.application.CommitOutcome.Repeated;
import dev.holdfast.application.CommitOutcome.Stale;
import dev.holdfast.application.CommitOutcome.StaleDocument;
import dev.holdfast.application.CommitOutcome.StaleEdit;
import dev.holdfast.application.CommitOutcome.Unchanged;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitHash;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Stamp;
import dev.holdfast.domain.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules by which a store applies a commit. A store locks the document, asks {@link #apply}, and writes what a {@link Committed} holds in
 * the same transaction; any other outcome writes nothing.
 */
public final class CommitRules {

    private final Commit commit;
    private final CurrentDocument current;

    private CommitRules(Commit commit, CurrentDocument current) {
        this.commit = commit;
        this.current = current;
    }

    /**
     * Applies a commit to a document.
     *
     * @param current the document, which does not change until the store has written the outcome
     */
    public static CommitOutcome apply(Commit commit, CurrentDocument current) {
        return new CommitRules(commit, current).apply();
    }

    /** The document after a commit. */
    public static Document after(Optional<Document> before, LoggedCommit commit) {
        return commit.documentChange()
                .map(change -> Document.after(before, change, commit))
                .orElseGet(() -> before.orElseThrow().at(commit.tip()));
    }

    private CommitOutcome apply() {
        var author = commit.stamp().by();
        var key = commit.key();
        return current.commitWithKey(author, key.value())
                .<CommitOutcome>map(
                        earlier -> earlier.key().equals(key) ? new Repeated(earlier) : new KeyUsedOtherwise())
                .or(() -> current.unchangedWithKey(author, key.value())
                        .map(kept -> kept.key().equals(key) ? new Unchanged(kept) : new KeyUsedOtherwise()))
                .orElseGet(this::applyNew);
    }

    private CommitOutcome applyNew() {
        if (!fitsDocument()) {
            return new StaleDocument(current.document());
        }
        var conflicts = conflicts();
        if (!conflicts.isEmpty()) {
            return new Stale(conflicts);
        }
        return isAnyPositionTaken() ? new PositionTaken() : new Committed(logged());
    }

    private boolean fitsDocument() {
        return commit.documentEdit()
                .map(edit -> edit.fits(current.document()))
                .orElseGet(() -> current.document()
                        .filter(document -> !document.deleted())
                        .isPresent());
    }

    private List<StaleEdit> conflicts() {
        var edits = commit.edits();
        var conflicts = new ArrayList<StaleEdit>();
        for (var i = 0; i < edits.size(); i++) {
            var segment = current.segment(edits.get(i).segment());
            if (!edits.get(i).fits(segment)) {
                conflicts.add(new StaleEdit(i, segment));
            }
        }
        for (var i = 0; i < commit.conditionChecks().size(); i++) {
            var check = commit.conditionChecks().get(i);
            var segment = current.segment(check.segment());
            if (!check.fits(segment)) {
                conflicts.add(new StaleEdit(edits.size() + i, segment));
            }
        }
        return conflicts;
    }

    /** A place that another edit of the commit leaves is taken too: the order of the edits must not matter. */
    private boolean isAnyPositionTaken() {
        var wanted = new HashMap<Position, SegmentId>();
        for (var edit : commit.edits()) {
            if (edit.place().filter(place -> isTaken(place, edit, wanted)).isPresent()) {
                return true;
            }
            edit.place().ifPresent(place -> wanted.put(place, edit.segment()));
        }
        return false;
    }

    private boolean isTaken(Position place, Edit edit, Map<Position, SegmentId> wanted) {
        return Optional.ofNullable(wanted.get(place))
                .or(() -> current.at(place))
                .filter(holder -> !holder.equals(edit.segment()))
                .isPresent();
    }

    private LoggedCommit logged() {
        var stamp = current.lastCommitAt().map(commit.stamp()::notBefore).orElse(commit.stamp());
        var changes = new ArrayList<Change>();
        commit.documentEdit().ifPresent(edit -> changes.add(change(edit)));
        commit.edits().forEach(edit -> changes.add(change(edit, stamp)));
        var revision = current.document().map(Document::revision).orElse(0L) + 1;
        var before = current.document()
                .map(document -> document.tip().hash())
                .orElseGet(() -> Hash.beforeLog(commit.document()));
        var hash = CommitHash.of(before, revision, stamp.at(), CommitHash.contents(commit));
        return new LoggedCommit(commit.document(), revision, hash, commit.key(), stamp, changes);
    }

    private Change change(Edit edit, Stamp stamp) {
        return Change.OfSegment.of(edit, edit.applied(current.segment(edit.segment()), stamp));
    }

    private Change change(DocumentEdit edit) {
        var document = current.document();
        var version = document.map(before -> before.version().next()).orElse(Version.FIRST);
        return Change.OfDocument.of(edit, version, edit.applied(document.map(Document::info)));
    }
}
