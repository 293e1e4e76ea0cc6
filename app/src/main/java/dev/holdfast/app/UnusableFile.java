package dev.holdfast.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of the user's that cannot be read or written. */
final class UnusableFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableFile(String what, Path file, IOException cause) {
        super("%s %s: %s.".formatted(file, what, reason(file, cause)), cause);
    }

    /**
     * @param message which file, what cannot be done with it, and why
     */
    UnusableFile(String message) {
        super(message);
    }

    private static String reason(Path file, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (cause instanceof AccessDeniedException) {
            return "it is not permitted";
        }
        return Files.isDirectory(file) ? "it is a directory" : String.valueOf(cause.getMessage());
    }
}
