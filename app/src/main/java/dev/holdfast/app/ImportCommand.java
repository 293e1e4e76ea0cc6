package dev.holdfast.app;

import dev.holdfast.application.Format;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.http.client.HoldfastClient;
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

/** {@code holdfast import}. */
@Command(
        name = "import",
        description = {
            "Makes a document of each captions file, on a running server.",
            "A file becomes a document as a whole or not at all. One that cannot be imported is named, and the others are"
                    + " imported all the same."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ImportCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    private static final long LARGE = 1_000_000;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "A WebVTT file, or a SubRip file if its name ends in .srt; a pattern such as 'season-1/*.vtt'; or - for"
                            + " standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--format",
            converter = CaptionsFormat.class,
            description = "vtt or srt (default: by the name of the file).")
    private @Nullable Format format;

    @Option(
            names = "--title",
            description =
                    "The title of the document (default: the name of the file). Standard input needs one; of several"
                            + " files each keeps its own.")
    private @Nullable String title;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            defaultValue = "",
            description = "The language of the captions, a BCP 47 tag such as en or pt-BR.")
    private String language = "";

    @Mixin
    private ServerOption server = new ServerOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        var err = commandLine.getErr();
        var client = server.client();
        var inputs = new LinkedHashSet<CaptionsInput>();
        var unfit = new OneByOne(err, new StatusLine(err, false))
                .run(files, name -> name, name -> inputs.addAll(inputs(name)));
        checkTitle(commandLine, inputs.size());
        var isMuch = inputs.size() > 1 || inputs.stream().anyMatch(input -> input.size() > LARGE);
        var status = StatusLine.on(err, isMuch);
        var failed = new OneByOne(err, status).run(List.copyOf(inputs), CaptionsInput::name, input -> {
            var id = imported(client, input);
            status.clear();
            commandLine.getOut().println("Imported " + input.name() + " as document " + id);
        });
        return Math.max(unfit, failed);
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
                    commandLine, "Standard input has no name; give the document one with --title.");
        }
        if (title != null && (count > 1 || files.size() > 1)) {
            throw new ParameterException(commandLine, "--title is for one file; of several each keeps its own name.");
        }
    }

    private DocumentId imported(HoldfastClient client, CaptionsInput input) {
        return client.importFile(
                input.bytes(),
                Optional.ofNullable(format).orElseGet(input::format).mediaType(),
                Optional.ofNullable(title).orElseGet(input::title),
                language);
    }
}
