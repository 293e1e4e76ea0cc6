package dev.holdfast.application.session;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Sessions of people who signed in, by the secrets that their clients hold.
 *
 * <p>Those in use are kept in memory and compared with the store every few seconds, all of them with one query, so that a
 * request waits for no query of its own. A session that another server ended is therefore found for {@link #MAX_AGE} at
 * most. Safe for use by many threads.
 */
public final class Sessions {

    /** The longest time for which a session counts without a look at the store. */
    public static final Duration MAX_AGE = Duration.ofSeconds(5);

    /** The time between two calls of {@link #refresh}: less than half of {@link #MAX_AGE}, so that one may fail. */
    public static final Duration REFRESH = Duration.ofSeconds(2);

    /** The most sessions of one author: more than a person has browsers, so that nobody fills the store. */
    private static final int MOST = 100;

    private static final Duration TOUCH = Duration.ofMinutes(1);
    private static final Duration FORGET = Duration.ofMinutes(1);

    /**
     * Session in memory.
     *
     * @param session the session, with the last use that is known here
     * @param read the time at which the store had it
     * @param stored the last use that the store has
     * @param asked the time of the last question for it, also by an open stream
     */
    private record Known(Session session, Instant read, Instant stored, Instant asked) {

        static Known of(Session session, Instant read) {
            return new Known(session, read, session.seen(), read);
        }

        /** Also not fresh if the clock was set back. */
        boolean isFresh(Instant now) {
            return !now.isBefore(read) && now.isBefore(read.plus(MAX_AGE));
        }

        Known used(Instant now) {
            return new Known(session.seen(now), read, stored, now);
        }

        Known asked(Instant now) {
            return new Known(session, read, stored, now);
        }

        /** Copy that the store still had at a time. */
        Known confirmed(Session by, Instant at) {
            return new Known(session.seen(by.seen()), at, by.seen(), asked);
        }

        boolean isForgotten(Instant now) {
            return asked.plus(FORGET).isBefore(now);
        }

        boolean isTouchDue() {
            return !session.seen().isBefore(stored.plus(TOUCH));
        }
    }

    private final SessionStore store;
    private final SessionSettings settings;
    private final InstantSource clock;
    private final Map<Digest, Known> known = new ConcurrentHashMap<>();

    /** Counts the ends, so that what was read from the store before one is not kept after it. */
    private final AtomicLong ends = new AtomicLong();

    public Sessions(SessionStore store, SessionSettings settings, InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Begins a session.
     *
     * @param secret a new secret with at least 128 random bits, for the client
     * @param latestEnd the end of the credential, after which the session ends too
     */
    public Session begin(String secret, Principal principal, Optional<Instant> latestEnd) {
        var now = clock.instant();
        var end = now.plus(settings.lifetime());
        var session = new Session(
                Digest.of(secret),
                principal,
                now,
                now,
                latestEnd.filter(end::isAfter).orElse(end));
        store.create(session, MOST);
        known.put(session.id(), Known.of(session, now));
        return session;
    }

    /**
     * The session with a secret; using it puts off its idle end. Empty if there is none, or it has ended.
     *
     * @throws StoreUnavailable if it has to be read, and the store cannot be reached
     */
    public Optional<Session> find(String secret) {
        var id = Digest.of(secret);
        var now = clock.instant();
        var fresh = Optional.ofNullable(known.get(id)).filter(entry -> entry.isFresh(now));
        var session = (fresh.isPresent() ? fresh : read(id, now))
                .map(Known::session)
                .filter(found -> !found.isOver(now, settings.idle()));
        if (session.isEmpty()) {
            known.remove(id);
        }
        return Optional.ofNullable(known.computeIfPresent(id, (key, entry) -> entry.used(now)))
                .map(Known::session)
                .or(() -> session);
    }

    private Optional<Known> read(Digest id, Instant now) {
        var before = ends.get();
        var found = store.find(List.of(id)).stream().findFirst().map(session -> kept(session, now));
        if (ends.get() != before) {
            known.remove(id);
        }
        return found;
    }

    /** Keeps a session that the store has, with the last use that is known here. */
    private Known kept(Session session, Instant now) {
        return known.merge(session.id(), Known.of(session, now), (old, read) -> old.confirmed(session, now));
    }

    /**
     * True unless the session has ended, as far as is known here. Never waits for the store, and is no use of the session:
     * for a stream, which asks again and again.
     */
    public boolean isOpen(Digest id) {
        var now = clock.instant();
        var entry = known.computeIfPresent(id, (key, before) -> before.asked(now));
        return entry != null && !entry.session().isOver(now, settings.idle());
    }

    /** Ends the session with a secret here and, within {@link #MAX_AGE}, on the other servers. */
    public void end(String secret) {
        var id = Digest.of(secret);
        store.end(id);
        forget(entry -> entry.session().id().equals(id));
    }

    /** Ends all sessions of an author, here and, within {@link #MAX_AGE}, on the other servers. */
    public void endAllOf(Author author) {
        store.endAllOf(author);
        forget(entry -> entry.session().principal().author().equals(author));
    }

    private void forget(Predicate<Known> ended) {
        ends.incrementAndGet();
        known.values().removeIf(ended);
    }

    /**
     * Compares the sessions in memory with the store, and stores when they were used. To be called every {@link #REFRESH}.
     *
     * @throws StoreUnavailable if the store cannot be reached; the sessions in memory stay as they are
     */
    public void refresh() {
        var now = clock.instant();
        known.values().removeIf(entry -> entry.isForgotten(now) && !entry.isTouchDue());
        var due = known.values().stream()
                .filter(Known::isTouchDue)
                .map(entry -> entry.session().id())
                .toList();
        if (!due.isEmpty()) {
            store.touch(due, now);
        }
        var ids = List.copyOf(known.keySet());
        if (!ids.isEmpty()) {
            var stored = store.find(ids).stream().collect(Collectors.toMap(Session::id, Function.identity()));
            ids.forEach(id -> confirm(id, Optional.ofNullable(stored.get(id)), now));
        }
    }

    private void confirm(Digest id, Optional<Session> stored, Instant now) {
        stored.ifPresentOrElse(
                session -> known.computeIfPresent(id, (key, entry) -> entry.confirmed(session, now)),
                () -> known.remove(id));
    }

    /**
     * Session that ended by itself.
     *
     * @param author the person whose it was
     * @param isUnused true if it ended by disuse, false if its time was over
     */
    public record Over(Author author, boolean isUnused) {}

    /**
     * Deletes the sessions that are over from the store.
     *
     * @return those that this call deleted: each session once, however many servers look
     */
    public List<Over> deleteOver() {
        var now = clock.instant();
        return store.deleteOver(now, now.minus(settings.idle())).stream()
                .map(session -> new Over(
                        session.principal().author(),
                        session.seen().plus(settings.idle()).isBefore(session.expires())))
                .toList();
    }
}
