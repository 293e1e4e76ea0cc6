package dev.holdfast.postgres;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.KeyUsedOtherwise;
import dev.holdfast.application.CommitOutcome.Repeated;
import dev.holdfast.application.CommitOutcome.Stale;
import dev.holdfast.application.CommitOutcome.StaleDocument;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Segment;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Attempt to write a commit: in one statement if that can do it, otherwise in a transaction. A statement that wrote nothing is
 * explained by what is there afterwards; only if that explains nothing the transaction decides.
 */
final class CommitAttempt {

    private final Transactions transactions;
    private final GroupCommit groups;
    private final Commit commit;
    private boolean sent;

    CommitAttempt(Transactions transactions, GroupCommit groups, Commit commit) {
        this.transactions = transactions;
        this.groups = groups;
        this.commit = commit;
    }

    /** True if the commit was sent and its response is outstanding. */
    boolean isSent() {
        return sent;
    }

    CommitOutcome run() {
        return CommitStatement.of(commit).flatMap(this::inOneStatement).orElseGet(this::inTransaction);
    }

    /** Empty if the transaction has to decide. */
    private Optional<CommitOutcome> inOneStatement(CommitStatement statement) {
        var committed = committed(statement);
        return committed.isPresent() ? committed.map(Committed::new) : refusal();
    }

    private Optional<LoggedCommit> committed(CommitStatement statement) {
        try {
            return groups.write(statement);
        } catch (StatementFailure e) {
            sent = e.isSent();
            throw e;
        }
    }

    /** The reason why nothing was written; empty if nothing shows it any more, or a position is taken. */
    private Optional<CommitOutcome> refusal() {
        var found = transactions.once(connection -> new CurrentState(connection)
                .segments(
                        commit.document(),
                        commit.edits().stream().map(Edit::segment).toList(),
                        commit.stamp().by(),
                        commit.key().value()));
        var earlier = found.map(CurrentState.Named::earlier).orElseGet(OptionalLong::empty);
        if (earlier.isPresent()) {
            return Optional.of(outcomeOfKey(earlier.getAsLong()));
        }
        var document = found.map(named -> named.page().document());
        if (document.filter(live -> !live.deleted()).isEmpty()) {
            return Optional.of(new StaleDocument(document));
        }
        var current = found.orElseThrow().page().segments().stream()
                .collect(Collectors.toMap(Segment::id, Function.identity()));
        var stale = StaleEdits.of(commit, edit -> true, current);
        return stale.isEmpty() ? Optional.empty() : Optional.of(new Stale(stale));
    }

    private CommitOutcome outcomeOfKey(long revision) {
        var earlier = transactions
                .jdbi()
                .withHandle(handle -> new LogTables(handle, commit.document()).after(revision - 1, 1))
                .get(0);
        return earlier.key().equals(commit.key()) ? new Repeated(earlier) : new KeyUsedOtherwise();
    }

    private CommitOutcome inTransaction() {
        return transactions.jdbi().withHandle(this::inTransaction);
    }

    private CommitOutcome inTransaction(Handle handle) {
        handle.begin();
        handle.execute(Transactions.SET_IDLE_TIMEOUT);
        var outcome = new CommitTransaction(handle, commit).run();
        if (outcome instanceof Committed) {
            sent = true;
            handle.commit();
        } else {
            handle.rollback();
        }
        return outcome;
    }
}
