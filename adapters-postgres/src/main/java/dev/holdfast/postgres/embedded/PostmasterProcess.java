package dev.holdfast.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/** Running PostgreSQL server of a cluster, found by its file {@code postmaster.pid}. */
record PostmasterProcess(Path cluster, ProcessHandle process) {

    static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(50);

    /** The line of postmaster.pid with the start time, in seconds since 1970. */
    private static final int STARTED_LINE = 2;

    /** The line of postmaster.pid with the port. */
    private static final int PORT_LINE = 3;

    /** The operating system derives process start times from its boot time, which is not exact. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

    /** The file that PostgreSQL creates when it starts and deletes when it stops, but not when it is killed. */
    static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Returns the running server. Empty if none runs, also if the file is stale and its process id belongs to another process. */
    static Optional<PostmasterProcess> in(Path cluster) {
        try {
            var lines = Files.readAllLines(pidFile(cluster), StandardCharsets.ISO_8859_1);
            var pid = Long.parseLong(lines.get(0).strip());
            var started =
                    Instant.ofEpochSecond(Long.parseLong(lines.get(STARTED_LINE).strip()));
            return ProcessHandle.of(pid)
                    .filter(process -> isPostgres(process, cluster, started))
                    .map(process -> new PostmasterProcess(cluster, process))
                    .filter(server -> !server.hasEnded());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return byDirectory(cluster).orElseThrow(() -> unreadable(cluster, e));
        } catch (IOException e) {
            throw unreadable(cluster, e);
        }
    }

    private static EmbeddedDatabaseFailure unreadable(Path cluster, Exception cause) {
        return new EmbeddedDatabaseFailure(
                "Cannot read %s, the file of a running PostgreSQL server (%s). If no server is running, delete the file."
                        .formatted(pidFile(cluster), cause),
                cause);
    }

    /**
     * Finds the server without the file, which a crash of the computer may have left half written. The outer result is empty
     * where the working directories of processes are not known.
     */
    private static Optional<Optional<PostmasterProcess>> byDirectory(Path cluster) {
        if (worksIn(ProcessHandle.current(), cluster).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ProcessHandle.allProcesses()
                .filter(process ->
                        isNamedPostgres(process) && worksIn(process, cluster).orElse(false))
                .map(process -> new PostmasterProcess(cluster, process))
                .filter(server -> !server.hasEnded())
                .min(Comparator.comparing(server -> server.process().pid())));
    }

    /** After a restart of the computer, the process id may belong to another process, even another PostgreSQL. */
    private static boolean isPostgres(ProcessHandle process, Path cluster, Instant started) {
        return isNamedPostgres(process) && worksIn(process, cluster).orElseGet(() -> startedAt(process, started));
    }

    private static boolean isNamedPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(true);
    }

    private static boolean startedAt(ProcessHandle process, Instant started) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, started).abs().compareTo(CLOCK_TOLERANCE) < 0)
                .orElse(true);
    }

    /** True if a directory is the working directory of a process, as a cluster is of its server. Empty if not known. */
    private static Optional<Boolean> worksIn(ProcessHandle process, Path directory) {
        try {
            var working = Path.of("/proc", Long.toString(process.pid()), "cwd").toRealPath();
            return Optional.of(working.equals(directory.toRealPath()));
        } catch (IOException e) {
            return Optional.empty(); // not Linux, or of another user
        }
    }

    /** The port that it listens on; empty until it does. */
    OptionalInt port() {
        try {
            var lines = Files.readAllLines(pidFile(cluster), StandardCharsets.ISO_8859_1);
            return lines.size() > PORT_LINE
                    ? OptionalInt.of(Integer.parseInt(lines.get(PORT_LINE).strip()))
                    : OptionalInt.empty();
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** True if it has ended, also if its parent has not yet taken notice of that, as in a container without an init process. */
    boolean hasEnded() {
        return !process.isAlive() || isZombie(process.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            var status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return status.startsWith("Z", status.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false; // not Linux, or it is gone
        }
    }

    /** Requests a shutdown and waits for it. */
    void stop() {
        process.destroy();
        var deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        try {
            while (!hasEnded()) {
                if (System.nanoTime() > deadline) {
                    throw new EmbeddedDatabaseFailure(
                            "The PostgreSQL server with process id %d, which uses %s, did not stop. Close its connections, or end it with kill -INT %d."
                                    .formatted(process.pid(), cluster, process.pid()));
                }
                Thread.sleep(POLL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseFailure("Interrupted while PostgreSQL was stopping.", e);
        }
    }
}
