package dev.holdfast.postgres;

import dev.holdfast.application.DocumentStore.Subscription;
import dev.holdfast.domain.DocumentId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who asked to be woken after a commit, by this process or another. Listens to others while there is somebody. */
final class Listeners implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Listeners.class);

    private final DataSource database;
    private final List<Consumer<DocumentId>> listeners = new CopyOnWriteArrayList<>();
    private @Nullable RemoteCommits remote;
    private boolean closed;

    Listeners(DataSource database) {
        this.database = database;
    }

    synchronized Subscription add(Consumer<DocumentId> listener) {
        // A wrapper of its own, so that closing one subscription leaves another of the same listener alone.
        Consumer<DocumentId> own = document -> listener.accept(document);
        listeners.add(own);
        if (remote == null && !closed) {
            remote = RemoteCommits.of(database, this::wake);
        }
        return () -> remove(own);
    }

    private synchronized void remove(Consumer<DocumentId> own) {
        listeners.remove(own);
        if (listeners.isEmpty() && remote != null) {
            remote.stop();
            remote = null;
        }
    }

    void wake(DocumentId document) {
        for (var listener : listeners) {
            try {
                listener.accept(document);
            } catch (RuntimeException e) { // whatever a listener does, the commit is done
                LOGGER.warn("A listener failed after a commit of {}", document, e);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (remote != null) {
            remote.close();
            remote = null;
        }
    }
}
