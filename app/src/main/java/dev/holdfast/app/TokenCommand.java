package dev.holdfast.app;

import dev.holdfast.domain.Author;
import dev.holdfast.http.auth.IssuedTokens;
import dev.holdfast.http.auth.Role;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
            "With --list or --revoke, lists or revokes tokens. A running server picks up all changes within two seconds."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TokenCommand implements Callable<Integer> {

    private static final String ROW = "%-8s %-20s %-20s %s  %s%n";

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "The user name, which becomes the author of their edits.")
    private @Nullable String name;

    @Option(
            names = "--role",
            description = "The role: reader (read only), editor (also edit captions), admin (also manage documents).")
    private @Nullable Role role;

    @Option(names = "--tokens", paramLabel = "FILE", required = true, description = "The tokens file of the server.")
    private Path tokens = Path.of("");

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = Expiry.Converter.class,
            description = {
                "The end of the token: some time from now, for example 90d or 12h, or a date, at whose beginning",
                "in UTC it expires, for example 2027-01-31. Without this option it does not expire."
            })
    private @Nullable Expiry expires;

    @Option(names = "--list", description = "List names, roles, times and states; the file holds no token to show.")
    private boolean list;

    @Option(
            names = "--revoke",
            paramLabel = "NAME",
            description = "Remove all tokens of this user, which also ends their sessions.")
    private @Nullable String revoked;

    @Spec
    private @Nullable CommandSpec spec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        if (Stream.of(name != null, list, revoked != null).filter(wish -> wish).count() != 1) {
            throw invalid("Give one of NAME (with --role), --list and --revoke NAME.");
        }
        if (name == null && (role != null || expires != null)) {
            throw invalid("--role and --expires are for a new token.");
        }
        var issued = new IssuedTokens(tokens, clock);
        if (list) {
            print(issued);
        } else if (revoked != null) {
            revoke(issued, checked(revoked, Author::isStorable));
        } else {
            add(issued, checked(Objects.requireNonNull(name), Author::isName));
        }
        return 0;
    }

    private void add(IssuedTokens issued, String user) {
        if (role == null) {
            throw invalid("Missing required option: '--role=<role>'");
        }
        var now = clock.instant();
        var end = Optional.ofNullable(expires).map(expiry -> expiry.from(now));
        if (end.filter(time -> !time.isAfter(now)).isPresent()) {
            throw invalid("--expires must be in the future, not %s.".formatted(end.get()));
        }
        commandLine().getOut().println(issued.add(user, role, end, new SecureRandom()));
    }

    private void revoke(IssuedTokens issued, String user) {
        var count = issued.revoke(user);
        if (count == 0) {
            throw new UnusableFile(
                    "%s has no token of %s. 'holdfast token --list' shows the names.".formatted(tokens, user.strip()));
        }
        commandLine()
                .getOut()
                .println(
                        "Revoked %d token%s of %s. Within two seconds a running server accepts them and their sessions no more."
                                .formatted(count, count == 1 ? "" : "s", user.strip()));
    }

    private void print(IssuedTokens issued) {
        var tokensOfFile = issued.list();
        var out = commandLine().getOut();
        out.printf(ROW, "ROLE", "CREATED", "EXPIRES", "STATE", "NAME");
        for (var token : tokensOfFile) {
            out.printf(
                    ROW,
                    token.role().map(Role::label).orElse("-"),
                    text(token.created()),
                    text(token.expires()),
                    token.state(),
                    token.name().orElse("-"));
        }
        out.flush();
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("-");
    }

    private String checked(String user, Predicate<String> isName) {
        if (!isName.test(user)) {
            throw invalid(
                    "NAME must be 1 to %d characters, each of which can be seen.".formatted(Author.MAX_NAME_LENGTH));
        }
        return user;
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private ParameterException invalid(String message) {
        return new ParameterException(commandLine(), message);
    }
}
