package dev.holdfast.app;

import dev.holdfast.app.backup.Backup;
import dev.holdfast.app.backup.BackupFile;
import dev.holdfast.app.backup.BackupSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code holdfast backup}. */
@Command(
        name = "backup",
        description = {
            "Writes all documents with their whole histories to a file, which 'holdfast restore' reads.",
            "A server may be running; nobody waits for it. Sessions and tokens are not in a backup."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BackupCommand implements Callable<Integer> {

    private static final Path STANDARD_OUTPUT = Path.of("-");

    @Parameters(
            paramLabel = "FILE",
            description = "The file to write, compressed if its name ends with .gz; or - for standard output.")
    private Path file = STANDARD_OUTPUT;

    @Option(
            names = "--since",
            paramLabel = "BACKUP",
            description =
                    "An earlier backup: write only what came after it. Its restoration needs both, in their order.")
    private @Nullable Path since;

    @Option(names = "--gzip", description = "Compress what goes to standard output.")
    private boolean gzip;

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        storage.requireDurable();
        var err = Objects.requireNonNull(spec).commandLine().getErr();
        var status = StatusLine.on(err, true);
        try (var opened = OpenedStorage.toRead(storage, err::println)) {
            var backup =
                    new Backup(opened.source(), Instant.now(), Main.version(), id -> status.show("Document " + id));
            var summary = write(backup);
            status.clear();
            print(err, summary);
        }
        return 0;
    }

    private BackupSummary write(Backup backup) {
        var earlier = Optional.ofNullable(since).map(BackupFile::new);
        if (!file.equals(STANDARD_OUTPUT)) {
            return backup.to(new BackupFile(file), earlier);
        }
        try {
            var summary = backup.to(System.out, gzip, earlier);
            if (!System.out.checkError()) {
                return summary;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new UnusableFile("Could not write the complete backup to standard output.");
    }

    private void print(PrintWriter err, BackupSummary summary) {
        err.printf(
                "Backed up %d documents with %d commits and %d changes to %s.%n",
                summary.documents(),
                summary.commits(),
                summary.changes(),
                file.equals(STANDARD_OUTPUT) ? "standard output" : file);
    }
}
