package dev.holdfast.app;

import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.client.HealthProbe;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code holdfast health}, for the health checks of containers and services. */
@Command(
        name = "health",
        description = "Asks a server if it is ready. Exit code 0 if it is, 1 if not.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class HealthCommand implements Callable<Integer> {

    /** Longer than the response of a server whose database does not respond. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server (default: the one on this computer, on the port of HOLDFAST_PORT or "
                    + ServerOptions.DEFAULT_PORT + ").")
    private @Nullable URI url;

    @Option(names = "--port", hidden = true, description = "Set by the environment variable of the server.")
    private int port = ServerOptions.DEFAULT_PORT;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        var server = url == null ? URI.create("http://%s:%d".formatted(ServerOptions.DEFAULT_HOST, port)) : url;
        if (server.getHost() == null || !("http".equals(server.getScheme()) || "https".equals(server.getScheme()))) {
            throw new ParameterException(
                    commandLine, "--url must be a URL like http://127.0.0.1:8080, not %s.".formatted(server));
        }
        var problem = new HealthProbe(server, TIMEOUT).problem();
        if (problem.isEmpty()) {
            commandLine.getOut().println(server + " is ready.");
            return 0;
        }
        commandLine.getErr().println("holdfast: " + problem.get());
        return 1;
    }
}
