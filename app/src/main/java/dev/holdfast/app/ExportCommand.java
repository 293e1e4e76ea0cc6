package dev.holdfast.app;

import dev.holdfast.application.ExportFormat;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.http.HoldfastClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast export}. */
@Command(
        name = "export",
        description = "Writes a document of a running server to a file.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DOCUMENT", converter = DocumentParameter.class, description = "The id of the document.")
    private @Nullable DocumentId document;

    @Option(names = "--format", description = "vtt, srt or txt (default: vtt for captions, txt for text).")
    private @Nullable ExportFormat format;

    @Option(names = "--output", paramLabel = "FILE", description = "The file to write (default: standard output).")
    private @Nullable Path output;

    @Mixin
    private ServerOption server = new ServerOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var client = server.client();
        var id = Objects.requireNonNull(document);
        var file = client.export(id, Optional.ofNullable(format).orElseGet(() -> formatOf(client, id)));
        var bytes = file.text().getBytes(StandardCharsets.UTF_8);
        if (output == null) {
            System.out.write(bytes);
            if (System.out.checkError()) {
                throw new IOException("Not all of the file could be written to standard output.");
            }
        } else {
            write(output.toAbsolutePath(), bytes);
        }
        var err = Objects.requireNonNull(spec).commandLine().getErr();
        file.dropped().ifPresent(dropped -> err.println("The file cannot say everything; dropped: " + dropped));
        return 0;
    }

    private static ExportFormat formatOf(HoldfastClient client, DocumentId id) {
        return client.document(id).mediaType().equals("text/vtt") ? ExportFormat.VTT : ExportFormat.TXT;
    }

    /** All of the file appears, or nothing of it does. */
    private static void write(Path file, byte[] bytes) {
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
            throw new UnusableFile("cannot be written", file, e);
        }
    }
}
