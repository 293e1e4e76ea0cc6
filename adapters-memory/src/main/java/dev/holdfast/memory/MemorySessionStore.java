package dev.holdfast.memory;

import dev.holdfast.application.session.Session;
import dev.holdfast.application.session.SessionStore;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Digest;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Session store in memory, for tests and for documents that are in memory, too. */
public final class MemorySessionStore implements SessionStore {

    private final Map<Digest, Session> sessions = new LinkedHashMap<>();

    @Override
    public synchronized void create(Session session, int most) {
        sessions.put(session.id(), session);
        var author = session.principal().author();
        sessions.values().stream()
                .filter(other -> other.principal().author().equals(author))
                .sorted(Comparator.comparing(Session::seen, Comparator.reverseOrder()))
                .skip(most)
                .map(Session::id)
                .toList()
                .forEach(sessions::remove);
    }

    @Override
    public synchronized List<Session> find(Collection<Digest> ids) {
        return ids.stream()
                .map(id -> Optional.ofNullable(sessions.get(id)))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public synchronized void touch(Collection<Digest> ids, Instant seen) {
        ids.forEach(id -> sessions.computeIfPresent(id, (key, session) -> session.seen(seen)));
    }

    @Override
    public synchronized void end(Digest id) {
        sessions.remove(id);
    }

    @Override
    public synchronized void endAllOf(Author author) {
        sessions.values().removeIf(session -> session.principal().author().equals(author));
    }

    @Override
    public synchronized List<Session> deleteOver(Instant now, Instant unseenSince) {
        var over = sessions.values().stream()
                .filter(session ->
                        !session.expires().isAfter(now) || !session.seen().isAfter(unseenSince))
                .toList();
        over.forEach(session -> sessions.remove(session.id()));
        return over;
    }
}
