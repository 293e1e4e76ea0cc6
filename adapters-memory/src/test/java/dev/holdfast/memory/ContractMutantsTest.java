package dev.holdfast.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.contract.DocumentStoreContract;
import dev.holdfast.domain.DocumentId;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The contract of stores refuses stores with one fault each. */
final class ContractMutantsTest {

    /** Contract of a store in memory with a fault. */
    private record Mutated(UnaryOperator<DocumentStore> fault) implements DocumentStoreContract {

        @Override
        public DocumentStore emptyStore() {
            return fault.apply(new MemoryDocumentStore());
        }

        @Override
        public AutoCloseable use(DocumentStore store, DocumentId document) throws InterruptedException {
            return SlowRead.of(store, document);
        }
    }

    /** Test of the contract. */
    private interface ContractTest {
        void run(DocumentStoreContract contract) throws Exception;
    }

    private static void assertRefused(UnaryOperator<DocumentStore> fault, ContractTest... tests) {
        var contract = new Mutated(fault);
        for (var test : tests) {
            assertThatThrownBy(() -> test.run(contract)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void a_store_that_reads_a_document_and_its_segments_at_different_moments_is_refused() {
        assertRefused(
                Mutants.TornReads::new,
                DocumentStoreContract::a_page_is_of_one_moment,
                DocumentStoreContract::the_rest_of_a_document_is_of_one_moment,
                DocumentStoreContract::named_segments_and_their_document_are_of_one_moment,
                DocumentStoreContract::an_older_version_of_a_document_ends_its_log_at_one_moment,
                DocumentStoreContract::a_commit_in_the_log_is_whole);
    }

    @Test
    void a_store_whose_commits_of_different_documents_wait_for_each_other_is_refused() {
        assertRefused(
                Mutants.OneLock::new,
                DocumentStoreContract::commits_of_other_documents_do_not_wait_for_one_that_is_in_use);
    }

    @Test
    void a_store_that_does_not_look_at_conditions_is_refused() {
        assertRefused(
                Mutants.UncheckedConditions::new,
                DocumentStoreContract::of_two_commits_that_rely_on_what_the_other_changes_one_is_made);
    }

    @Test
    void a_store_that_forgets_keys_is_refused() {
        assertRefused(
                Mutants.ForgottenKeys::new,
                DocumentStoreContract::a_commit_that_arrives_twice_among_neighbours_is_made_once_and_answered_twice,
                DocumentStoreContract::of_two_requests_with_one_key_at_once_one_is_made);
    }

    @Test
    void a_store_that_gives_one_key_to_a_commit_and_to_a_write_that_changed_nothing_is_refused() {
        assertRefused(
                Mutants.SharedKeys::new,
                DocumentStoreContract::a_commit_with_the_key_of_such_a_write_is_not_made,
                DocumentStoreContract::of_a_commit_and_such_a_write_with_one_key_at_once_one_is_done);
    }

    @Test
    void a_batch_whose_commits_get_the_outcomes_of_their_neighbours_is_refused() {
        assertRefused(
                store -> new GroupCommit(store, GroupCommit::exchanged),
                DocumentStoreContract::neighbours_in_one_document_are_all_made_and_each_gets_its_own_result,
                DocumentStoreContract::neighbours_of_other_documents_have_nothing_to_do_with_each_other);
    }

    @Test
    void a_batch_that_one_commit_can_spoil_is_refused() {
        assertRefused(
                store -> new GroupCommit(store, GroupCommit::contagious),
                DocumentStoreContract::a_refused_neighbour_takes_nobody_along_and_leaves_no_trace);
    }

    @Test
    void a_batch_that_claims_to_write_a_repeated_commit_twice_is_refused() {
        assertRefused(
                store -> new GroupCommit(store, GroupCommit::doubled),
                DocumentStoreContract::a_commit_that_arrives_twice_among_neighbours_is_made_once_and_answered_twice);
    }

    @Test
    void a_batch_that_loses_commits_is_refused() {
        assertRefused(
                store -> new GroupCommit(store, GroupCommit::lost),
                DocumentStoreContract::neighbours_in_one_document_are_all_made_and_each_gets_its_own_result,
                DocumentStoreContract::edits_beside_the_deletion_of_their_document_are_made_before_it_or_not_at_all);
    }

    @Test
    void a_right_batch_keeps_the_contract() throws Exception {
        var contract = new Mutated(store -> new GroupCommit(store, GroupCommit::right));

        contract.neighbours_in_one_document_are_all_made_and_each_gets_its_own_result();
        contract.a_refused_neighbour_takes_nobody_along_and_leaves_no_trace();
        contract.a_commit_that_arrives_twice_among_neighbours_is_made_once_and_answered_twice();
        contract.of_two_requests_with_one_key_at_once_one_is_made();
        contract.of_two_commits_that_rely_on_what_the_other_changes_one_is_made();
        contract.edits_beside_the_deletion_of_their_document_are_made_before_it_or_not_at_all();
        contract.neighbours_of_other_documents_have_nothing_to_do_with_each_other();
        contract.times_of_neighbours_do_not_go_back();
    }
}
