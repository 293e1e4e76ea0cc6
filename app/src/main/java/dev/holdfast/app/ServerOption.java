package dev.holdfast.app;

import dev.holdfast.http.HoldfastClient;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server a command talks to. */
final class ServerOption {

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "The server to talk to (default: ${DEFAULT-VALUE}).")
    private String server = "";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    HoldfastClient client() {
        var commandLine = Objects.requireNonNull(command).commandLine();
        try {
            var uri = URI.create(server);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return new HoldfastClient(uri);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, wrong(), e);
        }
        throw new ParameterException(commandLine, wrong());
    }

    private String wrong() {
        return "--server is an address such as http://127.0.0.1:8080, not " + server + ".";
    }
}
