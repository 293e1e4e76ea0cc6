package dev.holdfast.app;

import dev.holdfast.app.backup.BackupFile;
import dev.holdfast.app.backup.BackupSummary;
import dev.holdfast.app.backup.Restoration;
import dev.holdfast.app.backup.StoreVerification;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code holdfast restore}. */
@Command(
        name = "restore",
        description = {
            "Restores backups into a new database or data directory.",
            "The files are checked completely before anything is written. Ids, versions, tags, revisions and tips are those that"
                    + " were backed up, and all histories are verified at the end."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RestoreCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "A backup, and after it those that were made with --since, in their order.")
    private List<Path> files = List.of();

    @Option(
            names = "--resume",
            description =
                    "Go on with a restoration that was interrupted: what the store has of the backup already is skipped.")
    private boolean resume;

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        storage.requireDurable();
        var commandLine = Objects.requireNonNull(spec).commandLine();
        var err = commandLine.getErr();
        var status = StatusLine.on(err, true);
        var backups = files.stream().map(BackupFile::new).toList();
        Restoration.check(backups);
        try (var opened = OpenedStorage.toWrite(storage, err::println);
                var store = opened.store()) {
            var source = opened.source();
            var restored = new Restoration(store, source, id -> status.show("Document " + id)).restore(backups, resume);
            status.show("Verifying all histories");
            var problems = new StoreVerification(store, source).problems();
            status.clear();
            problems.forEach(problem -> err.println("holdfast: " + problem));
            if (!problems.isEmpty()) {
                return 1;
            }
            commandLine.getOut().println(summary(restored));
        }
        return 0;
    }

    private static String summary(List<BackupSummary> restored) {
        return "Restored %d documents with %d commits and %d changes. Their histories were verified."
                .formatted(
                        restored.get(restored.size() - 1).documents(),
                        restored.stream().mapToLong(BackupSummary::commits).sum(),
                        restored.stream().mapToLong(BackupSummary::changes).sum());
    }
}
