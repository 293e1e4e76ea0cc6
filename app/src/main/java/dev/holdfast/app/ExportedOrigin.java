package dev.holdfast.app;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.HoldfastException;
import dev.holdfast.domain.Tip;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Origin of an exported file, kept in a file beside it so that the corrected file finds its way back.
 *
 * @param options the options of the export as a query; may be empty
 */
record ExportedOrigin(DocumentId document, Tip base, String options) {

    private static final String SUFFIX = ".holdfast";

    /** The file that keeps the origin of another. */
    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }

    void keepBeside(Path file) {
        var text = "# Where %s was exported from, for 'holdfast update'.%ndocument=%s%nbase=%s%noptions=%s%n"
                .formatted(file.getFileName(), document, base, options);
        AtomicFile.write(beside(file), text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The origin that is kept beside a file; empty if there is none.
     *
     * @throws UnusableFile if it cannot be read
     */
    static Optional<ExportedOrigin> of(Path file) {
        var kept = beside(file);
        if (!Files.exists(kept)) {
            return Optional.empty();
        }
        try {
            var properties = new Properties();
            properties.load(new StringReader(Files.readString(kept)));
            var base = Tip.parse(properties.getProperty("base", "")).orElseThrow(() -> unreadable(kept));
            var document = new DocumentId(properties.getProperty("document", ""));
            return Optional.of(new ExportedOrigin(document, base, properties.getProperty("options", "")));
        } catch (IOException e) {
            throw new UnusableFile("cannot be read", kept, e);
        } catch (HoldfastException | IllegalArgumentException e) {
            throw unreadable(kept);
        }
    }

    private static UnusableFile unreadable(Path kept) {
        return new UnusableFile(
                "%s does not tell a document and the tag of its export. Delete it, and give them with --document and --base."
                        .formatted(kept));
    }
}
