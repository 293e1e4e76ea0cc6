package dev.holdfast.contract;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Version;

/** Faults of the storage below a store, and the work on it that no store offers. */
public interface StorageFaults {

    /** The store, closed with all its connections and opened again over the same storage. */
    DocumentStore reopened();

    /** The next commit is made, but its answer gets lost, and the storage is out of reach from then on. */
    void loseNextAnswer();

    /** The next commit gets lost on its way, and the storage is out of reach from then on. */
    void loseNextCommit();

    /** The storage is out of reach from now on. */
    void disconnect();

    /** The storage is in reach again. */
    void reconnect();

    /** Breaks everything that the store has under way in the storage, which stays in reach. */
    void interrupt();

    /** Erases the text of one version from the log. */
    void erase(SegmentId segment, Version version);
}
