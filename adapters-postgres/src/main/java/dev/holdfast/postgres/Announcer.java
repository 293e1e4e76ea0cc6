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
 * Tells other processes of commits that were done here. Never within the transaction of a commit, because PostgreSQL lets
 * those that notify commit one at a time, whatever they are about; and never on the thread of whoever saves. What is committed
 * while it speaks is told with the next statement. It may fail: followers poll.
 */
final class Announcer implements AutoCloseable {

    static final String CHANNEL = "holdfast_commit";

    private static final Logger LOGGER = LoggerFactory.getLogger(Announcer.class);
    private static final long IDLE_SECONDS = 10;
    private static final long CLOSE_SECONDS = 1;

    private final Jdbi jdbi;
    private final Set<DocumentId> changed = new LinkedHashSet<>();
    private final ThreadPoolExecutor thread;

    Announcer(Jdbi jdbi) {
        this.jdbi = jdbi;
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

    /** Tells of a commit soon, and returns at once. */
    void announce(DocumentId document) {
        boolean isFirst;
        synchronized (changed) {
            isFirst = changed.isEmpty();
            changed.add(document);
        }
        if (isFirst) {
            thread.execute(this::announceAll);
        }
    }

    private void announceAll() {
        List<String> ids;
        synchronized (changed) {
            ids = changed.stream().map(DocumentId::value).toList();
            changed.clear();
        }
        try {
            jdbi.useHandle(handle -> {
                handle.getConnection().setAutoCommit(true);
                var unused = handle.createQuery("SELECT pg_notify(:channel, id)::text FROM unnest(:ids) AS id")
                        .bind("channel", CHANNEL)
                        .bindArray("ids", String.class, ids)
                        .mapTo(String.class)
                        .list();
            });
        } catch (JdbiException | SQLException e) {
            LOGGER.debug("Other processes were not told of commits of {}; they will find them by themselves", ids, e);
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
