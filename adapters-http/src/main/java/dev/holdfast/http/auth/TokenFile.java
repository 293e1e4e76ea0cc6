package dev.holdfast.http.auth;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.session.Principal;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tokens file of a running server (http.md, Sessions and tokens). It holds digests of the tokens, so reading it gives no
 * access.
 *
 * <p>Its content is compared once a second, by one of the requests. A line that cannot be read takes away its token only;
 * while the file cannot be read, or is gone, no token is valid. Both are told in {@link SecurityEvents}. Safe for use by
 * many threads.
 */
public final class TokenFile implements AccessPolicy {

    private static final String KIND = "tokens";

    private final Path file;
    private final InstantSource clock;
    private final SecurityEvents events = new SecurityEvents();
    private final FollowedFile<TokenList> list;

    /** False until the file was found usable: one that is not is reported by the error that ends the start, and by it alone. */
    private boolean isFollowed;

    private TokenFile(Path file, InstantSource clock, Duration interval) throws IOException {
        this.file = file;
        this.clock = clock;
        this.list = new FollowedFile<>(file, interval, new Meaning());
    }

    /** Meaning of the file, which is told when it changes. */
    private final class Meaning implements FollowedFile.Meaning<TokenList> {

        @Override
        public TokenList of(String bytes) {
            var tokens = TokenList.parse(bytes);
            if (isFollowed || firstUnusable(tokens).isEmpty()) {
                var now = clock.instant();
                events.fileRead(KIND, file, tokens.count(now), tokens.faults(now));
            }
            return tokens;
        }

        @Override
        public TokenList ofUnreadable(String reason) {
            events.fileUnreadable(KIND, file, reason + "; no token is valid until it can be read");
            return TokenList.EMPTY;
        }
    }

    /**
     * Reads a file, and follows its changes.
     *
     * @throws UnusableTokens if the file cannot be read, or has lines but none of a token; the message names the first
     */
    public static TokenFile read(Path file) {
        return read(file, InstantSource.system(), FollowedFile.INTERVAL);
    }

    static TokenFile read(Path file, InstantSource clock, Duration interval) {
        try {
            var read = new TokenFile(file, clock, interval);
            read.requireUsable();
            return read;
        } catch (IOException e) {
            throw UnusableTokens.unreadable(file, e);
        }
    }

    private void requireUsable() {
        firstUnusable(list.current()).ifPresent(line -> {
            throw new UnusableTokens(
                    "Line %d of the tokens file %s is not a SHA-256 in 64 hexadecimal digits, a role (reader, editor or admin) and a name, and neither is any other. Use 'holdfast token' to add lines."
                            .formatted(line.number(), file));
        });
        isFollowed = true;
    }

    /** The first line of a list that has lines, but none of a token. */
    private static Optional<TokenLine> firstUnusable(TokenList tokens) {
        var lines = tokens.lines().stream().filter(TokenLine::isToken).toList();
        return lines.stream().allMatch(line -> line.entry().isEmpty())
                ? lines.stream().findFirst()
                : Optional.empty();
    }

    /**
     * Adds a new token that does not expire to a file, which is created if it does not exist.
     *
     * @return the token, which is stored nowhere
     * @throws UnusableTokens if the file cannot be written, or gives that name another role
     */
    public static String add(Path file, String name, Role role, SecureRandom random) {
        return new IssuedTokens(file, InstantSource.system()).add(name, role, Optional.empty(), random);
    }

    /** The entry of a token, valid or not; empty if the token is unknown. */
    Optional<TokenEntry> find(String token) {
        return list.current().find(token);
    }

    /** The reason for which a token is not valid; empty if it is. */
    Optional<String> invalidity(TokenEntry entry) {
        return list.current().invalidity(entry, clock.instant());
    }

    /** True while a person's token is valid and has the same role. */
    boolean holds(Principal principal) {
        return list.current().holds(principal, clock.instant());
    }

    Optional<Role> role(Author author) {
        return list.current().role(author, clock.instant());
    }

    @Override
    public boolean allows(Author author, Action action, DocumentId document) {
        return role(author).filter(role -> role.allows(action)).isPresent();
    }

    @Override
    public boolean mayCreate(Author author) {
        return role(author).filter(role -> role.allows(Action.MANAGE)).isPresent();
    }
}
