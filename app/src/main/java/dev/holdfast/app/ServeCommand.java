package dev.holdfast.app;

import dev.holdfast.application.GuardPolicy;
import dev.holdfast.application.Rules;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.auth.Authentication;
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

/** {@code holdfast serve}. */
@Command(
        name = "serve",
        description = "Serves documents over HTTP until it is stopped.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "The port to listen on; 0 picks a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--storage",
            defaultValue = "embedded",
            description = {
                "Where documents are kept (default: ${DEFAULT-VALUE}):",
                "embedded  in a PostgreSQL that the server starts in the data directory;",
                "postgres  in the one that --database-url names;",
                "memory    nowhere: all is forgotten when the server stops."
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
                "The database of postgres storage, such as",
                "jdbc:postgresql://localhost/holdfast?user=holdfast&password=secret.",
                "Better given as HOLDFAST_DATABASE_URL, as other users see a command line."
            })
    private @Nullable String databaseUrl;

    @Option(
            names = "--if-match",
            paramLabel = "POLICY",
            defaultValue = "required",
            description =
                    "Whether a write without If-Match is refused: required or optional (default: ${DEFAULT-VALUE}).")
    private GuardPolicy ifMatch = GuardPolicy.REQUIRED;

    @Option(
            names = "--no-sample",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "Leave out the document that an empty server begins with, which shows the editor.")
    private boolean noSample;

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Mixin
    private HttpOptions http = new HttpOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        check();
        var authentication = access.authentication();
        // Where people are known, nobody but them writes.
        var sample = !noSample && authentication instanceof Authentication.None;
        var options = ServerOptions.defaults().withHost(host).withPort(port).withAuthentication(authentication);
        var settings = new ServeSettings(
                http.in(options),
                storage,
                data,
                Optional.ofNullable(databaseUrl),
                new Rules(ifMatch, http.maxSegmentBytes()),
                sample);
        var out = command().commandLine().getOut();
        try (var server = RunningServer.start(settings, line -> say(out, line))) {
            say(out, "Holdfast is ready at " + server.address());
            server.awaitClose();
        }
        return 0;
    }

    private void check() {
        if (access.contradict()) {
            throw wrong("--tokens and --trust-user-header are two ways to know people; choose one.");
        }
        if (port < 0 || port > 65_535) {
            throw wrong("--port is a number from 0 to 65535, not " + port + ".");
        }
        if (host.isBlank()) {
            throw wrong("--host is a name or an address, such as 127.0.0.1.");
        }
        if (!ServerOptions.defaults().withHost(host).isLoopback() && !access.allowPublic()) {
            throw wrong("--host " + host
                    + " is not a loopback address. Without authentication, anyone who reaches"
                    + " the server may change everything. Give --tokens or --trust-user-header, or --insecure-public if that is"
                    + " what you want.");
        }
        if (storage == Storage.POSTGRES && databaseUrl == null) {
            throw wrong("--storage postgres needs --database-url, or HOLDFAST_DATABASE_URL.");
        }
        if (storage != Storage.POSTGRES && databaseUrl != null) {
            throw wrong("--database-url (or HOLDFAST_DATABASE_URL) is for --storage postgres, not for --storage "
                    + storage.name().toLowerCase(Locale.ROOT) + ".");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command().commandLine(), message);
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
