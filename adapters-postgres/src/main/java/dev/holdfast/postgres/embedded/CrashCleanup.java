package dev.holdfast.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.function.Consumer;

/** Cleanup after an earlier run that was killed: a running server and unfinished files. Runs under the directory's lock. */
record CrashCleanup(DataDirectory directory, Consumer<String> progress) {

    void run() {
        PostmasterProcess.in(directory.postgres()).ifPresent(postgres -> {
            progress.accept("Stopping the PostgreSQL that an earlier run left behind (process %d)"
                    .formatted(postgres.process().pid()));
            postgres.stop();
        });
        try {
            delete(directory.unfinished());
            delete(directory.unfinishedBinaries());
            if (Files.exists(directory.log())) {
                Files.move(directory.log(), directory.previousLog(), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new EmbeddedDatabaseFailure(
                    "Cannot delete the unfinished files of an earlier start in %s: %s.".formatted(directory.root(), e),
                    e);
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
