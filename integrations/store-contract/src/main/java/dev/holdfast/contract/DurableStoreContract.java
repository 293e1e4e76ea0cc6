package dev.holdfast.contract;

import dev.holdfast.application.DocumentStore;

/**
 * Contract of a {@link DocumentStore} whose documents outlive it, in addition to {@link DocumentStoreContract}. Implement it, supply a store
 * over a storage whose faults can be brought about, and the tests run.
 */
public interface DurableStoreContract extends DurabilityContract, LostAnswerContract, ErasureContract {

    /** A store that holds nothing that gets into the way. */
    @Override
    DocumentStore emptyStore();

    /** The faults of the storage below the last {@link #emptyStore}. */
    @Override
    StorageFaults faults();
}
