package dev.holdfast.postgres;

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
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Stamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Statements of one commit, run in a transaction of isolation READ COMMITTED or stricter. The caller ends the transaction:
 * COMMIT if the outcome is {@link Committed}, otherwise ROLLBACK.
 *
 * <p>The first statement locks the document's row. This serializes the commits of a document, so its revisions have no gaps
 * and become visible in their order, each is chained to the one before, and no time goes back. The preconditions of the edits are part of the statements; the row counts decide.
 */
final class CommitTransaction {

    private final Commit commit;
    private final DocumentTable documents;
    private final SegmentTable segments;
    private final LogTables log;
    private final UnchangedWrites unchanged;

    CommitTransaction(Handle handle, Commit commit) {
        this.commit = commit;
        this.documents = new DocumentTable(handle);
        this.segments = new SegmentTable(handle, commit.document());
        this.log = new LogTables(handle, commit.document());
        this.unchanged = new UnchangedWrites(handle, commit.document());
    }

    CommitOutcome run() {
        var state = commit.documentEdit()
                .map(edit -> documents.advance(commit, edit))
                .orElseGet(() -> documents.advance(commit));
        return state.isEmpty()
                ? outcomeOfKey().orElseGet(() -> new StaleDocument(documents.find(commit.document())))
                : run(state.get());
    }

    /** Writes the rest, under the lock of the document. */
    private CommitOutcome run(DocumentTable.State state) {
        var tip = state.tip();
        var stamp = new Stamp(commit.stamp().by(), state.at());
        if (!log.append(commit, tip, stamp)) {
            return outcomeOfKey().orElseThrow();
        }
        if (isAnyPositionTaken() || isAnyConditionStale()) {
            var conflicts = conflicts(edit -> true);
            return conflicts.isEmpty() ? new PositionTaken() : new Stale(conflicts);
        }
        var written = write(stamp);
        if (written.size() != commit.edits().size()) {
            return new Stale(conflicts(edit -> !written.containsKey(edit.segment())));
        }
        var changes = new ArrayList<Change>();
        commit.documentEdit().ifPresent(edit -> changes.add(documents.change(edit, state.version())));
        commit.edits().forEach(edit -> changes.add(Change.OfSegment.of(edit, written(edit, written))));
        log.append(changes, tip.revision());
        return new Committed(
                new LoggedCommit(commit.document(), tip.revision(), tip.hash(), commit.key(), stamp, changes));
    }

    private static Segment written(Edit edit, Map<SegmentId, Segment> written) {
        return Optional.ofNullable(written.get(edit.segment())).orElseThrow();
    }

    /** The outcome if the author has used the key before: a repeated request, or another request with the same key. */
    private Optional<CommitOutcome> outcomeOfKey() {
        var author = commit.stamp().by();
        var key = commit.key();
        return log.withKey(author, key.value())
                .<CommitOutcome>map(
                        earlier -> earlier.key().equals(key) ? new Repeated(earlier) : new KeyUsedOtherwise())
                .or(() -> unchanged
                        .withKey(author, key.value())
                        .map(write -> write.key().equals(key) ? new Unchanged(write) : new KeyUsedOtherwise()));
    }

    private boolean isAnyPositionTaken() {
        var wanted = new HashMap<Position, SegmentId>();
        for (var edit : commit.edits()) {
            var duplicate = edit.place().map(place -> wanted.putIfAbsent(place, edit.segment()));
            if (duplicate.isPresent()) {
                return true;
            }
        }
        return !wanted.isEmpty()
                && segments.occupied(wanted.keySet()).stream()
                        .anyMatch(found -> !found.segment().equals(wanted.get(found.position())));
    }

    /** Reads under the document's lock, so the result holds until the end of the transaction. */
    private boolean isAnyConditionStale() {
        var current = current(commit.conditionChecks().stream()
                .map(Commit.ConditionCheck::segment)
                .collect(Collectors.toSet()));
        return commit.conditionChecks().stream()
                .anyMatch(check -> !check.fits(Optional.ofNullable(current.get(check.segment()))));
    }

    private Map<SegmentId, Segment> current(Set<SegmentId> ids) {
        return ids.isEmpty()
                ? Map.of()
                : segments.find(ids).stream().collect(Collectors.toMap(Segment::id, Function.identity()));
    }

    private Map<SegmentId, Segment> write(Stamp stamp) {
        var inserts = new ArrayList<Edit.Insert>();
        var updates = new ArrayList<Edit>();
        for (var edit : commit.edits()) {
            if (edit instanceof Edit.Insert insert) {
                inserts.add(insert);
            } else {
                updates.add(edit);
            }
        }
        return Stream.of(segments.insert(inserts, stamp), segments.update(updates, stamp))
                .flatMap(Collection::stream)
                .collect(Collectors.toMap(Segment::id, Function.identity()));
    }

    /**
     * The conflicts of a commit that is rolled back, in the order of its edits and then of its conditions.
     *
     * @param suspected selects the edits that were not written
     */
    private List<StaleEdit> conflicts(Predicate<Edit> suspected) {
        var suspects =
                commit.edits().stream().filter(suspected).map(Edit::segment).collect(Collectors.toSet());
        var conditionChecks = commit.conditionChecks().stream().map(Commit.ConditionCheck::segment);
        var current = current(Stream.concat(suspects.stream(), conditionChecks).collect(Collectors.toSet()));
        return StaleEdits.of(commit, suspected, current);
    }
}
