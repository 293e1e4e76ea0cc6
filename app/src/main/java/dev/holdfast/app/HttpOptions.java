package dev.holdfast.app;

import dev.holdfast.application.Rules;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.changes.StreamOptions;
import dev.holdfast.http.exchange.ConnectionLimits;
import dev.holdfast.http.exchange.Limits;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options for CORS and limits. The default of each limit is that of the module that applies it. */
final class HttpOptions {

    private static final Limits DEFAULTS = Limits.defaults();
    private static final StreamOptions STREAMS = StreamOptions.defaults();

    private static final int MAX_BYTES = 1_000_000_000;
    private static final int MAX_HEADER_BYTES = 1_000_000;
    private static final int MAX_COUNT = 1_000_000;

    @Option(
            names = "--allow-origin",
            paramLabel = "URL",
            split = ",",
            description = {
                "Allow web pages of this origin (CORS), for example https://example.com.",
                "Repeat the option or separate origins with commas. The server's own pages are always allowed."
            })
    private List<String> allowOrigin = List.of();

    @Option(
            names = "--max-url-bytes",
            paramLabel = "N",
            description = "The longest URL path with query, in bytes (default: ${DEFAULT-VALUE}).")
    private int maxUrlBytes = DEFAULTS.urlBytes();

    @Option(
            names = "--max-header-bytes",
            paramLabel = "N",
            description = "The largest request header, in bytes (default: ${DEFAULT-VALUE}).")
    private int maxHeaderBytes = DEFAULTS.headerBytes();

    @Option(
            names = "--max-import-bytes",
            paramLabel = "N",
            description = "The largest file to import, in bytes (default: ${DEFAULT-VALUE}).")
    private int maxImportBytes = DEFAULTS.importBytes();

    @Option(
            names = "--max-json-bytes",
            paramLabel = "N",
            description = "The largest JSON body, in bytes (default: ${DEFAULT-VALUE}).")
    private int maxJsonBytes = DEFAULTS.jsonBytes();

    @Option(
            names = "--max-segment-bytes",
            paramLabel = "N",
            description = "The longest text of a caption, in bytes of UTF-8 (default: ${DEFAULT-VALUE}).")
    private int maxSegmentBytes = Rules.defaults().maxSegmentBytes();

    @Option(
            names = "--max-segments",
            paramLabel = "N",
            description = "The most captions or paragraphs of a document (default: ${DEFAULT-VALUE}).")
    private int maxSegments = Rules.defaults().maxSegments();

    @Option(
            names = "--max-batch-edits",
            paramLabel = "N",
            description = "The most captions that one batch edits (default: ${DEFAULT-VALUE}).")
    private int maxBatchEdits = DEFAULTS.batchEdits();

    @Option(
            names = "--max-page-size",
            paramLabel = "N",
            description = "The most items on one page (default: ${DEFAULT-VALUE}).")
    private int maxPageSize = DEFAULTS.pageSize();

    @Option(
            names = "--max-json-depth",
            paramLabel = "N",
            description = "The deepest nesting of JSON objects and arrays (default: ${DEFAULT-VALUE}).")
    private int maxJsonDepth = DEFAULTS.jsonDepth();

    @Option(
            names = "--max-pending-bodies",
            paramLabel = "N",
            description = "The most request bodies whose rest is awaited at the same time (default: ${DEFAULT-VALUE}).")
    private int maxPendingBodies = DEFAULTS.pendingBodies();

    @Option(
            names = "--max-pending-bodies-per-address",
            paramLabel = "N",
            description = {
                "The same, of clients with one address (default: ${DEFAULT-VALUE}).",
                "Behind a reverse proxy all clients have its address, unless --trusted-proxy names it."
            })
    private int maxPendingBodiesPerAddress = DEFAULTS.pendingBodiesPerAddress();

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            description = {
                "The most connections at the same time (default: ${DEFAULT-VALUE}, and at most three quarters of the files",
                "that the process may open)."
            })
    private int maxConnections = DEFAULTS.connections().total();

    @Option(
            names = "--max-connections-per-address",
            paramLabel = "N",
            description = {
                "The same, from one address (default: ${DEFAULT-VALUE}). Proxies of --trusted-proxy have no limit of their own."
            })
    private int maxConnectionsPerAddress = DEFAULTS.connections().perAddress();

    @Option(
            names = "--max-streams-per-person",
            paramLabel = "N",
            description = "The most change streams of one person who is signed in (default: ${DEFAULT-VALUE}).")
    private int maxStreamsPerPerson = STREAMS.maxPerPerson();

    @Option(
            names = "--max-streams-per-address",
            paramLabel = "N",
            description = {
                "The most change streams of clients with one address that are not signed in (default: ${DEFAULT-VALUE}).",
                "Behind a reverse proxy all clients have its address."
            })
    private int maxStreamsPerAddress = STREAMS.maxPerAddress();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Returns the server options with these limits and origins. */
    ServerOptions applyTo(ServerOptions options) {
        var limits = new Limits(
                checked("--max-url-bytes", maxUrlBytes, 100, MAX_HEADER_BYTES),
                checked("--max-header-bytes", maxHeaderBytes, 1_000, MAX_HEADER_BYTES),
                checked("--max-import-bytes", maxImportBytes, 1_000, MAX_BYTES),
                checked("--max-json-bytes", maxJsonBytes, 1_000, MAX_BYTES),
                checked("--max-batch-edits", maxBatchEdits, 1, MAX_COUNT),
                checked("--max-page-size", maxPageSize, 1, MAX_COUNT),
                checked("--max-json-depth", maxJsonDepth, 5, 1_000),
                checked("--max-pending-bodies", maxPendingBodies, 1, MAX_COUNT),
                checked("--max-pending-bodies-per-address", maxPendingBodiesPerAddress, 1, MAX_COUNT),
                new ConnectionLimits(
                        checked("--max-connections", maxConnections, 20, MAX_COUNT),
                        checked("--max-connections-per-address", maxConnectionsPerAddress, 1, MAX_COUNT)));
        var streams = options.streams()
                .withPlaces(
                        checked("--max-streams-per-person", maxStreamsPerPerson, 1, MAX_COUNT),
                        checked("--max-streams-per-address", maxStreamsPerAddress, 1, MAX_COUNT));
        try {
            return options.withLimits(limits).withStreams(streams).withAllowedOrigins(Set.copyOf(allowOrigin));
        } catch (IllegalArgumentException e) {
            throw invalid("--allow-origin: %s.".formatted(e.getMessage()));
        }
    }

    /** The longest text of a segment, in bytes of UTF-8. */
    int maxSegmentBytes() {
        return checked("--max-segment-bytes", maxSegmentBytes, 100, MAX_BYTES / 10);
    }

    /** The most segments of a document. */
    int maxSegments() {
        return checked("--max-segments", maxSegments, 1, MAX_COUNT);
    }

    private int checked(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw invalid("%s must be from %d to %d, not %d.".formatted(option, min, max, value));
        }
        return value;
    }

    private ParameterException invalid(String message) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
    }
}
