package dev.holdfast.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Writes files so that all of a file appears, or nothing of it does. */
final class WholeFile {

    private WholeFile() {}

    static void write(Path path, byte[] bytes) {
        var file = path.toAbsolutePath();
        var parent = Objects.requireNonNull(file.getParent(), "an absolute file has a directory");
        try {
            var unfinished = parent.resolve(".%s.%d.part"
                    .formatted(file.getFileName(), ProcessHandle.current().pid()));
            try {
                Files.write(unfinished, bytes, StandardOpenOption.CREATE_NEW);
                Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new UnusableFile("cannot be written", path, e);
        }
    }
}
