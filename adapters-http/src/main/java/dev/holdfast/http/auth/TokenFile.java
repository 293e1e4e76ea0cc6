package dev.holdfast.http.auth;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens file: each line holds the SHA-256 of a token in hexadecimal digits, a role and a name. Lines that begin with # are
 * comments. The file holds no token, so reading it gives no access.
 *
 * <p>A change of the file takes effect with the next request; an unreadable file changes nothing and is logged. Safe for use
 * by many threads.
 */
public final class TokenFile implements AccessPolicy {

    private static final int TOKEN_BYTES = 32;
    private static final Logger LOGGER = LoggerFactory.getLogger(TokenFile.class);

    private record Content(FileTime modified, long size, List<TokenEntry> entries) {}

    private final Path file;
    private volatile Content content;

    private TokenFile(Path file, Content content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Reads a file.
     *
     * @throws UnusableTokens if the file is unreadable or malformed; the message names the line
     */
    public static TokenFile read(Path file) {
        return new TokenFile(file, load(file));
    }

    private static Content load(Path file) {
        try {
            var modified = Files.getLastModifiedTime(file);
            var entries = new ArrayList<TokenEntry>();
            var lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (var i = 0; i < lines.size(); i++) {
                var line = lines.get(i).strip();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    entries.add(entry(file, i + 1, line, entries));
                }
            }
            return new Content(modified, Files.size(file), List.copyOf(entries));
        } catch (IOException e) {
            throw new UnusableTokens("The tokens file %s cannot be read: %s.".formatted(file, reason(e)), e);
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "the file does not exist; create it with 'holdfast token'";
        }
        return failure instanceof AccessDeniedException ? "permission denied" : String.valueOf(failure.getMessage());
    }

    private static TokenEntry entry(Path file, int number, String line, List<TokenEntry> before) {
        var entry = TokenEntry.parse(line)
                .orElseThrow(() -> new UnusableTokens(
                        "Line %d of the tokens file %s is not a SHA-256 in 64 hexadecimal digits, a role (reader, editor or admin) and a name. Use 'holdfast token' to add lines."
                                .formatted(number, file)));
        if (before.stream().anyMatch(other -> other.author().equals(entry.author()) && other.role() != entry.role())) {
            throw new UnusableTokens("Line %d of the tokens file %s gives %s another role than an earlier line."
                    .formatted(number, file, entry.author().name()));
        }
        return entry;
    }

    /**
     * Adds a new token to a file, which is created if it does not exist.
     *
     * @return the token, which is stored nowhere
     * @throws UnusableTokens if the file cannot be written, or gives that name another role
     */
    public static String add(Path file, String name, Role role, SecureRandom random) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var entry = TokenEntry.of(token, role, name.strip());
        if (Files.exists(file)) {
            var entries = load(file).entries();
            var unused = entry(file, entries.size() + 1, entry.line(), entries);
        }
        try {
            Files.writeString(
                    file, entry.line() + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UnusableTokens("The tokens file %s cannot be written: %s.".formatted(file, reason(e)), e);
        }
        return token;
    }

    /** The author of a token; empty if the token is unknown. */
    Optional<Author> author(String token) {
        return entries().stream()
                .filter(entry -> entry.matches(token))
                .map(TokenEntry::author)
                .findFirst();
    }

    Optional<Role> role(Author author) {
        return entries().stream()
                .filter(entry -> entry.author().equals(author))
                .map(TokenEntry::role)
                .findFirst();
    }

    @Override
    public boolean allows(Author author, Action action, DocumentId document) {
        return role(author).filter(role -> role.allows(action)).isPresent();
    }

    @Override
    public boolean mayCreate(Author author) {
        return role(author).filter(role -> role.allows(Action.MANAGE)).isPresent();
    }

    private List<TokenEntry> entries() {
        var known = content;
        try {
            var modified = Files.getLastModifiedTime(file);
            var size = Files.size(file);
            if (!known.modified().equals(modified) || known.size() != size) {
                known = new Content(modified, size, reloaded(known.entries()));
                content = known;
            }
        } catch (IOException e) {
            LOGGER.error("The tokens file cannot be read. The tokens read before stay valid.", e);
        }
        return known.entries();
    }

    private List<TokenEntry> reloaded(List<TokenEntry> before) {
        try {
            return load(file).entries();
        } catch (UnusableTokens e) {
            LOGGER.error("The tokens file has changed and cannot be used. The tokens read before stay valid.", e);
            return before;
        }
    }
}
