package dev.holdfast.app;

import dev.holdfast.application.GuardPolicy;
import dev.holdfast.application.JsonSyntaxPolicy;
import dev.holdfast.application.Rules;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.auth.Authentication;
import java.io.PrintWriter;
import java.util.Objects;
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

    @Mixin
    private StorageOptions storage = new StorageOptions();

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
                storage.storage(),
                storage.data(),
                storage.databaseUrl(),
                storage.databaseSchema(),
                storage.databaseWait(),
                new Rules(ifMatch, http.maxSegmentBytes(), http.maxSegments(), jsonSyntax),
                sessions.settings(),
                sample);
        var out = command().commandLine().getOut();
        try (var server = RunningServer.start(settings, serverLog, line -> print(out, line))) {
            proxy.summary(authentication).ifPresent(line -> print(out, line));
            print(out, "Holdfast is ready at " + server.address());
            var stop = new Thread(
                    () -> print(out, "Holdfast is stopping: it completes the requests in progress."), "stop");
            Runtime.getRuntime().addShutdownHook(stop);
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
        storage.requireValid();
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
