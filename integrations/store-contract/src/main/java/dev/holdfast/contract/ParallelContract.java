package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.replace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.DocumentId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Contract of commits of different documents: they do not wait for each other. */
public interface ParallelContract {

    /** Less than a store waits for a document that is in use, and more than many commits take. */
    int DEADLINE_SECONDS = 7;

    /** More commits than a store has connections. */
    int WAITING = 24;

    DocumentStore emptyStore();

    /**
     * Keeps a document in use, as a commit does that takes long, until the result is closed.
     *
     * @param store a result of {@link #emptyStore}
     */
    AutoCloseable use(DocumentStore store, DocumentId document) throws Exception;

    @Test
    default void commits_of_other_documents_do_not_wait_for_one_that_is_in_use() throws Exception {
        assertOthersGoOn(1);
    }

    @Test
    default void commits_of_other_documents_do_not_wait_however_many_wait_for_one() throws Exception {
        assertOthersGoOn(WAITING);
    }

    private void assertOthersGoOn(int waiting) throws Exception {
        var store = emptyStore();
        var held = StoredText.in(store);
        var late = IntStream.range(0, waiting)
                .mapToObj(i -> held.commit(replace(held.stored("0"), "late")))
                .toList();
        var others = new ArrayList<Commit>();
        for (var i = 0; i < 4; i++) {
            var text = StoredText.in(store);
            others.add(text.commit(replace(text.stored("0"), "1")));
        }
        others.add(StoredText.of(store, StoredText.newDocumentId()).create("New"));
        var threads = Executors.newCachedThreadPool();
        try {
            List<Future<CommitOutcome>> pending;
            try (var use = use(store, held.id())) {
                assertThat(use).isNotNull();
                pending = send(threads, store, late);
                var made = threads.invokeAll(tasks(store, others), DEADLINE_SECONDS, TimeUnit.SECONDS);

                assertThat(made).noneMatch(Future::isCancelled);
                assertThat(outcomes(made)).hasOnlyElementsOfType(Committed.class);
                assertThat(pending).noneMatch(Future::isDone);
            }
            assertThat(outcomes(pending)).hasOnlyElementsOfType(Committed.class);
            held.verifyLog();
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Future<CommitOutcome>> send(
            ExecutorService threads, DocumentStore store, List<Commit> commits) {
        return tasks(store, commits).stream().map(threads::submit).toList();
    }

    private static List<Callable<CommitOutcome>> tasks(DocumentStore store, List<Commit> commits) {
        return commits.stream()
                .map(commit -> (Callable<CommitOutcome>) () -> store.commit(commit))
                .toList();
    }

    private static List<CommitOutcome> outcomes(List<Future<CommitOutcome>> futures) throws Exception {
        var outcomes = new ArrayList<CommitOutcome>();
        for (var future : futures) {
            outcomes.add(future.get(30, TimeUnit.SECONDS));
        }
        return outcomes;
    }
}
