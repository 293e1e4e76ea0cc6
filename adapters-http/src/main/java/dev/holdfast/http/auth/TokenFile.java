package dev.holdfast.http.auth;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.session.Principal;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens file of a running server (http.md, Sessions and tokens). It holds digests of the tokens, so reading it gives no
 * access.
 *
 * <p>Its content is compared once a second, by one of the requests. A line that cannot be read takes away its token only;
 * while the file cannot be read, or is gone, no token is valid. Both are logged. Safe for use by many threads.
 */
public final class TokenFile implements AccessPolicy {

    private static final Logger LOGGER = LoggerFactory.getLogger(TokenFile.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Much more than a line for everybody in a large company. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    /** Some programs empty a file before they write it; so a change counts when a second look shows the same. */
    private static final Duration SETTLE = Duration.ofMillis(200);

    private static final int MAX_LOOKS = 5;

    /**
     * Look at the file.
     *
     * @param text the bytes, one character each; of a file that cannot be read, the reason
     */
    private record Look(String text, boolean isReadable) {

        static Look at(Path file) {
            try {
                return new Look(bytes(file), true);
            } catch (IOException e) {
                return new Look(UnusableTokens.reason(file, e), false);
            }
        }

        TokenList tokens() {
            return isReadable ? TokenList.parse(text) : TokenList.EMPTY;
        }
    }

    /**
     * Content of the file.
     *
     * @param nanos the time of the last look, in {@link System#nanoTime}
     */
    private record Content(Look look, TokenList tokens, long nanos) {}

    private final Path file;
    private final InstantSource clock;
    private final Duration interval;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Content content;

    private TokenFile(Path file, InstantSource clock, Duration interval) throws IOException {
        this.file = file;
        this.clock = clock;
        this.interval = interval;
        this.content = content(new Look(bytes(file), true));
    }

    /**
     * Reads a file, and follows its changes.
     *
     * @throws UnusableTokens if the file cannot be read, or has lines but none of a token; the message names the first
     */
    public static TokenFile read(Path file) {
        return read(file, InstantSource.system(), INTERVAL);
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
        var lines = content.tokens().lines().stream().filter(TokenLine::isToken).toList();
        if (!lines.isEmpty() && lines.stream().allMatch(line -> line.entry().isEmpty())) {
            throw new UnusableTokens(
                    "Line %d of the tokens file %s is not a SHA-256 in 64 hexadecimal digits, a role (reader, editor or admin) and a name, and neither is any other. Use 'holdfast token' to add lines."
                            .formatted(lines.get(0).number(), file));
        }
        logFaults();
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
        return tokens().find(token);
    }

    /** The reason for which a token is not valid; empty if it is. */
    Optional<String> invalidity(TokenEntry entry) {
        return tokens().invalidity(entry, clock.instant());
    }

    /** True while a person's token is valid and has the same role. */
    boolean holds(Principal principal) {
        return tokens().holds(principal, clock.instant());
    }

    Optional<Role> role(Author author) {
        return tokens().role(author, clock.instant());
    }

    @Override
    public boolean allows(Author author, Action action, DocumentId document) {
        return role(author).filter(role -> role.allows(action)).isPresent();
    }

    @Override
    public boolean mayCreate(Author author) {
        return role(author).filter(role -> role.allows(Action.MANAGE)).isPresent();
    }

    /** The current tokens. One thread reads the file when it is due; the others wait for it only if it takes long. */
    private TokenList tokens() {
        var age = age();
        if (age >= interval.toNanos() && (age >= 2 * interval.toNanos() ? acquire() : reading.tryLock())) {
            try {
                if (age() >= interval.toNanos()) {
                    reload();
                }
            } finally {
                reading.unlock();
            }
        }
        return content.tokens();
    }

    private long age() {
        return System.nanoTime() - content.nanos();
    }

    private boolean acquire() {
        reading.lock();
        return true;
    }

    private void reload() {
        var look = settledLook();
        if (look.equals(content.look())) {
            content = new Content(look, content.tokens(), System.nanoTime());
            return;
        }
        content = content(look);
        if (look.isReadable()) {
            LOGGER.info(
                    "The tokens file was read again; valid tokens: {}",
                    content.tokens().count(clock.instant()));
            logFaults();
        } else {
            LOGGER.error("No token is valid, until the file can be read. {}", look.text());
        }
    }

    private Look settledLook() {
        var look = Look.at(file);
        for (var looks = 1; looks < MAX_LOOKS && !look.equals(content.look()); looks++) {
            LockSupport.parkNanos(SETTLE.toNanos());
            var before = look;
            look = Look.at(file);
            if (look.equals(before)) {
                break;
            }
        }
        return look;
    }

    private static Content content(Look look) {
        return new Content(look, look.tokens(), System.nanoTime());
    }

    private void logFaults() {
        var faults = content.tokens().faults(clock.instant());
        if (!faults.isEmpty()) {
            LOGGER.error(
                    "Tokens of the tokens file that are not valid, on {}. All other lines hold.",
                    String.join(", ", faults));
        }
    }

    private static String bytes(Path file) throws IOException {
        try (var input = Files.newInputStream(file)) {
            var bytes = input.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it is longer than %d bytes".formatted(MAX_BYTES));
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
