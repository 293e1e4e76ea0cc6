package dev.holdfast.app;

import dev.holdfast.application.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Captions to import.
 *
 * @param file where they are; empty for standard input
 */
record CaptionsInput(Optional<Path> file) {

    /** Larger than any captions; what is larger must not fill the memory only for the server to refuse it. */
    private static final int MAX_BYTES = 256 * 1024 * 1024;

    String name() {
        return file.map(Path::toString).orElse("Standard input");
    }

    /** The name of the file without its directory and its extension. */
    String title() {
        return name(file.orElseThrow()).replaceFirst("\\.[^.]*$", "");
    }

    /** The format that its name stands for. */
    Format format() {
        return CaptionsFormat.ofName(file.map(CaptionsInput::name).orElse(""));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** How large it is, as far as can be known before it is read. */
    long size() {
        return file.map(path -> path.toFile().length()).orElse(0L);
    }

    byte[] bytes() {
        try (var in = file.isPresent() ? Files.newInputStream(file.get()) : System.in) {
            var bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnusableFile("%s cannot be imported: it is larger than 256 MB.".formatted(name()));
            }
            return bytes;
        } catch (IOException e) {
            throw file.map(path -> new UnusableFile("cannot be read", path, e))
                    .orElseGet(() -> new UnusableFile("%s cannot be read: %s.".formatted(name(), e.getMessage())));
        }
    }
}
