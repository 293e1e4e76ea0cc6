package dev.holdfast.http.auth;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.http.exchange.Action;
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
 * Who may come in: a file with a line for each person, which holds the SHA-256 of their token in hexadecimal digits, their
 * role and their name. Lines that begin with # are comments. Whoever reads the file cannot come in with what it says.
 *
 * <p>A change of the file counts from the next request on; one that cannot be read changes nothing and is logged. Safe for use
 * by many threads.
 */
public final class TokenFile implements AccessPolicy {

    private static final int TOKEN_BYTES = 32;
    private static final Logger LOGGER = LoggerFactory.getLogger(TokenFile.class);

    private record Content(FileTime modified, long size, List<Person> people) {}

    private final Path file;
    private volatile Content content;

    private TokenFile(Path file, Content content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Reads a file.
     *
     * @throws UnusableTokens if it cannot be read, naming the line that is wrong
     */
    public static TokenFile read(Path file) {
        return new TokenFile(file, load(file));
    }

    private static Content load(Path file) {
        try {
            var modified = Files.getLastModifiedTime(file);
            var people = new ArrayList<Person>();
            var lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (var i = 0; i < lines.size(); i++) {
                var line = lines.get(i).strip();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    people.add(person(file, i + 1, line, people));
                }
            }
            return new Content(modified, Files.size(file), List.copyOf(people));
        } catch (IOException e) {
            throw new UnusableTokens("The tokens file %s cannot be read: %s.".formatted(file, reason(e)), e);
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file; make one with 'holdfast token'";
        }
        return failure instanceof AccessDeniedException ? "it is not permitted" : String.valueOf(failure.getMessage());
    }

    private static Person person(Path file, int number, String line, List<Person> before) {
        var person = Person.parse(line)
                .orElseThrow(() -> new UnusableTokens(
                        "Line %d of the tokens file %s is not a SHA-256 in 64 hexadecimal digits, a role (reader, editor or admin) and a name. Use 'holdfast token' to add lines."
                                .formatted(number, file)));
        if (before.stream()
                .anyMatch(other -> other.author().equals(person.author()) && other.role() != person.role())) {
            throw new UnusableTokens("Line %d of the tokens file %s gives %s another role than a line before it."
                    .formatted(number, file, person.author().name()));
        }
        return person;
    }

    /**
     * Adds a person to a file, which is made if there is none.
     *
     * @return the token, which is kept nowhere else
     * @throws UnusableTokens if the file cannot be written, or says something else of that person
     */
    public static String add(Path file, String name, Role role, SecureRandom random) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var person = Person.withToken(token, role, name.strip());
        if (Files.exists(file)) {
            var people = load(file).people();
            var unused = person(file, people.size() + 1, person.line(), people);
        }
        try {
            Files.writeString(
                    file, person.line() + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UnusableTokens("The tokens file %s cannot be written: %s.".formatted(file, reason(e)), e);
        }
        return token;
    }

    /** Who has a token; empty if nobody has. */
    Optional<Author> bearer(String token) {
        return people().stream()
                .filter(person -> person.has(token))
                .map(Person::author)
                .findFirst();
    }

    Optional<Role> role(Author author) {
        return people().stream()
                .filter(person -> person.author().equals(author))
                .map(Person::role)
                .findFirst();
    }

    @Override
    public boolean allows(Author author, Action action, DocumentId document) {
        return role(author).filter(role -> role.allows(action)).isPresent();
    }

    private List<Person> people() {
        var known = content;
        try {
            var modified = Files.getLastModifiedTime(file);
            var size = Files.size(file);
            if (!known.modified().equals(modified) || known.size() != size) {
                known = new Content(modified, size, reloaded(known.people()));
                content = known;
            }
        } catch (IOException e) {
            LOGGER.error("The tokens file cannot be read. Those who could come in before still can.", e);
        }
        return known.people();
    }

    private List<Person> reloaded(List<Person> before) {
        try {
            return load(file).people();
        } catch (UnusableTokens e) {
            LOGGER.error(
                    "The tokens file has changed and cannot be used. Those who could come in before still can.", e);
            return before;
        }
    }
}
