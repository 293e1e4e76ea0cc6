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

/** Subscribers to commits of this process and of others. Listens for the others only while there are subscribers. */
final class CommitListeners implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommitListeners.class);

    private final DataSource database;
    private final String channel;
    private final List<Consumer<DocumentId>> listeners = new CopyOnWriteArrayList<>();
    private @Nullable NotificationListener remote;
    private boolean closed;

    CommitListeners(Transactions transactions) {
        this.database = transactions.database();
        this.channel = transactions.schema().channel();
    }

    synchronized Subscription subscribe(Consumer<DocumentId> listener) {
        // A new wrapper each time, so that closing one subscription keeps others of the same listener.
        Consumer<DocumentId> own = document -> listener.accept(document);
        listeners.add(own);
        if (remote == null && !closed) {
            remote = NotificationListener.start(database, channel, this::notifyListeners);
        }
        return () -> unsubscribe(own);
    }

    private synchronized void unsubscribe(Consumer<DocumentId> own) {
        listeners.remove(own);
        if (listeners.isEmpty() && remote != null) {
            remote.stop();
            remote = null;
        }
    }

    void notifyListeners(DocumentId document) {
        for (var listener : listeners) {
            try {
                listener.accept(document);
            } catch (RuntimeException e) { // the commit is done, so a failing listener must not fail it
                LOGGER.warn("A commit listener failed for document {}", document, e);
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
