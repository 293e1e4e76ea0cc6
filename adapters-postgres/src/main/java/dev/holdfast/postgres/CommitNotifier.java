package dev.holdfast.postgres;

import dev.holdfast.domain.DocumentId;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sender of the PostgreSQL notifications (NOTIFY) for this process's commits. It never runs within the transaction of a
 * commit, because PostgreSQL serializes the commits of all transactions that notify, and never on the thread of a request.
 * Commits during one NOTIFY statement share the next one. Failures are only logged: followers poll as well.
 */
final class CommitNotifier implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommitNotifier.class);
    private static final long IDLE_SECONDS = 10;
    private static final long CLOSE_SECONDS = 1;

    private final Jdbi jdbi;
    private final String channel;
    private final Set<DocumentId> pending = new LinkedHashSet<>();
    private final ThreadPoolExecutor thread;

    CommitNotifier(Transactions transactions) {
        this.jdbi = transactions.jdbi();
        this.channel = transactions.schema().channel();
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    var daemon = new Thread(task, "holdfast-notify");
                    daemon.setDaemon(true);
                    return daemon;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    /** Queues the notification for a commit to this document, and returns at once. */
    void notifyCommit(DocumentId document) {
        boolean isFirst;
        synchronized (pending) {
            isFirst = pending.isEmpty();
            pending.add(document);
        }
        if (isFirst) {
            thread.execute(this::notifyPending);
        }
    }

    private void notifyPending() {
        List<String> ids;
        synchronized (pending) {
            ids = pending.stream().map(DocumentId::value).toList();
            pending.clear();
        }
        try {
            jdbi.useHandle(handle -> {
                handle.getConnection().setAutoCommit(true);
                var unused = handle.createQuery("SELECT pg_notify(:channel, id)::text FROM unnest(:ids) AS id")
                        .bind("channel", channel)
                        .bindArray("ids", String.class, ids)
                        .mapTo(String.class)
                        .list();
            });
        } catch (JdbiException | SQLException e) {
            LOGGER.debug("Could not notify other processes of commits to {}; they will find them by polling", ids, e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
