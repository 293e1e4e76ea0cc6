package dev.holdfast.app;

import dev.holdfast.application.Rules;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.exchange.Limits;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which web pages may use the server, and how much it takes. */
final class HttpOptions {

    private static final int MAX_BYTES = 1_000_000_000;
    private static final int MAX_HEADER_BYTES = 1_000_000;
    private static final int MAX_COUNT = 1_000_000;

    @Option(
            names = "--allow-origin",
            paramLabel = "URL",
            split = ",",
            description = {
                "Let the web pages of this origin use the server from a browser, such as https://example.com.",
                "Can be given several times, or as a list with commas. The server's own pages always may."
            })
    private List<String> allowOrigin = List.of();

    @Option(
            names = "--max-url-bytes",
            paramLabel = "N",
            defaultValue = "" + Limits.DEFAULT_URL_BYTES,
            description = "The longest path with its query (default: ${DEFAULT-VALUE}).")
    private int maxUrlBytes;

    @Option(
            names = "--max-header-bytes",
            paramLabel = "N",
            defaultValue = "" + Limits.DEFAULT_HEADER_BYTES,
            description = "The largest header fields of a request together (default: ${DEFAULT-VALUE}).")
    private int maxHeaderBytes;

    @Option(
            names = "--max-import-bytes",
            paramLabel = "N",
            defaultValue = "" + Limits.DEFAULT_IMPORT_BYTES,
            description = "The largest file to import (default: ${DEFAULT-VALUE}).")
    private int maxImportBytes;

    @Option(
            names = "--max-json-bytes",
            paramLabel = "N",
            defaultValue = "" + Limits.DEFAULT_JSON_BYTES,
            description = "The largest body in JSON (default: ${DEFAULT-VALUE}).")
    private int maxJsonBytes;

    @Option(
            names = "--max-segment-bytes",
            paramLabel = "N",
            defaultValue = "" + Rules.DEFAULT_MAX_SEGMENT_BYTES,
            description = "The longest text of a segment, in UTF-8 (default: ${DEFAULT-VALUE}).")
    private int maxSegmentBytes;

    @Option(
            names = "--max-batch-edits",
            paramLabel = "N",
            defaultValue = "" + Limits.DEFAULT_BATCH_EDITS,
            description = "The most edits in one batch (default: ${DEFAULT-VALUE}).")
    private int maxBatchEdits;

    @Option(
            names = "--max-page-size",
            paramLabel = "N",
            defaultValue = "" + Limits.DEFAULT_PAGE_SIZE,
            description = "The most items on one page (default: ${DEFAULT-VALUE}).")
    private int maxPageSize;

    @Option(
            names = "--max-json-depth",
            paramLabel = "N",
            defaultValue = "" + Limits.DEFAULT_JSON_DEPTH,
            description = "The most objects and arrays within each other in JSON (default: ${DEFAULT-VALUE}).")
    private int maxJsonDepth;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** The same options with what is said here. */
    ServerOptions in(ServerOptions options) {
        var limits = new Limits(
                checked("--max-url-bytes", maxUrlBytes, 100, MAX_HEADER_BYTES),
                checked("--max-header-bytes", maxHeaderBytes, 1_000, MAX_HEADER_BYTES),
                checked("--max-import-bytes", maxImportBytes, 1_000, MAX_BYTES),
                checked("--max-json-bytes", maxJsonBytes, 1_000, MAX_BYTES),
                checked("--max-batch-edits", maxBatchEdits, 1, MAX_COUNT),
                checked("--max-page-size", maxPageSize, 1, MAX_COUNT),
                checked("--max-json-depth", maxJsonDepth, 5, 1_000));
        try {
            return options.withLimits(limits).withAllowedOrigins(Set.copyOf(allowOrigin));
        } catch (IllegalArgumentException e) {
            throw wrong("--allow-origin: %s.".formatted(e.getMessage()));
        }
    }

    /** How many bytes of UTF-8 the text of a segment may have. */
    int maxSegmentBytes() {
        return checked("--max-segment-bytes", maxSegmentBytes, 100, MAX_BYTES / 10);
    }

    private int checked(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw wrong("%s is a number from %d to %d, not %d.".formatted(option, min, max, value));
        }
        return value;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
    }
}
