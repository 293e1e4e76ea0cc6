package dev.holdfast.application.storage;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.DocumentStore.Subscription;
import dev.holdfast.domain.DocumentId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Listeners of one process to the commits of a store ({@link DocumentStore#onCommit}). Safe for use by many threads. */
public final class CommitListeners {

    private static final System.Logger LOGGER = System.getLogger(CommitListeners.class.getName());

    private final List<Consumer<DocumentId>> listeners = new CopyOnWriteArrayList<>();

    public Subscription subscribe(Consumer<DocumentId> listener) {
        // A wrapper of its own, so that closing one subscription leaves another of the same listener alone.
        Consumer<DocumentId> own = document -> listener.accept(document);
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** Calls all listeners after a commit. One that fails is logged: the commit is done. */
    public void wake(DocumentId document) {
        for (var listener : listeners) {
            try {
                listener.accept(document);
            } catch (RuntimeException e) { // of any type
                LOGGER.log(System.Logger.Level.WARNING, "A listener failed after a commit of " + document, e);
            }
        }
    }
}
