package dev.holdfast.http.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Roles file: each line holds a role and the name of a person. Lines that begin with # are comments.
 *
 * <p>A change of its content takes effect with the next request. A line that cannot be used is left out and reported, and a
 * person whom it names has the least role; so has everybody while the file cannot be read. So a slip never gives a right. Safe
 * for use by many threads.
 */
public final class RoleFile {

    private static final String KIND = "roles";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Roles that were read from a text; the text of a file that cannot be read is missing. */
    private record Content(Optional<String> text, Map<String, Role> roles) {}

    private final Path file;
    private final SecurityEvents events = new SecurityEvents();
    private volatile Content content;

    private RoleFile(Path file, Content content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Reads a file.
     *
     * @throws UnusableTokens if it cannot be read
     */
    public static RoleFile read(Path file) {
        try {
            var roles = new RoleFile(file, new Content(Optional.empty(), Map.of()));
            roles.content = roles.parse(text(file));
            return roles;
        } catch (IOException e) {
            throw new UnusableTokens("The roles file %s cannot be read: %s.".formatted(file, reason(e)), e);
        }
    }

    /** The role of a person; the other one if the file does not name that person. */
    Role role(String name, Role otherwise) {
        var current = current();
        return current.text().isEmpty() ? Role.READER : current.roles().getOrDefault(name, otherwise);
    }

    /** The content is compared, because a program can keep the time and the length of a file that it changes. */
    private Content current() {
        var known = content;
        try {
            var text = text(file);
            if (!known.text().equals(Optional.of(text))) {
                known = parse(text);
                content = known;
            }
        } catch (IOException e) {
            if (known.text().isPresent()) {
                events.fileUnreadable(KIND, file, reason(e) + "; everybody is a reader until it can be read");
            }
            known = new Content(Optional.empty(), Map.of());
            content = known;
        }
        return known;
    }

    private static String text(Path file) throws IOException {
        return new String(
                Files.readAllBytes(file), StandardCharsets.UTF_8); // replaces, where readString would fail for all
    }

    private static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "the file does not exist";
        }
        return failure instanceof AccessDeniedException ? "permission denied" : String.valueOf(failure.getMessage());
    }

    private Content parse(String text) {
        var roles = new HashMap<String, Role>();
        var lines = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                .lines()
                .map(String::strip)
                .toList();
        var unusable = 0;
        for (var i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty() && !lines.get(i).startsWith("#")) {
                var flaw = add(lines.get(i), roles);
                if (flaw.isPresent()) {
                    events.lineUnusable(KIND, file, i + 1, flaw.get());
                    unusable++;
                }
            }
        }
        events.fileRead(KIND, file, roles.size(), unusable);
        return new Content(Optional.of(text), Map.copyOf(roles));
    }

    /** Adds the person of a line, and returns what is wrong with it. */
    private static Optional<String> add(String line, Map<String, Role> roles) {
        var parts = List.of(line.split("[ \\t]+", 2));
        if (parts.size() < 2
                || !ProxyUserAuthenticator.isUser(parts.get(1))
                || parts.get(1).contains("\uFFFD")) {
            return Optional.of("a line is a role (reader, editor or admin) and a name in UTF-8");
        }
        var role = Role.of(parts.get(0));
        var before = roles.get(parts.get(1));
        var differs = before != null && !role.equals(Optional.of(before));
        roles.merge(parts.get(1), role.orElse(Role.READER), Role::lesser);
        if (role.isEmpty()) {
            return Optional.of("the role must be reader, editor or admin; the person is a reader until then");
        }
        return differs
                ? Optional.of("an earlier line gives the same person another role; the lesser one holds")
                : Optional.empty();
    }

    /** The file for people. */
    @Override
    public String toString() {
        return file.toString();
    }
}
