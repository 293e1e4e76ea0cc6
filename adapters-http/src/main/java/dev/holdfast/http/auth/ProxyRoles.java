package dev.holdfast.http.auth;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.http.exchange.Request;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Roles of the people whom a reverse proxy names. */
public sealed interface ProxyRoles extends AccessPolicy {

    /** The role of everybody who has none of their own, unless another one is chosen. */
    Role DEFAULT = Role.EDITOR;

    /** One role for everybody. */
    record Same(Role role) implements ProxyRoles {

        @Override
        public Role role(Author author) {
            return role;
        }

        @Override
        public String description() {
            return "everybody has the role %s%s"
                    .formatted(role.label(), role == Role.ADMIN ? "" : ", and nobody is an admin");
        }
    }

    /**
     * Roles from a header field of the proxy: one line that is reader, editor or admin. Anything else counts as the least role.
     *
     * @param field the name of the field
     * @param otherwise the role of a request without the field
     * @param latest the roles of the latest requests
     */
    record OfField(String field, Role otherwise, LatestRoles latest) implements ProxyRoles {

        public OfField(String field, Role otherwise) {
            this(field, otherwise, new LatestRoles());
        }

        @Override
        public void note(Request request, Author author, SecurityEvents events) {
            var lines = request.lines(field);
            var role = lines.isEmpty() ? Optional.of(otherwise) : parse(lines);
            if (role.isEmpty()) {
                events.roleUnreadable(request, author, field);
            }
            latest.put(author, role.orElse(Role.READER));
        }

        private static Optional<Role> parse(List<String> lines) {
            return lines.size() == 1 ? Role.of(lines.get(0).strip().toLowerCase(Locale.ROOT)) : Optional.empty();
        }

        @Override
        public Role role(Author author) {
            return latest.of(author);
        }

        @Override
        public List<String> fields() {
            return List.of(field);
        }

        @Override
        public String description() {
            return "roles come from the header %s, without it %s".formatted(field, otherwise.label());
        }
    }

    /**
     * Roles from a file.
     *
     * @param otherwise the role of people whom the file does not name
     */
    record OfFile(RoleFile file, Role otherwise) implements ProxyRoles {

        @Override
        public Role role(Author author) {
            return file.role(author.name(), otherwise);
        }

        @Override
        public String description() {
            return "roles come from the file %s, for others %s".formatted(file, otherwise.label());
        }
    }

    /** The role of an authenticated person. */
    Role role(Author author);

    /** Takes the role of a person from a request that the proxy sent, if roles come from there. */
    default void note(Request request, Author author, SecurityEvents events) {}

    /** The header fields that roles come from. */
    default List<String> fields() {
        return List.of();
    }

    /** The source of the roles, worded to go on in a sentence. */
    String description();

    @Override
    default boolean allows(Author author, Action action, DocumentId document) {
        return role(author).allows(action);
    }

    @Override
    default boolean mayCreate(Author author) {
        return role(author).allows(Action.MANAGE);
    }
}
