package dev.holdfast.app;

import dev.holdfast.application.GuardPolicy;
import dev.holdfast.application.JsonSyntaxPolicy;
import dev.holdfast.application.Rules;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.postgres.Schema;
import java.io.PrintWriter;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code holdfast serve}. */
@Command(
        name = "serve",
        description = "Runs the HTTP server until it is stopped.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {

    private static final ServerOptions DEFAULTS = ServerOptions.defaults();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "The address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = DEFAULTS.host();

    @Option(names = "--port", description = "The port to listen on; 0 picks a free one (default: ${DEFAULT-VALUE}).")
    private int port = DEFAULTS.port();

    @Option(
            names = "--storage",
            defaultValue = "embedded",
            description = {
                "The storage of the documents (default: ${DEFAULT-VALUE}):",
                "embedded  a PostgreSQL server that Holdfast runs in the data directory;",
                "postgres  the PostgreSQL database of --database-url;",
                "memory    in memory only: all documents are lost when the server stops."
            })
    private Storage storage = Storage.EMBEDDED;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            defaultValue = "holdfast-data",
            description = "The data directory of embedded storage (default: ./${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = {
                "The database of postgres storage, for example",
                "jdbc:postgresql://localhost/holdfast?user=holdfast&password=secret.",
                "Prefer HOLDFAST_DATABASE_URL, because other users can see the command line."
            })
    private @Nullable String databaseUrl;

    @Option(
            names = "--database-schema",
            paramLabel = "NAME",
            description = {
                "The schema of postgres storage (default: holdfast). It is created if it is missing. Tables that a version",
                "without a schema of its own left in the schema public are moved to it, unless public is named here."
            })
    private @Nullable String databaseSchema;

    @Option(
            names = "--if-match",
            paramLabel = "POLICY",
            defaultValue = "tag",
            description = {
                "The policy for writes without If-Match: tag requires the ETag of a version in each change and deletion,",
                "required accepts If-Match: * too, which overwrites what its sender has not seen,",
                "optional accepts writes without the field (default: ${DEFAULT-VALUE})."
            })
    private GuardPolicy ifMatch = GuardPolicy.TAG;

    @Option(
            names = "--json-syntax",
            paramLabel = "POLICY",
            defaultValue = "strict",
            description =
                    "The policy for texts of JSON documents that are not JSON: strict refuses them, lenient accepts them"
                            + " (default: ${DEFAULT-VALUE}).")
    private JsonSyntaxPolicy jsonSyntax = JsonSyntaxPolicy.STRICT;

    @Option(
            names = "--no-sample",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "Do not create the sample document, which an empty server gets to show the editor.")
    private boolean noSample;

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Mixin
    private SessionOptions sessions = new SessionOptions();

    @Mixin
    private ProxyOptions proxy = new ProxyOptions();

    @Mixin
    private LogOptions log = new LogOptions();

    @Mixin
    private HttpOptions http = new HttpOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        requireValid();
        try (var serverLog = ServerLog.start(log.format())) {
            serve(serverLog);
        }
        return 0;
    }

    private void serve(ServerLog serverLog) throws InterruptedException {
        var authentication = proxy.namesUsers() ? proxy.authentication() : access.authentication();
        // With authentication, only users write documents.
        var sample = !noSample && authentication instanceof Authentication.None;
        var options = DEFAULTS.withHost(host)
                .withPort(port)
                .withAuthentication(authentication)
                .withTrustedProxies(proxy.trusted())
                .withPublicUrls(proxy.publicUrls())
                .withAccessLog(log.accessLog());
        var settings = new ServeSettings(
                http.applyTo(options),
                storage,
                data,
                Optional.ofNullable(databaseUrl),
                schema(),
                new Rules(ifMatch, http.maxSegmentBytes(), http.maxSegments(), jsonSyntax),
                sessions.settings(),
                sample);
        var out = command().commandLine().getOut();
        try (var server = RunningServer.start(settings, serverLog, line -> print(out, line))) {
            proxy.summary(authentication).ifPresent(line -> print(out, line));
            print(out, "Holdfast is ready at " + server.address());
            server.awaitClose();
        }
    }

    private void requireValid() {
        if (access.requiresToken() && proxy.namesUsers()) {
            throw invalid("--tokens and --trust-user-header are two ways of authentication; choose one.");
        }
        if (port < 0 || port > 65_535) {
            throw invalid("--port must be from 0 to 65535, not " + port + ".");
        }
        if (host.isBlank()) {
            throw invalid("--host must be a host name or an address, for example " + ServerOptions.DEFAULT_HOST + ".");
        }
        var isProtected = access.requiresToken() || proxy.namesUsers() || access.allowsEveryone();
        if (!DEFAULTS.withHost(host).isLoopback() && !isProtected) {
            throw invalid("--host " + host
                    + " is not a loopback address. Without authentication, everyone who can reach the server can change"
                    + " everything. Use --tokens or --trust-user-header, or allow it with --insecure-public.");
        }
        proxy.requireValidFor(DEFAULTS.withHost(host));
        if (storage == Storage.POSTGRES && databaseUrl == null) {
            throw invalid("--storage postgres needs --database-url or HOLDFAST_DATABASE_URL.");
        }
        if (storage != Storage.POSTGRES && databaseUrl != null) {
            throw invalid("--database-url (or HOLDFAST_DATABASE_URL) is for --storage postgres, not for --storage "
                    + storage.name().toLowerCase(Locale.ROOT) + ".");
        }
    }

    private Schema schema() {
        if (databaseSchema == null) {
            return Schema.DEFAULT;
        }
        if (storage != Storage.POSTGRES) {
            throw invalid("--database-schema is for --storage postgres.");
        }
        try {
            return Schema.named(databaseSchema);
        } catch (IllegalArgumentException e) {
            throw invalid("--database-schema: " + e.getMessage());
        }
    }

    private ParameterException invalid(String message) {
        return new ParameterException(command().commandLine(), message);
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }

    private static void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
