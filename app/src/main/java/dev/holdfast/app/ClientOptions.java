package dev.holdfast.app;

import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.client.HoldfastClient;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the commands that connect to a server. */
final class ClientOptions {

    private static final String DEFAULT_SERVER =
            "http://" + ServerOptions.DEFAULT_HOST + ":" + ServerOptions.DEFAULT_PORT;

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = DEFAULT_SERVER,
            description = "The server to connect to (default: ${DEFAULT-VALUE}).")
    private String server = "";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = {
                "The token for a server that requires one.",
                "Prefer HOLDFAST_TOKEN, because other users can see the command line."
            })
    private @Nullable String token;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    HoldfastClient client() {
        var commandLine = Objects.requireNonNull(command).commandLine();
        try {
            var uri = URI.create(server);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                var client = new HoldfastClient(uri);
                return token == null ? client : client.withToken(checked(token));
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, invalidServer(), e);
        }
        throw new ParameterException(commandLine, invalidServer());
    }

    /** The message does not repeat the text: it may be a token with a typing error. */
    private String checked(String text) {
        if (!HoldfastClient.isToken(text)) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--token (or HOLDFAST_TOKEN) must be a token printed by 'holdfast token', without spaces or line breaks.");
        }
        return text;
    }

    private String invalidServer() {
        return "--server must be a URL like " + DEFAULT_SERVER + ", not " + server + ".";
    }
}
