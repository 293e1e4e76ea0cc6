package dev.holdfast.http.auth;

import dev.holdfast.domain.Author;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Tokens file as an operator edits it: adds, lists and revokes tokens. A running server notices the changes. */
public final class IssuedTokens {

    private final Path file;
    private final InstantSource clock;

    public IssuedTokens(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Line of the list, without the token and its digest.
     *
     * @param line the number of the line
     * @param role the role; empty if the line cannot be read
     * @param name the name; empty if the line cannot be read
     * @param created the time at which it was made, if the file has it
     * @param expires the first moment at which it is not valid any more, if it expires
     * @param state {@code valid}, or the reason for which it is not
     */
    public record Listed(
            int line,
            Optional<Role> role,
            Optional<String> name,
            Optional<Instant> created,
            Optional<Instant> expires,
            String state) {}

    /**
     * Adds a new token to the file, which is created if it does not exist.
     *
     * @param expires the first moment at which it is not valid any more
     * @return the token, which is stored nowhere
     * @throws UnusableTokens if the file cannot be written, or gives that name another role
     */
    public String add(String name, Role role, Optional<Instant> expires, SecureRandom random) {
        var token = Secret.next(random);
        var now = clock.instant();
        var author = Author.verified(name.strip());
        var created = Optional.of(now.truncatedTo(ChronoUnit.SECONDS));
        var entry = new TokenEntry(TokenEntry.digest(token), role, author, created, expires);
        if (!TokenEntry.parse(entry.line()).equals(Optional.of(entry))) {
            throw new UnusableTokens("A line of the tokens file cannot hold the name %s.".formatted(author.name()));
        }
        update(before -> {
            var other = TokenList.parse(before).role(author, now).filter(known -> known != role);
            if (other.isPresent()) {
                throw new UnusableTokens(
                        "%s has the role %s in %s. Revoke that with 'holdfast token --revoke' first, or add a token of the same role."
                                .formatted(author.name(), other.get().label(), file));
            }
            var isComplete = before.isEmpty() || before.endsWith("\n") || before.endsWith("\r");
            return before + (isComplete ? "" : "\n") + bytes(entry.line()) + "\n";
        });
        return token;
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /**
     * The tokens of the file in its order, and the lines that cannot be read.
     *
     * @throws UnusableTokens if the file cannot be read
     */
    public List<Listed> list() {
        var now = clock.instant();
        var tokens = TokenList.parse(read());
        return tokens.lines().stream()
                .filter(TokenLine::isToken)
                .map(line -> new Listed(
                        line.number(),
                        line.entry().map(TokenEntry::role),
                        line.entry().map(entry -> entry.author().name()),
                        line.entry().flatMap(TokenEntry::created),
                        line.entry().flatMap(TokenEntry::expires),
                        line.entry()
                                .map(entry -> tokens.invalidity(entry, now).orElse("valid"))
                                .orElse("line %d cannot be read".formatted(line.number()))))
                .toList();
    }

    /**
     * Removes the tokens of a name. Everything else in the file stays as it is.
     *
     * @return the number of tokens removed
     * @throws UnusableTokens if the file cannot be read or written
     */
    public int revoke(String name) {
        var unused = read();
        var author = Author.verified(name.strip());
        var revoked = new AtomicInteger();
        update(before -> TokenList.parse(before).lines().stream()
                .filter(line -> {
                    var isOther = line.entry()
                            .filter(entry -> entry.author().equals(author))
                            .isEmpty();
                    revoked.addAndGet(isOther ? 0 : 1);
                    return isOther;
                })
                .map(TokenLine::bytes)
                .collect(Collectors.joining()));
        return revoked.get();
    }

    private String read() {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw UnusableTokens.unreadable(file, e);
        }
    }

    private void update(UnaryOperator<String> change) {
        try {
            AtomicUpdate.apply(file, change);
        } catch (IOException e) {
            throw UnusableTokens.unwritable(file, e);
        }
    }
}
