package dev.holdfast.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * File {@code postmaster.pid} of a PostgreSQL that was killed. PostgreSQL refuses to start while the number in it belongs to
 * any process or thread, because it cannot know that this is not a server. Handled under the lock of the data directory.
 */
record StalePidFile(Path file) {

    /** The lines up to the key of the shared memory. */
    private static final int KEY_LINES = 7;

    static StalePidFile in(Path cluster) {
        return new StalePidFile(PostmasterProcess.pidFile(cluster));
    }

    /**
     * Makes PostgreSQL replace the file. The number becomes that of this process, which PostgreSQL knows as the one that
     * starts it. The other lines stay: by them PostgreSQL finds processes of the killed server that still use the files.
     */
    void release() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            var lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
            if (lines.size() < KEY_LINES) {
                Files.delete(file); // half written
                return;
            }
            lines.set(0, Long.toString(ProcessHandle.current().pid()));
            Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new EmbeddedDatabaseFailure(
                    "Cannot write %s, the file of a PostgreSQL server that was killed: %s. Delete the file."
                            .formatted(file, e),
                    e);
        }
    }
}
