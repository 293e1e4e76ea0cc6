package dev.holdfast.app;

import dev.holdfast.application.ExportFormat;
import dev.holdfast.application.Formats;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.http.client.HoldfastClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast export}. */
@Command(
        name = "export",
        description = {
            "Writes documents of a running server to files.",
            "All of a file is written, or nothing of it. A document that cannot be exported is named, and the others are exported"
                    + " all the same."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {

    private static final Path STANDARD_OUTPUT = Path.of("-");

    @Parameters(
            paramLabel = "DOCUMENT",
            arity = "1..*",
            converter = DocumentParameter.class,
            description = "The id of the document.")
    private List<DocumentId> documents = List.of();

    @Option(
            names = "--format",
            converter = ExportOption.class,
            description = "vtt, srt or txt (default: vtt for captions, txt for text).")
    private @Nullable ExportFormat format;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "-",
            description =
                    "The file to write, or - for standard output (the default). If it is a directory, and always for several"
                            + " documents, it gets a file for each, called by its id.")
    private Path output = STANDARD_OUTPUT;

    @Mixin
    private ServerOption server = new ServerOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        var err = commandLine.getErr();
        var several = new LinkedHashSet<>(documents);
        if (several.size() > 1 && output.equals(STANDARD_OUTPUT)) {
            throw new ParameterException(
                    commandLine, "Several documents need --output with a directory, which gets a file for each.");
        }
        var client = server.client();
        var status = StatusLine.on(err, several.size() > 1);
        return new OneByOne(err, status).run(List.copyOf(several), DocumentId::value, id -> {
            var dropped = export(client, id, several.size() > 1);
            status.clear();
            dropped.ifPresent(what -> err.printf("The file of %s cannot say everything; dropped: %s%n", id, what));
        });
    }

    /** Returns what the file lacks. */
    private Optional<String> export(HoldfastClient client, DocumentId id, boolean intoDirectory) {
        var wanted = Optional.ofNullable(format).orElseGet(() -> formatOf(client, id));
        var file = client.export(id, wanted);
        var bytes = file.text().getBytes(StandardCharsets.UTF_8);
        if (output.equals(STANDARD_OUTPUT)) {
            print(bytes);
        } else if (intoDirectory || Files.isDirectory(output)) {
            WholeFile.write(directory().resolve(id + "." + wanted.extension()), bytes);
        } else {
            WholeFile.write(output, bytes);
        }
        return file.dropped();
    }

    /** The preferred export of the document's own format, or any if this program does not know that format. */
    private static ExportFormat formatOf(HoldfastClient client, DocumentId id) {
        return Formats.find(client.document(id).mediaType())
                .flatMap(own -> own.exports().stream().findFirst())
                .orElse(Formats.exports().get(0));
    }

    private static void print(byte[] bytes) {
        System.out.write(bytes, 0, bytes.length);
        if (System.out.checkError()) {
            throw new UnusableFile("Not all of the file could be written to standard output.");
        }
    }

    private Path directory() {
        try {
            return Files.isDirectory(output) ? output : Files.createDirectories(output);
        } catch (IOException e) {
            throw new UnusableFile("cannot be made a directory", output, e);
        }
    }
}
