package dev.holdfast.app;

import dev.holdfast.http.client.HoldfastClient.ListedDocument;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code holdfast list}. */
@Command(
        name = "list",
        description =
                "Lists the documents of a running server: id, time of the last change of the metadata, language, title.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ListCommand implements Callable<Integer> {

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "Only documents with this text in their title, in any case.")
    private String title = "";

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "Only documents in this language, for example en or pt-BR.")
    private @Nullable String language;

    @Option(
            names = "--media-type",
            paramLabel = "TYPE",
            description = "Only documents of this media type, for example text/vtt.")
    private @Nullable String mediaType;

    @Option(
            names = "--json",
            description = "Print each document as the JSON object of the HTTP interface, one on each line.")
    private boolean json;

    @Mixin
    private ClientOptions server = new ClientOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        server.client().documents(title, document -> {
            if (isWanted(document)) {
                out.println(json ? document.json() : line(document));
            }
        });
        out.flush();
        return 0;
    }

    private boolean isWanted(ListedDocument document) {
        var info = document.info();
        return (language == null || language.equalsIgnoreCase(info.language()))
                && (mediaType == null || mediaType.equals(info.mediaType()));
    }

    /** Tab-separated; a title is one line without control characters. */
    private static String line(ListedDocument document) {
        var info = document.info();
        return String.join(
                "\t",
                document.id().value(),
                document.updatedAt().toString(),
                info.language().isEmpty() ? "-" : info.language(),
                info.title());
    }
}
