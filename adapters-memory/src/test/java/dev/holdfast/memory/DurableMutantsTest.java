package dev.holdfast.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.contract.DurableStoreContract;
import dev.holdfast.contract.ForwardingStore;
import dev.holdfast.contract.StorageFaults;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.StoreUnavailable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The contract of durable stores refuses stores with one fault each. They are in front of a storage in memory. */
final class DurableMutantsTest {

    /**
     * Contract of a store with a fault.
     *
     * @param storage the storage, with faults of its own
     * @param fault makes the store that is opened over it
     * @param reopening makes the store that is opened over it again
     */
    private record Mutated(
            MemoryStorage storage, UnaryOperator<DocumentStore> fault, UnaryOperator<DocumentStore> reopening)
            implements DurableStoreContract {

        static Mutated by(UnaryOperator<DocumentStore> fault) {
            return new Mutated(new MemoryStorage(), fault, fault);
        }

        @Override
        public DocumentStore emptyStore() {
            return fault.apply(storage);
        }

        @Override
        public StorageFaults faults() {
            return storage.faults(() -> reopening.apply(storage));
        }
    }

    /** Test of the contract. */
    private interface ContractTest {
        void run(DurableStoreContract contract);
    }

    /** Each test gets a storage of its own, because threads of one that failed may still use its storage. */
    private static void assertRefused(Supplier<Mutated> contract, ContractTest... tests) {
        for (var test : tests) {
            assertThatThrownBy(() -> test.run(contract.get())).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void a_right_store_keeps_the_contract() {
        var contract = Mutated.by(store -> store);

        contract.all_that_was_acknowledged_is_there_after_reopening();
        contract.a_reopened_document_is_edited_further();
        contract.commits_that_are_interrupted_are_made_once_when_they_are_sent_again();
        contract.faults().reconnect();
        contract.a_commit_whose_answer_is_lost_has_an_unknown_outcome_and_is_made_once();
        contract.a_commit_that_is_lost_is_made_when_it_is_sent_again();
        contract.a_storage_that_is_out_of_reach_is_unavailable_and_nothing_is_written();
        contract.an_erased_text_is_marked_in_every_read_of_its_version();
        contract.all_other_texts_stay_and_an_empty_one_is_not_taken_for_erased();
        contract.an_insertion_is_erased_too();
        contract.the_log_is_verified_continued_and_replayed_after_an_erasure();
    }

    @Test
    void a_store_that_keeps_its_documents_to_itself_is_refused() {
        var contract = new Mutated(new MemoryStorage(), store -> new MemoryDocumentStore(), store -> store);

        assertRefused(() -> contract, DurableStoreContract::all_that_was_acknowledged_is_there_after_reopening);
    }

    @Test
    void a_store_that_keeps_only_keys_to_itself_is_refused() {
        var contract = new Mutated(new MemoryStorage(), store -> store, Mutants.ForgottenKeys::new);

        assertRefused(() -> contract, DurableStoreContract::all_that_was_acknowledged_is_there_after_reopening);
    }

    @Test
    void a_store_that_keeps_writes_that_changed_nothing_to_itself_is_refused() {
        var contract = new Mutated(new MemoryStorage(), store -> store, ForgottenWrites::new);

        assertRefused(() -> contract, DurableStoreContract::all_that_was_acknowledged_is_there_after_reopening);
    }

    private static final class ForgottenWrites extends ForwardingStore {

        ForgottenWrites(DocumentStore store) {
            super(store);
        }

        @Override
        public Optional<UnchangedWrite> unchangedWithKey(DocumentId document, Author author, String key) {
            return Optional.empty();
        }
    }

    @Test
    void a_store_that_makes_a_commit_again_is_refused() {
        assertRefused(
                () -> Mutated.by(Mutants.ForgottenKeys::new),
                DurableStoreContract::commits_that_are_interrupted_are_made_once_when_they_are_sent_again,
                DurableStoreContract::a_commit_whose_answer_is_lost_has_an_unknown_outcome_and_is_made_once);
    }

    @Test
    void a_store_that_says_that_nothing_was_written_when_it_cannot_know_is_refused() {
        assertRefused(
                () -> Mutated.by(store -> new Claiming(store, false)),
                DurableStoreContract::a_commit_whose_answer_is_lost_has_an_unknown_outcome_and_is_made_once,
                DurableStoreContract::a_commit_that_is_lost_is_made_when_it_is_sent_again);
    }

    @Test
    void a_store_that_never_says_that_nothing_was_written_is_refused() {
        assertRefused(
                () -> Mutated.by(store -> new Claiming(store, true)),
                DurableStoreContract::a_storage_that_is_out_of_reach_is_unavailable_and_nothing_is_written);
    }

    /** Says the same of every failure. */
    private static final class Claiming extends ForwardingStore {

        private final boolean outcomeUnknown;

        Claiming(DocumentStore store, boolean outcomeUnknown) {
            super(store);
            this.outcomeUnknown = outcomeUnknown;
        }

        @Override
        public CommitOutcome commit(Commit commit) {
            try {
                return store.commit(commit);
            } catch (StoreUnavailable e) {
                throw new StoreUnavailable(outcomeUnknown, e);
            }
        }
    }

    @Test
    void a_store_that_does_not_mark_erased_texts_is_refused() {
        assertRefused(
                () -> Mutated.by(Mutants.UnmarkedErasure::new),
                DurableStoreContract::an_erased_text_is_marked_in_every_read_of_its_version,
                DurableStoreContract::an_insertion_is_erased_too);
    }

    @Test
    void a_store_that_drops_commits_with_erased_texts_is_refused() {
        assertRefused(
                () -> Mutated.by(DroppedCommits::new),
                DurableStoreContract::an_erased_text_is_marked_in_every_read_of_its_version,
                DurableStoreContract::the_log_is_verified_continued_and_replayed_after_an_erasure);
    }

    private static final class DroppedCommits extends ForwardingStore {

        DroppedCommits(DocumentStore store) {
            super(store);
        }

        @Override
        public List<LoggedCommit> commits(DocumentId id, long after, int limit) {
            return store.commits(id, after, limit).stream()
                    .filter(commit -> commit.changes().stream().noneMatch(Change::erased))
                    .toList();
        }
    }
}
