package dev.holdfast.app;

import dev.holdfast.domain.Author;
import dev.holdfast.http.auth.Role;
import dev.holdfast.http.auth.TokenFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code holdfast token}. */
@Command(
        name = "token",
        description = {
            "Creates a token for a user and adds it to a tokens file. The token is printed once and stored only as a hash.",
            "To revoke it, delete its line. A running server picks up both changes."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TokenCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The user name, which becomes the author of their edits.")
    private String name = "";

    @Option(
            names = "--role",
            required = true,
            description = "The role: reader (read only), editor (also edit captions), admin (also manage documents).")
    private Role role = Role.READER;

    @Option(names = "--tokens", paramLabel = "FILE", required = true, description = "The tokens file of the server.")
    private Path tokens = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        if (!Author.isName(name)) {
            throw new ParameterException(
                    commandLine,
                    "NAME must be 1 to %d characters, each of which can be seen.".formatted(Author.MAX_NAME_LENGTH));
        }
        commandLine.getOut().println(TokenFile.add(tokens, name, role, new SecureRandom()));
        return 0;
    }
}
