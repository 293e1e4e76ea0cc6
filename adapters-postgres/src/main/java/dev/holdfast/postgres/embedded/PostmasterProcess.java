package dev.holdfast.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Running PostgreSQL server of a cluster, found by its file {@code postmaster.pid}. */
record PostmasterProcess(Path cluster, ProcessHandle process) {

    static final int STOP_SECONDS = 60;

    /** The line of postmaster.pid with the start time, in seconds since 1970. */
    private static final int STARTED_LINE = 2;

    /** The operating system derives process start times from its boot time, which is not exact. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

    /** The file that PostgreSQL creates when it starts and deletes when it stops, but not when it is killed. */
    static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Returns the running server. Empty if none runs, also if the file is stale and its process id belongs to another process. */
    static Optional<PostmasterProcess> in(Path cluster) {
        try {
            var lines = Files.readAllLines(pidFile(cluster));
            var pid = Long.parseLong(lines.get(0).strip());
            var started =
                    Instant.ofEpochSecond(Long.parseLong(lines.get(STARTED_LINE).strip()));
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> isPostgres(process, started))
                    .map(process -> new PostmasterProcess(cluster, process));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new EmbeddedDatabaseFailure(
                    "Cannot read %s, the file of a running PostgreSQL server (%s). If no server is running, delete the file."
                            .formatted(pidFile(cluster), e),
                    e);
        }
    }

    /** After a restart of the computer, the process id may belong to another process, even another PostgreSQL. */
    private static boolean isPostgres(ProcessHandle process, Instant started) {
        var info = process.info();
        var isNamedPostgres = info.command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(true);
        var startedThen = info.startInstant()
                .map(start -> Duration.between(start, started).abs().compareTo(CLOCK_TOLERANCE) < 0)
                .orElse(true);
        return isNamedPostgres && startedThen;
    }

    /** Requests a shutdown and waits for it. */
    void stop() {
        process.destroy();
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new EmbeddedDatabaseFailure(
                    "The PostgreSQL server with process id %d, which uses %s, did not stop. Close its connections, or end it with kill -INT %d."
                            .formatted(process.pid(), cluster, process.pid()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseFailure("Interrupted while PostgreSQL was stopping.", e);
        }
    }
}
