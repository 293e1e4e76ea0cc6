package dev.holdfast.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.function.Consumer;

/** What an earlier run that was killed may have left behind. To be cleared while the directory is locked. */
record Leftovers(DataDirectory directory, Consumer<String> progress) {

    void clear() {
        RunningPostgres.in(directory.postgres()).ifPresent(postgres -> {
            progress.accept("Stopping the PostgreSQL that an earlier run left behind (process %d)"
                    .formatted(postgres.process().pid()));
            postgres.stop();
        });
        try {
            delete(directory.unfinished());
            delete(directory.unfinishedPrograms());
            if (Files.exists(directory.log())) {
                Files.move(directory.log(), directory.previousLog(), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new DatabaseCannotStart(
                    "What an earlier start left behind in %s cannot be deleted: %s.".formatted(directory.root(), e), e);
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
