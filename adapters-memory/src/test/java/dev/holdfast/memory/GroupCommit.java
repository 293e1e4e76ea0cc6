package dev.holdfast.memory;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.contract.ForwardingStore;
import dev.holdfast.domain.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Store that writes the commits that arrive together as one batch, as a store does that saves round trips. What it makes of a
 * batch is right or wrong.
 */
final class GroupCommit extends ForwardingStore {

    /** Result of a batch: an outcome for each commit, in their order. */
    interface Batch extends Function<List<Commit>, List<CommitOutcome>> {}

    private record Arrived(Commit commit, CompletableFuture<CommitOutcome> outcome) {}

    private static final long GATHERED_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final Batch batch;
    private List<Arrived> waiting = new ArrayList<>();

    GroupCommit(DocumentStore store, Function<DocumentStore, Batch> batch) {
        super(store);
        this.batch = batch.apply(store);
    }

    @Override
    public CommitOutcome commit(Commit commit) {
        var arrived = new Arrived(commit, new CompletableFuture<>());
        if (isFirst(arrived)) {
            LockSupport.parkNanos(GATHERED_NANOS);
            var all = taken();
            var outcomes = batch.apply(all.stream().map(Arrived::commit).toList());
            for (var i = 0; i < all.size(); i++) {
                all.get(i).outcome().complete(outcomes.get(i));
            }
        }
        return arrived.outcome().join();
    }

    private synchronized boolean isFirst(Arrived arrived) {
        waiting.add(arrived);
        return waiting.size() == 1;
    }

    private synchronized List<Arrived> taken() {
        var all = waiting;
        waiting = new ArrayList<>();
        return all;
    }

    /** Each commit by itself. */
    static Batch right(DocumentStore store) {
        return commits -> commits.stream().map(store::commit).toList();
    }

    /** Commits get the outcomes of their neighbours. */
    static Batch exchanged(DocumentStore store) {
        return commits -> {
            var outcomes = new ArrayList<>(right(store).apply(commits));
            outcomes.add(outcomes.remove(0));
            return outcomes;
        };
    }

    /** The first refusal refuses all that come after it. */
    static Batch contagious(DocumentStore store) {
        return commits -> {
            var outcomes = new ArrayList<CommitOutcome>();
            for (var commit : commits) {
                var last = outcomes.isEmpty() ? null : outcomes.get(outcomes.size() - 1);
                outcomes.add(last instanceof CommitOutcome.Stale ? last : store.commit(commit));
            }
            return outcomes;
        };
    }

    /** A commit that is there twice is written once, and its copy is said to be written too. */
    static Batch doubled(DocumentStore store) {
        return commits -> right(store).apply(commits).stream()
                .map(outcome -> outcome instanceof CommitOutcome.Repeated repeated
                        ? new CommitOutcome.Committed(repeated.commit())
                        : outcome)
                .toList();
    }

    /** Of the commits of one batch only the last is written, and all are said to be. */
    static Batch lost(DocumentStore store) {
        return commits -> {
            var outcome = store.commit(commits.get(commits.size() - 1));
            return commits.stream().map(commit -> outcome).toList();
        };
    }
}
