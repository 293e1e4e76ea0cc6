package dev.holdfast.http.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Roles file: each line holds a role and the name of a person. Lines that begin with # are comments.
 *
 * <p>Its content is compared once a second. A line that cannot be used is left out and reported, and a person whom it names has
 * the least role; so has everybody while the file cannot be read. So a slip never gives a right. Safe for use by many threads.
 */
public final class RoleFile {

    private static final String KIND = "roles";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final SecurityEvents events = new SecurityEvents();
    private final FollowedFile<Optional<Map<String, Role>>> roles;

    private RoleFile(Path file, Duration interval) throws IOException {
        this.file = file;
        this.roles = new FollowedFile<>(file, interval, new Meaning());
    }

    /** The roles by name, whose changes are told; empty while the file cannot be read. */
    private final class Meaning implements FollowedFile.Meaning<Optional<Map<String, Role>>> {

        @Override
        public Optional<Map<String, Role>> of(String bytes) {
            // Replaces what is no UTF-8, where a strict decoder would fail for all lines.
            return Optional.of(parse(new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
        }

        @Override
        public Optional<Map<String, Role>> ofUnreadable(String reason) {
            events.fileUnreadable(KIND, file, reason + "; everybody is a reader until it can be read");
            return Optional.empty();
        }
    }

    /**
     * Reads a file, and follows its changes.
     *
     * @throws UnusableTokens if it cannot be read
     */
    public static RoleFile read(Path file) {
        return read(file, FollowedFile.INTERVAL);
    }

    static RoleFile read(Path file, Duration interval) {
        try {
            return new RoleFile(file, interval);
        } catch (IOException e) {
            throw new UnusableTokens(
                    "The roles file %s cannot be read: %s.".formatted(file, FollowedFile.reason(e)), e);
        }
    }

    /** The role of a person; the other one if the file does not name that person. */
    Role role(String name, Role otherwise) {
        return roles.current()
                .map(current -> current.getOrDefault(name, otherwise))
                .orElse(Role.READER);
    }

    private Map<String, Role> parse(String text) {
        var found = new HashMap<String, Role>();
        var lines = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                .lines()
                .map(String::strip)
                .toList();
        var unusable = new ArrayList<UnusableLine>();
        for (var i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty() && !lines.get(i).startsWith("#")) {
                var number = i + 1;
                add(lines.get(i), found).ifPresent(flaw -> unusable.add(new UnusableLine(number, flaw)));
            }
        }
        events.fileRead(KIND, file, found.size(), unusable);
        return Map.copyOf(found);
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
