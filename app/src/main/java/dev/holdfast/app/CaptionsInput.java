package dev.holdfast.app;

import dev.holdfast.application.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Captions file to import.
 *
 * @param file the file; empty for standard input
 */
record CaptionsInput(Optional<Path> file) {

    /** Larger than any captions file. A larger file is refused before it fills the memory. */
    private static final int MAX_MEGABYTES = 256;

    private static final int MAX_BYTES = MAX_MEGABYTES * 1024 * 1024;

    String name() {
        return file.map(Path::toString).orElse("Standard input");
    }

    /** The file name without directory and extension. */
    String title() {
        return name(file.orElseThrow()).replaceFirst("\\.[^.]*$", "");
    }

    /** The format, derived from the file name. */
    Format format() {
        return ImportOption.ofName(file.map(CaptionsInput::name).orElse(""));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** The size in bytes; 0 if it is unknown before reading. */
    long size() {
        return file.map(path -> path.toFile().length()).orElse(0L);
    }

    byte[] bytes() {
        try (var in = file.isPresent() ? Files.newInputStream(file.get()) : System.in) {
            var bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnusableFile(
                        "%s cannot be imported: it is larger than %d MB.".formatted(name(), MAX_MEGABYTES));
            }
            return bytes;
        } catch (IOException e) {
            throw file.map(path -> new UnusableFile("cannot be read", path, e))
                    .orElseGet(() -> new UnusableFile("%s cannot be read: %s.".formatted(name(), e.getMessage())));
        }
    }
}
