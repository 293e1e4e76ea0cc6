package dev.holdfast.http.auth;

import dev.holdfast.application.session.Sessions;
import dev.holdfast.domain.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Upkeep of the sessions of one server: compares them with the store, deletes those that are over, and tells so. */
public final class SessionUpkeep implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(SessionUpkeep.class);
    private static final Duration DELETE = Duration.ofMinutes(10);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var created = new Thread(task, "sessions");
        created.setDaemon(true);
        return created;
    });

    /** Starts the upkeep. */
    public SessionUpkeep(Sessions sessions, SecurityEvents events) {
        this(sessions, events, Sessions.REFRESH, DELETE);
    }

    SessionUpkeep(Sessions sessions, SecurityEvents events, Duration refresh, Duration delete) {
        every(refresh, sessions::refresh);
        every(delete, () -> sessions.deleteOver().forEach(events::sessionOver));
    }

    private void every(Duration pause, Runnable task) {
        var unused = thread.scheduleWithFixedDelay(
                () -> run(task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (StoreUnavailable e) {
            LOGGER.debug("The sessions could not be compared with the store", e); // which logs it
        } catch (RuntimeException | Error e) { // of any type: it must not stop the upkeep
            LOGGER.error("The upkeep of the sessions failed and is tried again", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
