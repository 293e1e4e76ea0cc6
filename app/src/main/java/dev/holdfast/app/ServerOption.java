package dev.holdfast.app;

import dev.holdfast.http.client.HoldfastClient;
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

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = {
                "The token to sign in with, where the server lets in only those who have one.",
                "Better given as HOLDFAST_TOKEN, as other users see a command line."
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
            throw new ParameterException(commandLine, wrong(), e);
        }
        throw new ParameterException(commandLine, wrong());
    }

    /** Without a word of it in the message: it may be a token with a slip. */
    private String checked(String text) {
        if (!HoldfastClient.isToken(text)) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--token (or HOLDFAST_TOKEN) is what 'holdfast token' printed, without spaces or line breaks.");
        }
        return text;
    }

    private String wrong() {
        return "--server is an address such as http://127.0.0.1:8080, not " + server + ".";
    }
}
