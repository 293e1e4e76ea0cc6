package dev.holdfast.app;

import dev.holdfast.app.backup.Backup;
import dev.holdfast.app.backup.BackupFile;
import dev.holdfast.app.backup.BackupSummary;
import dev.holdfast.app.backup.Restoration;
import dev.holdfast.app.backup.StoreVerification;
import dev.holdfast.postgres.embedded.EmbeddedUpgrade;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code holdfast upgrade}. */
@Command(
        name = "upgrade",
        description = {
            "Upgrades a data directory of embedded storage to the PostgreSQL of this program, by a backup and its restoration.",
            "The old database is kept until you delete it. Stop the server first."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UpgradeCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            defaultValue = "holdfast-data",
            description = "The data directory of embedded storage (default: ./${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        var out = commandLine.getOut();
        var err = commandLine.getErr();
        var upgrade = EmbeddedUpgrade.of(data, err::println);
        var old = upgrade.oldVersion();
        if (!upgrade.isCopied()) {
            if (old.isEmpty()) {
                out.printf("%s has PostgreSQL %s already.%n", data, EmbeddedUpgrade.version());
                return 0;
            }
            var problems = copy(upgrade, data.resolve("before-upgrade-%s.jsonl.gz".formatted(old.get())), err);
            if (!problems.isEmpty()) {
                problems.forEach(problem -> err.println("holdfast: " + problem));
                err.println("holdfast: The new database is not what the old one was; nothing was changed.");
                return 1;
            }
        }
        var kept = upgrade.finish();
        out.printf(
                "%s has PostgreSQL %s now. Start the server, and look at your documents.%n",
                data, EmbeddedUpgrade.version());
        out.printf("Then delete the old database: %s%n", kept);
        return 0;
    }

    /** Copies all documents by a backup file, and returns the problems that a verification of the copy finds. */
    private static List<String> copy(EmbeddedUpgrade upgrade, Path file, PrintWriter err) {
        var status = StatusLine.on(err, true);
        var backup = new BackupFile(file);
        try (var old = OpenedStorage.open(upgrade.startOld()).migrated()) {
            var summary = new Backup(old.source(), Instant.now(), Main.version(), id -> status.show("Reading " + id))
                    .to(backup, Optional.empty());
            status.clear();
            err.println(summary(summary, file));
        }
        try (var fresh = OpenedStorage.open(upgrade.startNew()).migrated();
                var store = fresh.store()) {
            var source = fresh.source();
            var unused =
                    new Restoration(store, source, id -> status.show("Writing " + id)).restore(List.of(backup), false);
            status.show("Verifying all histories");
            var problems = new StoreVerification(store, source).problems();
            status.clear();
            return problems;
        }
    }

    private static String summary(BackupSummary summary, Path file) {
        return "Backed up %d documents with %d commits to %s".formatted(summary.documents(), summary.commits(), file);
    }
}
