package dev.holdfast.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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

/** {@code holdfast import}. */
@Command(
        name = "import",
        description = "Makes a document of a captions file, on a running server.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A WebVTT file, or a SubRip file if its name ends in .srt.")
    private Path file = Path.of("");

    @Option(names = "--title", description = "The title of the document (default: the name of the file).")
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
        var name = String.valueOf(file.getFileName());
        var isSubRip = name.toLowerCase(Locale.ROOT).endsWith(".srt");
        var id = server.client()
                .importFile(
                        bytes(),
                        isSubRip ? "application/x-subrip" : "text/vtt",
                        Optional.ofNullable(title).orElseGet(() -> name.replaceFirst("\\.[^.]*$", "")),
                        language);
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("Imported " + file + " as document " + id);
        return 0;
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnusableFile("cannot be read", file, e);
        }
    }
}
