package dev.holdfast.app;

import dev.holdfast.application.Format;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Tip;
import dev.holdfast.http.client.HoldfastClient;
import dev.holdfast.http.client.HoldfastClient.FileUpdate;
import dev.holdfast.http.client.HoldfastClient.UpdateConflict;
import dev.holdfast.http.client.HoldfastClientException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code holdfast update}. */
@Command(
        name = "update",
        description = {
            "Brings a file back that was exported and corrected elsewhere.",
            "Its edits are merged with what others did since, as one commit, or nothing is applied and each contradiction is listed.",
            "What programs rewrite when they save a file (counters, line ends, hours) is no edit."
        },
        footer = {
            "",
            "Exit codes: 0 success, 1 failure, 2 invalid command line, 3 the file and others contradict each other."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UpdateCommand implements Callable<Integer> {

    private static final int CONFLICT = 409;
    private static final int EXIT_OF_CONFLICT = 3;
    private static final int MAX_SHOWN = 60;

    private static final Map<String, String> EDITS = Map.of(
            "replace", "changed", "insert", "inserted", "delete", "deleted", "move", "moved", "restore", "restored");

    @Parameters(paramLabel = "FILE", description = "The corrected file. Its extension names its format (see --format).")
    private Path file = Path.of("");

    @Option(
            names = "--document",
            paramLabel = "ID",
            converter = DocumentIdConverter.class,
            description = "The document (default: the one that 'holdfast export --remember' kept beside the file).")
    private @Nullable DocumentId document;

    @Option(
            names = "--base",
            paramLabel = "TAG",
            converter = BaseConverter.class,
            description = "The ETag of the export that the file was made from (default: as kept beside the file).")
    private @Nullable Tip base;

    @Option(
            names = "--format",
            converter = ImportOption.class,
            completionCandidates = ImportOption.Extensions.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: derived from the file name).")
    private @Nullable Format format;

    @Option(
            names = "--encoding",
            description =
                    "The character encoding of a file that is not UTF-8 and has no byte order mark, for example windows-1252.")
    private @Nullable Charset encoding;

    @Option(names = "--dry-run", description = "Tell what would be done, and change nothing.")
    private boolean isDryRun;

    @Mixin
    private ClientOptions server = new ClientOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        var input = new CaptionsInput(Optional.of(file));
        var origin = origin();
        var client = server.client();
        var bytes = input.bytes();
        if (isDryRun) {
            return reported(preview(client, origin, bytes), "Would apply:");
        }
        try {
            return reported(
                    client.update(origin.document(), bytes, mediaType(), origin.base(), origin.options()), "Applied:");
        } catch (HoldfastClientException e) {
            if (e.status() != CONFLICT) {
                throw e;
            }
            commandLine.getErr().printf("holdfast: %s%n", ErrorMessages.oneLine(e));
            return list(preview(client, origin, bytes), commandLine.getErr());
        }
    }

    private FileUpdate preview(HoldfastClient client, ExportedOrigin origin, byte[] bytes) {
        return client.previewUpdate(origin.document(), bytes, mediaType(), origin.base(), origin.options());
    }

    /** The origin that the command line names, or else the one that is kept beside the file. */
    private ExportedOrigin origin() {
        var kept = document == null || base == null ? ExportedOrigin.of(file) : Optional.<ExportedOrigin>empty();
        var id = Optional.ofNullable(document).or(() -> kept.map(ExportedOrigin::document));
        var tip = Optional.ofNullable(base).or(() -> kept.map(ExportedOrigin::base));
        if (id.isEmpty() || tip.isEmpty()) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "Nothing beside %s tells where it comes from: give --document with its id, and --base with the ETag of the export."
                            .formatted(file));
        }
        return new ExportedOrigin(
                id.get(), tip.get(), kept.map(ExportedOrigin::options).orElse(""));
    }

    private String mediaType() {
        var type = Optional.ofNullable(format)
                .orElseGet(() -> new CaptionsInput(Optional.of(file)).format())
                .mediaType();
        return encoding == null ? type : type + ";charset=" + encoding.name();
    }

    private int reported(FileUpdate update, String verb) {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        if (!update.conflicts().isEmpty()) {
            return list(update, commandLine.getErr());
        }
        commandLine.getOut().println(update.edits().isEmpty() ? "The file has no edits." : summary(update, verb));
        return 0;
    }

    private static String summary(FileUpdate update, String verb) {
        var counts = update.edits().stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        var words = counts.entrySet().stream()
                .map(edit -> "%d %s".formatted(edit.getValue(), EDITS.getOrDefault(edit.getKey(), edit.getKey())))
                .collect(Collectors.joining(", "));
        return "%s %s. The document is at %s.".formatted(verb, words, update.tip());
    }

    private static int list(FileUpdate update, PrintWriter err) {
        for (var conflict : update.conflicts()) {
            err.printf("%s: %s%n", conflict.id(), inWords(conflict));
            conflict.current().ifPresent(text -> err.printf("  now:      %s%n", oneLine(text)));
            conflict.mine().ifPresent(text -> err.printf("  the file: %s%n", oneLine(text)));
        }
        return EXIT_OF_CONFLICT;
    }

    private static String inWords(UpdateConflict conflict) {
        var by = conflict.changedBy();
        return switch (conflict.reason()) {
            case "changed-by-both" -> "the file changes what %s changed".formatted(by);
            case "deleted-by-others" -> "the file changes what %s deleted".formatted(by);
            case "deleted-in-file" -> "the file lacks what %s changed".formatted(by);
            case "divided-in-file" -> "the file splits or joins what %s changed".formatted(by);
            case "moved-by-both" -> "the file moves what %s moved elsewhere".formatted(by);
            default -> "%s, by %s".formatted(conflict.reason(), by);
        };
    }

    private static String oneLine(String text) {
        var line = text.replaceAll("\\s*\\R\\s*", " / ");
        var end = line.offsetByCodePoints(0, Math.min(MAX_SHOWN, line.codePointCount(0, line.length())));
        return end == line.length() ? line : line.substring(0, end) + "...";
    }
}
