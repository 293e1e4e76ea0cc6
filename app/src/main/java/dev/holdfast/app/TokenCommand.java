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

/** {@code holdfast token}. */
@Command(
        name = "token",
        description = {
            "Makes a token for a person and adds a line for it to a tokens file. The token is shown once and kept nowhere.",
            "To take it back, delete the line. A running server notices both."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TokenCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Who it is for, as their edits will be signed.")
    private String name = "";

    @Option(
            names = "--role",
            required = true,
            description = "What they may do: reader (read), editor (also edit segments), admin (also documents).")
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
                    "A name is 1 to %d characters without control characters.".formatted(Author.MAX_NAME_LENGTH));
        }
        commandLine.getOut().println(TokenFile.add(tokens, name, role, new SecureRandom()));
        return 0;
    }
}
