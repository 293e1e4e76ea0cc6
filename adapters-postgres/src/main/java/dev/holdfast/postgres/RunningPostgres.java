package dev.holdfast.postgres;

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

/** A PostgreSQL that runs on a directory now, as its file postmaster.pid tells. */
record RunningPostgres(Path cluster, ProcessHandle process) {

    private static final int STOP_SECONDS = 60;

    /** Where postmaster.pid has the time of the start, in seconds since 1970. */
    private static final int STARTED_LINE = 2;

    /** The operating system counts from its own start, whose time it knows only roughly. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

    /** Written by PostgreSQL when it starts, and deleted when it stops, unless it is killed. */
    static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** What runs there; empty if nothing does, also if the file was left behind and its number is another process' now. */
    static Optional<RunningPostgres> in(Path cluster) {
        try {
            var lines = Files.readAllLines(pidFile(cluster));
            var pid = Long.parseLong(lines.get(0).strip());
            var started =
                    Instant.ofEpochSecond(Long.parseLong(lines.get(STARTED_LINE).strip()));
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> isPostgres(process, started))
                    .map(process -> new RunningPostgres(cluster, process));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new DatabaseCannotStart(
                    "%s cannot be read, so nobody can tell whether a PostgreSQL runs there (%s). If none does, delete the file."
                            .formatted(pidFile(cluster), e),
                    e);
        }
    }

    /** After a crash of the computer, the number may be that of another process, also of another PostgreSQL. */
    private static boolean isPostgres(ProcessHandle process, Instant started) {
        var info = process.info();
        var isNamedSo = info.command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(true);
        var isAsOld = info.startInstant()
                .map(start -> Duration.between(start, started).abs().compareTo(CLOCK_TOLERANCE) < 0)
                .orElse(true);
        return isNamedSo && isAsOld;
    }

    /** Asks it to stop, and waits until it has. */
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Waits until it has stopped, but not for ever. */
    void awaitEnd() {
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new DatabaseCannotStart(
                    "The PostgreSQL with process number %d, which uses %s, does not stop. Disconnect its clients, or end it with kill -INT %d."
                            .formatted(process.pid(), cluster, process.pid()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseCannotStart("Interrupted while PostgreSQL was stopping.", e);
        }
    }
}
