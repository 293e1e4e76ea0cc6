package dev.holdfast.application.session;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.StoreUnavailable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Store of sessions, shared by all servers of one database. Safe for use by many threads; every method throws
 * {@link StoreUnavailable} when the store cannot be reached. What each method must do is spelt out as tests in
 * {@code SessionStoreContract}.
 */
public interface SessionStore {

    /**
     * Stores a new session.
     *
     * @param most the most sessions of its author; those that were used least recently end
     */
    void create(Session session, int most);

    /** The sessions with these ids, in any order, without those that were ended. */
    List<Session> find(Collection<Digest> ids);

    /** Sets the time of the last use, unless a later one is stored. A session that was ended stays so. */
    void touch(Collection<Digest> ids, Instant seen);

    /** Ends a session, if there is one with that id. */
    void end(Digest id);

    /** Ends all sessions of an author. */
    void endAllOf(Author author);

    /**
     * Deletes the sessions that are over.
     *
     * @param now those that expire then or before
     * @param unseenSince those that were used last then or before
     * @return those that this call deleted: each session once, also when several servers call at the same time
     */
    List<Session> deleteOver(Instant now, Instant unseenSince);
}
