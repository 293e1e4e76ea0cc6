package dev.holdfast.contract;

import dev.holdfast.application.DocumentStore;

/**
 * Contract of a {@link DocumentStore}. Implement it, supply a store, and the tests run; a store over a database that was used before
 * will do, as the tests use names of their own.
 */
public interface DocumentStoreContract
        extends CommitContract,
                KeyContract,
                LogContract,
                ChainContract,
                ReadContract,
                UnchangedContract,
                SnapshotContract,
                ConcurrencyContract,
                BurstContract,
                ParallelContract {

    /** A store that holds nothing that gets into the way. */
    @Override
    DocumentStore emptyStore();
}
