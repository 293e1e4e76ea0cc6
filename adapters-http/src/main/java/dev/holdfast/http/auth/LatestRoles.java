package dev.holdfast.http.auth;

import dev.holdfast.domain.Author;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Roles that came with the latest request of each person. A role decides about the requests that are in progress, too: one that
 * was taken away takes effect at once. It remembers a limited number of people, each until others were seen since. Safe for use
 * by many threads.
 */
final class LatestRoles {

    private static final int MAX_PEOPLE = 100_000;

    private final Map<Author, Role> roles = new LinkedHashMap<>(16, 0.75f, true);

    synchronized void put(Author author, Role role) {
        roles.put(author, role);
        if (roles.size() > MAX_PEOPLE) {
            roles.remove(roles.keySet().iterator().next());
        }
    }

    /** The role of a person; the least one if no request of that person is remembered. */
    synchronized Role of(Author author) {
        return roles.getOrDefault(author, Role.READER);
    }
}
