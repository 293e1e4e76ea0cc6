package dev.holdfast.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Upgrade of a data directory to the major version of PostgreSQL of this program. The old cluster is started with its own programs,
 * which the directory keeps, and the caller copies what it holds to a new cluster in the subdirectory {@code upgrade}. {@link #finish}
 * then puts the new one in its place and leaves the old one beside it. At each moment one of them is complete, and a server does not
 * start until the upgrade is finished.
 */
public final class EmbeddedUpgrade {

    private static final Pattern PROGRAM_VERSION =
            Pattern.compile("postgres \\(PostgreSQL\\) ([0-9]+).*", Pattern.DOTALL);
    private static final int PROGRAM_SECONDS = 20;

    private final DataDirectory directory;
    private final Consumer<String> progress;

    private EmbeddedUpgrade(DataDirectory directory, Consumer<String> progress) {
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Upgrade of a data directory.
     *
     * @param progress called with a line for each step that takes time
     */
    public static EmbeddedUpgrade of(Path data, Consumer<String> progress) {
        return new EmbeddedUpgrade(new DataDirectory(data.toAbsolutePath().normalize()), progress);
    }

    /** The major version of PostgreSQL of this program. */
    public static String version() {
        return DataDirectory.MAJOR_VERSION;
    }

    /**
     * The major version of the cluster, if it is another than that of this program.
     *
     * @throws EmbeddedDatabaseFailure if there is no cluster
     */
    public Optional<String> oldVersion() {
        var version = directory.version();
        if (version.isEmpty() && !isCopied()) {
            throw new EmbeddedDatabaseFailure(
                    "There is no database in %s. Name the data directory of the server with --data."
                            .formatted(directory.root()));
        }
        return version.filter(found -> !found.equals(DataDirectory.MAJOR_VERSION));
    }

    /** True if an interrupted upgrade has the new cluster complete, so that only {@link #finish} is left. */
    public boolean isCopied() {
        return Files.exists(copied());
    }

    private Path copied() {
        return directory.upgraded().root().resolve("copied-and-verified");
    }

    /** Starts the old cluster with its own programs. */
    public EmbeddedDatabase startOld() {
        var version = oldVersion().orElseThrow();
        var lock = DataDirectoryLock.acquire(directory);
        try {
            new CrashCleanup(directory, progress).run();
            progress.accept("Starting PostgreSQL %s".formatted(version));
            return EmbeddedDatabase.startOld(directory, programs(version), lock, progress);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private PostgresBinaries programs(String version) {
        try (var installed = Files.list(directory.binaries())) {
            return installed
                    .filter(home -> version.equals(versionOf(home)))
                    .findFirst()
                    .map(home -> new PostgresBinaries(home, directory.log()))
                    .orElseThrow(() -> noPrograms(version, null));
        } catch (IOException e) {
            throw noPrograms(version, e);
        }
    }

    private EmbeddedDatabaseFailure noPrograms(String version, @Nullable Throwable cause) {
        return new EmbeddedDatabaseFailure(
                ("The programs of PostgreSQL %s are not in %s, where the server that used them left them. Make a backup with the version"
                                + " of Holdfast that created the directory ('holdfast backup'), and restore it into a new one.")
                        .formatted(version, directory.binaries()),
                cause);
    }

    private static String versionOf(Path home) {
        try {
            var process = new ProcessBuilder(
                            home.resolve("bin").resolve("postgres").toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var found = PROGRAM_VERSION.matcher(output);
            return process.waitFor(PROGRAM_SECONDS, TimeUnit.SECONDS) && found.matches() ? found.group(1) : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseFailure("Interrupted while the programs of PostgreSQL were looked for.", e);
        }
    }

    /** Starts a new, empty cluster. What an interrupted upgrade left of one is deleted. */
    public EmbeddedDatabase startNew() {
        PostmasterProcess.in(directory.upgraded().postgres()).ifPresent(PostmasterProcess::stop);
        delete(directory.upgraded().root());
        return EmbeddedDatabase.start(directory.upgraded().root(), progress);
    }

    /**
     * Puts the new cluster in the place of the old one, when both are stopped and the new one holds all that the old one did. An
     * interruption leaves a state that this method goes on from.
     *
     * @return the old cluster
     */
    public Path finish() {
        var lock = DataDirectoryLock.acquire(directory);
        try {
            if (!isCopied()) {
                Files.createFile(copied());
            }
            var version = keepOld();
            move(directory.upgraded().passwordFile(), directory.passwordFile());
            move(directory.upgraded().postgres(), directory.postgres());
            delete(directory.upgraded().root());
            return directory.kept(version);
        } catch (IOException e) {
            throw new EmbeddedDatabaseFailure(
                    "The new database could not be put in its place: %s. Nothing is lost; remove the cause and run the command again."
                            .formatted(e),
                    e);
        } finally {
            lock.close();
        }
    }

    /** Moves the old cluster aside, and returns its version. */
    private String keepOld() throws IOException {
        var record = directory.upgraded().root().resolve("old-version");
        var old = oldVersion();
        if (old.isPresent()) {
            if (Files.exists(directory.kept(old.get()))) {
                throw new IOException("%s exists already; move it away".formatted(directory.kept(old.get())));
            }
            Files.writeString(record, old.get());
            Files.copy(
                    directory.passwordFile(),
                    directory.keptPassword(old.get()),
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
            move(directory.postgres(), directory.kept(old.get()));
        }
        return Files.readString(record);
    }

    /** Moves a file or directory, unless that was done before. */
    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new EmbeddedDatabaseFailure(
                    "Cannot delete %s, which an upgrade left behind: %s.".formatted(path, e), e);
        }
    }
}
