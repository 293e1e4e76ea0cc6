package dev.holdfast.app;

import dev.holdfast.application.ExportFormat;
import dev.holdfast.application.Formats;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.http.client.HoldfastClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** The command {@code holdfast export}. */
@Command(
        name = "export",
        description = {
            "Exports documents of a running server to files.",
            "Each file is written completely or not at all. Documents that cannot be exported are reported, and the others are"
                    + " exported anyway."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {

    private static final Path STANDARD_OUTPUT = Path.of("-");

    @Parameters(
            paramLabel = "DOCUMENT",
            arity = "1..*",
            converter = DocumentIdConverter.class,
            description = "The document id.")
    private List<DocumentId> documents = List.of();

    @Option(
            names = "--format",
            converter = ExportOption.class,
            completionCandidates = ExportOption.Extensions.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: the first of them that the document has).")
    private @Nullable ExportFormat format;

    @Option(
            names = "--speakers",
            description = "Write the names of speakers before their words (default: in transcripts alone).",
            negatable = true)
    private @Nullable Boolean speakers;

    @Option(names = "--times", description = "Write the start before each caption of a transcript (txt).")
    private boolean times;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "-",
            description =
                    "The file to write, or - for standard output (the default). A directory gets one file per document, named by"
                            + " the document id. Several documents need a directory.")
    private Path output = STANDARD_OUTPUT;

    @Option(
            names = "--remember",
            description =
                    "Keep the document and the tag of the export in FILE.holdfast beside each file, for 'holdfast update'.")
    private boolean remembers;

    @Mixin
    private ClientOptions server = new ClientOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        var err = commandLine.getErr();
        var ids = new LinkedHashSet<>(documents);
        if (ids.size() > 1 && output.equals(STANDARD_OUTPUT)) {
            throw new ParameterException(
                    commandLine, "Several documents need --output with a directory, which gets one file per document.");
        }
        if (remembers && output.equals(STANDARD_OUTPUT)) {
            throw new ParameterException(commandLine, "--remember needs --output with a file or a directory.");
        }
        var client = server.client();
        var status = StatusLine.on(err, ids.size() > 1);
        return new BatchRunner(err, status).run(List.copyOf(ids), DocumentId::value, id -> {
            var dropped = export(client, id, ids.size() > 1);
            status.clear();
            dropped.ifPresent(
                    features -> err.printf("The format cannot express all of %s; dropped: %s%n", id, features));
        });
    }

    /** Exports a document, and returns the features that the format cannot express. */
    private Optional<String> export(HoldfastClient client, DocumentId id, boolean intoDirectory) {
        var wanted = Optional.ofNullable(format).orElseGet(() -> formatOf(client, id));
        var file = client.export(id, wanted, options());
        var bytes = file.text().getBytes(StandardCharsets.UTF_8);
        if (output.equals(STANDARD_OUTPUT)) {
            print(bytes);
            return file.dropped();
        }
        var path = intoDirectory || Files.isDirectory(output)
                ? directory().resolve(id + "." + wanted.extension())
                : output;
        AtomicFile.write(path, bytes);
        if (remembers) {
            new ExportedOrigin(id, file.tip(), options()).keepBeside(path);
        }
        return file.dropped();
    }

    private String options() {
        var options = new ArrayList<String>();
        if (speakers != null) {
            options.add("speakers=" + speakers);
        }
        if (times) {
            options.add("times=true");
        }
        return String.join("&", options);
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
            throw new UnusableFile("Could not write the complete file to standard output.");
        }
    }

    private Path directory() {
        try {
            return Files.isDirectory(output) ? output : Files.createDirectories(output);
        } catch (IOException e) {
            throw new UnusableFile("cannot be created", output, e);
        }
    }
}
