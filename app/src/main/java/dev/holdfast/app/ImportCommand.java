package dev.holdfast.app;

import dev.holdfast.application.Format;
import dev.holdfast.http.client.HoldfastClient;
import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code holdfast import}. */
@Command(
        name = "import",
        description = {
            "Imports captions files into a running server, each as a new document.",
            "Each file is imported completely or not at all. Files that cannot be imported are reported, and the others are"
                    + " imported anyway."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ImportCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    private static final long LARGE_BYTES = 1_000_000;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "A captions file, whose extension names its format (see --format; vtt if it names none); a pattern, for"
                            + " example 'season-1/*.vtt'; or - for standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--format",
            converter = ImportOption.class,
            completionCandidates = ImportOption.Extensions.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: derived from the file name).")
    private @Nullable Format format;

    @Option(
            names = "--title",
            description =
                    "The title of the document (default: the file name). Required for standard input, and not allowed with"
                            + " several files.")
    private @Nullable String title;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            defaultValue = "",
            description = "The language of the captions, a BCP 47 tag like en or pt-BR.")
    private String language = "";

    @Option(
            names = "--encoding",
            description =
                    "The character encoding of files that are not UTF-8 and have no byte order mark, for example windows-1252.")
    private @Nullable Charset encoding;

    @Mixin
    private ClientOptions server = new ClientOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        var err = commandLine.getErr();
        var client = server.client();
        var inputs = new LinkedHashSet<CaptionsInput>();
        var failedPatterns = new BatchRunner(err, new StatusLine(err, false))
                .run(files, name -> name, name -> inputs.addAll(inputs(name)));
        checkTitle(commandLine, inputs.size());
        var takesLong = inputs.size() > 1 || inputs.stream().anyMatch(input -> input.size() > LARGE_BYTES);
        var status = StatusLine.on(err, takesLong);
        var failedFiles = new BatchRunner(err, status).run(List.copyOf(inputs), CaptionsInput::name, input -> {
            var imported = imported(client, input);
            status.clear();
            commandLine.getOut().println("Imported " + input.name() + " as document " + imported.id());
            imported.dropped()
                    .ifPresent(parts -> err.printf("WebVTT cannot hold all of %s; dropped: %s%n", input.name(), parts));
        });
        return Math.max(failedPatterns, failedFiles);
    }

    private static List<CaptionsInput> inputs(String name) {
        if (name.equals(STANDARD_INPUT)) {
            return List.of(new CaptionsInput(Optional.empty()));
        }
        return FilePattern.of(name).files().stream()
                .map(file -> new CaptionsInput(Optional.of(file)))
                .toList();
    }

    private void checkTitle(CommandLine commandLine, int count) {
        if (title == null && files.contains(STANDARD_INPUT)) {
            throw new ParameterException(
                    commandLine, "Standard input has no file name; give the document a title with --title.");
        }
        if (title != null && (count > 1 || files.size() > 1)) {
            throw new ParameterException(
                    commandLine, "--title is for one file; each of several files is titled by its name.");
        }
    }

    private HoldfastClient.ImportedFile imported(HoldfastClient client, CaptionsInput input) {
        var mediaType = Optional.ofNullable(format).orElseGet(input::format).mediaType();
        return client.importFile(
                input.bytes(),
                encoding == null ? mediaType : mediaType + ";charset=" + encoding.name(),
                Optional.ofNullable(title).orElseGet(input::title),
                language);
    }
}
