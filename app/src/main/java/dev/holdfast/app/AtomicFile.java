package dev.holdfast.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Atomic file writes: by a temporary file that is renamed. */
final class AtomicFile {

    private AtomicFile() {}

    static void write(Path path, byte[] bytes) {
        var file = path.toAbsolutePath();
        var parent = Objects.requireNonNull(file.getParent(), "an absolute path has a parent");
        try {
            var temporary = parent.resolve(".%s.%d.part"
                    .formatted(file.getFileName(), ProcessHandle.current().pid()));
            try {
                Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW);
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UnusableFile("cannot be written", path, e);
        }
    }
}
