package dev.holdfast.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** File that cannot be read or written. */
final class UnusableFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableFile(String problem, Path file, IOException cause) {
        super("%s %s: %s.".formatted(file, problem, reason(file, cause)), cause);
    }

    /**
     * @param message names the file, the failed operation and the reason
     */
    UnusableFile(String message) {
        super(message);
    }

    private static String reason(Path file, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        return Files.isDirectory(file) ? "it is a directory" : String.valueOf(cause.getMessage());
    }
}
